"""Keeping what a table has said: a backup while the bot runs, and its restore into an empty database."""

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy import Connection

from bot.cli.answering import on_the_database, within_app
from bot.cli.reading import the_person, the_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.app import App
    from bot.domain.people import Partner
    from bot.services.exports import Export
    from bot.storage.archive import Manifest


def add_to(main: click.Group) -> None:
    for command in (backup, restore, export, erase):
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


@click.command()
@click.option("--table", "table_name", required=True, metavar="SLUG", help="Which table; one that is closed too.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(*, table_name: str, folder: Path) -> None:
    """Write what each organisation takes with it from a table: JSON, a sheet and a text for each, into a folder."""

    async def work(app: "App") -> "Sequence[Export]":
        return await app.store.read(_exports, table_name)

    found = within_app(work)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in found:
            _write(folder, one)
    except OSError as error:
        raise click.ClickException(f"{folder} can't be written: {error.strerror}.") from error
    click.echo(f"Written: {len(found)} organisations in {folder}. Each is for that organisation alone.")


def _exports(tx: Connection, table: str) -> "Sequence[Export]":
    from bot.services import exports
    from bot.storage import tables

    here = tables.with_slug(tx, table)
    return exports.of_table(tx, the_table(tx, table)[0] if here is None else here)


def _write(folder: Path, one: "Export") -> None:
    """Nobody but its owner may read them."""
    named = folder / one.name
    sheet = io.StringIO()
    csv.writer(sheet).writerows(one.lines)
    as_json = json.dumps(one.found, ensure_ascii=False, indent=1)
    for suffix, words in ((".json", as_json), (".csv", sheet.getvalue()), (".txt", one.text)):
        file = named.with_suffix(suffix)
        file.touch(mode=0o600)
        file.write_text(words, encoding="utf-8", newline="")


@click.command()
@click.argument("who")
@click.option("--table", "table_name", metavar="SLUG", help="Which table, where they sit at several.")
@click.option("--yes", "sure", is_flag=True, help="Don't ask first.")
def erase(*, who: str, table_name: str | None, sure: bool) -> None:
    """Take everything out that is held on WHO at a table: an e-mail address, or a name unique at the table."""
    from bot.services import my_data
    from bot.services.request import Said

    async def find(app: "App") -> "Partner":
        return await app.store.read(the_person, who, table_name)

    found = within_app(find)
    if not sure:
        where = f"{found.person.name} at {found.partnership.name}"
        click.confirm(f"Erase all that is held on {where}? It can't be undone.", abort=True)

    async def work(app: "App") -> None:
        await app.store.run(my_data.erase, found, Said(on=("yes",)), now=app.now())

    within_app(work)
    click.echo(f"Erased: {found.person.name} at {found.partnership.name}. Backups keep it until you delete them.")


def _rows(found: "Manifest") -> str:
    return f"{sum(one.rows for one in found.tables)} rows in {len(found.tables)} tables"
