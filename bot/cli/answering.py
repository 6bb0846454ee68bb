"""What every command does alike: open the program, do its work, and say what came of it."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from bot.app import App

T = TypeVar("T")

REFUSED = 1


def within_app(work: "Callable[[App], Awaitable[T]]", *, patient: bool = True) -> T:
    """Run some work with the program opened. What an operator can mend is said in one sentence, exit code 1."""
    from bot.app import opened
    from bot.storage.errors import StoreError
    from config.settings import SettingsError, read_settings

    async def run() -> T:
        async with opened(read_settings(), patient=patient) as app:
            return await work(app)

    try:
        return asyncio.run(run())
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    except StoreError as error:
        raise click.ClickException(trouble(error)) from error


def trouble(error: Exception) -> str:
    """What an operator reads when the database will not have it."""
    from bot.messages.cards.refusals import TROUBLE

    return str(error) or TROUBLE[getattr(error, "code", "store")]


def refuse(error: Exception, *, as_json: bool = False) -> NoReturn:
    """Say what was refused, on standard error, and as JSON on standard output if that was asked for; exit code 1."""
    from bot.domain.errors import ConvenorError
    from bot.messages.cards.refusals import sentence

    said = sentence(error) if isinstance(error, ConvenorError) else str(error)
    if as_json:
        field = getattr(error, "field", "words")
        show({"text": said, "card": None, "kept": [], "wrong": {field: said}})
    click.echo(said, err=True)
    sys.exit(REFUSED)


def show(found: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    click.echo(json.dumps(found, ensure_ascii=False))
