"""Looking at a table from outside: who has gone quiet, the digest; and bringing a history in."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from sqlalchemy import Connection

from bot.cli.answering import REFUSED, give_up, refuse, show, within_app
from bot.cli.reading import a_day, a_moment, the_table

if TYPE_CHECKING:
    from bot.app import App
    from bot.domain.people import Partnership

TABLE = click.option("--table", "table_name", required=True, metavar="SLUG", help="Which table.")
AT = click.option("--at", metavar="ISO", help="As of when; a bare date is its noon. Default: now.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def add_to(main: click.Group) -> None:
    for command in (quiet, digest, import_):
        main.add_command(command)


def _partnership(tx: Connection, name: str) -> "Partnership":
    from bot.storage import tables

    return tables.partnership_by_id(tx, the_table(tx, name)[0])


@click.command()
@TABLE
@AT
@JSON
def quiet(*, table_name: str, at: str | None, as_json: bool) -> None:
    """Say how everybody at a table is doing, as of any day: the operator's view."""

    async def work(app: "App") -> dict[str, Any]:
        from bot.services import identity, standing

        here = await app.store.read(_partnership, table_name)
        moment = a_moment(at, here.zone) if at else app.now()
        found = await app.store.read(standing.at_table, identity.operator_of(here.id), at=moment)
        return standing.as_json(found)

    found = within_app(work, as_json=as_json)
    if as_json:
        show(found)
        return
    for partner in found["partners"]:
        click.echo(f"{partner['state']:13} {partner['name']}: {partner['why']}")
    for chair in found["empty_seats"]:
        click.echo(f"{'empty chair':13} {chair['name']}")


@click.command()
@TABLE
@AT
@click.option("--format", "drawn_as", default="text", show_default=True, metavar="text|html|slack|teams", help="How.")
def digest(*, table_name: str, at: str | None, drawn_as: str) -> None:
    """Print a table's weekly digest as it would go out."""
    from bot.messages.render import RENDERERS

    if drawn_as not in RENDERERS:
        click.echo(f"A digest can't be drawn as {drawn_as}. What there is: {', '.join(RENDERERS)}.", err=True)
        raise SystemExit(REFUSED)

    async def work(app: "App") -> str:
        from bot.services import digests, identity

        here = await app.store.read(_partnership, table_name)
        moment = a_moment(at, here.zone) if at else app.now()
        card = await app.store.read(digests.for_table, identity.operator_of(here.id), now=moment)
        return RENDERERS[drawn_as](card)

    click.echo(within_app(work))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--table", "table_name", required=True, metavar="SLUG", help="Which table.")
@click.option("--new", is_flag=True, help="Begin the table, if it is not here yet.")
@click.option("--told", metavar="DATE", help="The people in it were told on that day what is kept.")
@click.option(
    "--code", "codes", multiple=True, metavar="X=came|apologies|deputy|absent", help="What a sheet's code means."
)
@JSON
def import_(*, file: Path, table_name: str, new: bool, told: str | None, codes: tuple[str, ...], as_json: bool) -> None:
    """Bring in who took part when: a participation file or an attendance sheet, CSV or CSV.GZ.

    Columns by header: partner, person or name; e-mail; organisation; day or date; kind. Or a column for each meeting
    date with present, absent, apologies or deputy. Twice adds nothing.
    """
    from bot.domain.errors import ConvenorError
    from bot.services import imports

    try:
        raw = file.read_bytes()
    except OSError as error:
        give_up(f"{file} can't be read: {error.strerror}.", as_json=as_json)
    told_on: date | None = a_day(told) if told else None

    async def work(app: "App") -> "imports.Report":
        from bot.cli.progress import steps_shown

        now = app.now()
        sheet = imports.read(raw, codes=codes, today=now.date())
        here = await app.store.run(imports.table_for, table_name, new=new, now=now)
        steps = imports.steps(sheet, here, told_on=told_on, now=now)
        return imports.report(sheet, await steps_shown(app.store, steps, total=len(sheet.rows)))

    try:
        report = within_app(work, as_json=as_json)
    except ConvenorError as error:
        refuse(error, as_json=as_json)
    if not as_json:
        click.echo(imports.in_words(report))
        return
    for note in report.notes:
        click.echo(note, err=True)
    show(imports.as_json(report))
