"""`convenor doctor`: what is as it should be, what is not, and what to do about it."""

import asyncio
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from bot.cli.answering import the_settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.services.checkup import Finding
    from config.settings import Settings

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def add_to(main: click.Group) -> None:
    main.add_command(doctor)


@click.command()
def doctor() -> None:
    """Look at everything that can go wrong, and say what to do. Exit code 1 if something needs looking at."""
    settings = the_settings()
    found = [*_database(settings), _public_url(settings), _secret_key(settings), *asyncio.run(_servers(settings))]
    for one in found:
        click.echo(f"{'ok       ' if one.fine else 'look here'}  {one.said}")
    sys.exit(0 if all(one.fine for one in found) else 1)


def _database(settings: "Settings") -> "Iterator[Finding]":
    """What answers, whether it is of this version, and what it tells. Nothing is changed in it."""
    from bot.clock import Clock
    from bot.services import checkup
    from bot.services.checkup import Finding
    from bot.storage import upgrade
    from bot.storage.engine import make_engine, running
    from bot.storage.errors import DatabaseTrouble

    try:
        engine = make_engine(settings.database_url, read_only=True)
        yield Finding(fine=True, said=f"{running(engine)} answers.")
        with engine.connect() as tx, tx.begin():
            wrong = upgrade.trouble_with(tx)
            yield Finding(
                fine=not wrong, said=wrong or f"The database is at version {upgrade.head()}, as it should be."
            )
            if not wrong:
                yield from checkup.look(tx, now=Clock().now())
                yield from _workspaces(settings, tx)
        engine.dispose()
    except DatabaseTrouble as error:
        yield Finding(fine=False, said=str(error))


def _public_url(settings: "Settings") -> "Finding":
    from bot.services.checkup import Finding

    own = settings.convenor
    parts = urlsplit(settings.public_url)
    if own.public_url and (parts.scheme == "https" or parts.hostname in LOOPBACK):
        return Finding(fine=True, said=f"Links lead to {settings.public_url}.")
    if own.public_url:
        return Finding(fine=False, said="CONVENOR_PUBLIC_URL is not https: whoever listens on the way can sign in.")
    if own.smtp_url or settings.slack.bot_token or settings.teams.client_id:
        said = "CONVENOR_PUBLIC_URL is not set: links in messages lead to this machine only."
        return Finding(fine=False, said=said)
    return Finding(fine=True, said="Links lead to this machine only; CONVENOR_PUBLIC_URL changes that.")


def _secret_key(settings: "Settings") -> "Finding":
    from bot.services.checkup import Finding
    from config.secret_key import KEY_FILE, key_is_private

    if key_is_private(settings):
        return Finding(fine=True, said="Nobody else can read the secret key.")
    file = settings.convenor.data / KEY_FILE
    return Finding(fine=False, said=f"Others on this machine can read the secret key. Run: chmod 600 {file}")


async def _servers(settings: "Settings") -> "list[Finding]":
    """Those that are set up, asked themselves."""
    from bot.services.checkup import Finding
    from config.settings import SettingsError

    found = []
    for name, asked in (("Slack", _slack), ("Microsoft Teams", _teams), ("The mail server", _mail)):
        try:
            said = await asked(settings)
        except SettingsError as error:
            found.append(Finding(fine=False, said=str(error)))
            continue
        if said is not None:
            fine = not said
            found.append(Finding(fine=fine, said=f"{name} answers." if fine else f"{name} does not let us in: {said}."))
    return found


async def _slack(settings: "Settings") -> str | None:
    """What Slack says against the token; empty for nothing, None where it is not set up."""
    from bot.delivery.sender import DeliveryError
    from config.slack import slack_settings

    own = slack_settings(settings)
    if own is None:
        return None
    from bot.clock import Clock
    from bot.handlers.slack.client import SlackClient

    if not own.bot_token:
        return None
    client = SlackClient(own.bot_token, own.api_url, Clock().now)
    try:
        await client.installation()
    except DeliveryError as error:
        return error.code
    finally:
        await client.close()
    return ""


async def _teams(settings: "Settings") -> str | None:
    """What keeps us from Teams; empty for nothing, None where it is not set up."""
    from config.teams import teams_settings

    own = teams_settings(settings)
    if own is None:
        return None
    from bot.chats import for_teams
    from bot.clock import Clock

    known = for_teams(own)
    from bot.handlers.teams.running import reach

    return await reach(known, now=Clock().now)


def _workspaces(settings: "Settings", tx: "Connection") -> "Iterator[Finding]":
    """Those that have installed the app, and whether our keys open their tokens."""
    from bot.app import new_token
    from bot.handlers.slack.installed import PLATFORM
    from bot.handlers.slack.seal import Seal, SealError
    from bot.handlers.slack.tokens import place_of
    from bot.services.checkup import Finding
    from bot.storage import installations
    from config.secret_key import secret_keys

    standing = installations.standing(tx, PLATFORM)
    if not standing:
        return
    yield Finding(fine=True, said=f"Slack workspaces in which the app is installed: {len(standing)}.")
    seal = Seal(secret_keys(settings, new_token=new_token))
    for one in standing:
        try:
            seal.open(one.token, place_of(one.key, "token"))
        except SealError:
            what = "set the old key after the new one, with a comma, or let it be installed there again."
            yield Finding(fine=False, said=f"CONVENOR_SECRET_KEY does not open the token of {one.name}: {what}")


async def _mail(settings: "Settings") -> str | None:
    """What keeps us from the mail server; empty for nothing, None where none is set."""
    from bot.delivery.sender import DeliveryError
    from bot.handlers.mail.send import reach, server_at
    from bot.handlers.mail.write import read_address

    if settings.convenor.smtp_url is None:
        return None
    domain = read_address(settings.mail_from).domain
    try:
        await reach(server_at(settings.convenor.smtp_url.get_secret_value()), domain=domain)
    except DeliveryError as error:
        return error.code
    return ""
