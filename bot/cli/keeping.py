"""Keeping what a table has said: a backup while the bot runs, and its restore into an empty database."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.answering import on_the_database, within_app

if TYPE_CHECKING:
    from bot.app import App
    from bot.storage.archive import Manifest


def add_to(main: click.Group) -> None:
    for command in (backup, restore):
        main.add_command(command)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(*, file: Path) -> None:
    """Write everything into one file, as it is at this moment. The bot may go on running."""
    from bot.storage import archive
    from bot.storage import backup as backups

    async def work(app: "App") -> "Manifest":
        return await app.store.read(backups.write, file, now=app.now())

    try:
        written = within_app(work)
    except archive.BackupTrouble as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Written: {file}, {_rows(written)}. It holds personal data: keep it as you keep the database.")
    click.echo("CONVENOR_SECRET_KEY is not in it: keep that elsewhere.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore(*, file: Path) -> None:
    """Load a backup into an empty database. Whatever may have been sent since is not sent again."""
    from bot.clock import Clock
    from bot.domain import calendars
    from bot.services import restored
    from bot.storage import archive
    from bot.storage import backup as backups

    now = Clock().now()

    def work(address: str) -> "Manifest":
        calendars.get_ready()
        return backups.restore(address, file, then=lambda tx: restored.hold_back(tx, now=now))

    try:
        found = on_the_database(work)
    except archive.BackupTrouble as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Restored as of {found.at:%Y-%m-%d %H:%M} UTC: {_rows(found)}.")
    click.echo(
        "This week's notes and whatever else had come by now may have gone out already: they are not sent again."
    )


def _rows(found: "Manifest") -> str:
    return f"{sum(one.rows for one in found.tables)} rows in {len(found.tables)} tables"
