"""What every command does alike: open the program, do its work, and say what came of it."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from bot.app import App
    from config.settings import Settings

T = TypeVar("T")

REFUSED = 1


def within_app(
    work: "Callable[[App], Awaitable[T]]", *, patient: bool = True, as_json: bool = False, words: str = ""
) -> T:
    """Run some work with the program opened. What an operator can mend is said in one sentence, exit code 1.

    `words`: what somebody said, which they get back then.
    """
    from bot import logs
    from bot.app import opened
    from bot.domain import calendars
    from bot.storage.errors import StoreError
    from config.settings import SettingsError, read_settings

    logs.set_up()

    async def run() -> T:
        calendars.get_ready()
        async with opened(read_settings(), patient=patient) as app:
            return await work(app)

    try:
        return asyncio.run(run())
    except SettingsError as error:
        give_up(str(error), as_json=as_json, words=words)
    except StoreError as error:
        give_up(trouble(error), as_json=as_json, words=words)


def on_the_database(work: Callable[[str], T]) -> T:
    """Work on the database itself, whether it can be used yet or not. What can be mended is said in one sentence."""
    from bot.storage.errors import DatabaseTrouble

    settings = the_settings()
    try:
        settings.convenor.data.mkdir(parents=True, exist_ok=True)
        return work(settings.database_url)
    except OSError as error:
        raise click.ClickException(f"CONVENOR_DATA can't be written: {error.strerror}.") from error
    except DatabaseTrouble as error:
        raise click.ClickException(trouble(error)) from error


def the_settings() -> "Settings":
    """As they are set; a wrong one is said in its sentence."""
    from config.settings import SettingsError, read_settings

    try:
        return read_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def give_up(said: str, *, as_json: bool = False, words: str = "") -> NoReturn:
    """Nothing could be done: say why, give the words back, as JSON too if that was asked for; exit code 1."""
    back = f"\n\nYou wrote: “{words}”" if words else ""
    if as_json:
        show(_refused(said, said + back))
    raise click.ClickException(said + back)


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
        show(_refused(said, said, field=getattr(error, "field", "words")))
    click.echo(said, err=True)
    sys.exit(REFUSED)


def _refused(said: str, text: str, *, field: str = "words") -> dict[str, Any]:
    """CONTRACTS, JSON `say`, with nothing kept."""
    return {"text": text, "card": None, "kept": [], "wrong": {field: said}}


def show(found: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    click.echo(json.dumps(found, ensure_ascii=False))
