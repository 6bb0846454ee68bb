"""Beginning tables, giving people seats, letting them in."""

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import click
from sqlalchemy import Connection

from bot.cli.answering import refuse, show, within_app
from bot.cli.reading import a_day, a_person, the_person, the_table

if TYPE_CHECKING:
    from bot.app import App
    from bot.domain.people import Partner
    from config.settings import Settings


def add_to(main: click.Group) -> None:
    main.add_command(table)
    main.add_command(link)


@click.group()
def table() -> None:
    """Begin a table, or give somebody a seat at one."""


@table.command()
@click.argument("name")
@click.option("--coordinator", required=True, help='Who convenes: "Priya Shah <priya@riverside.example>".')
@click.option("--organisation", required=True, help='Whom they sit for; "" for a seat in their own right.')
@click.option("--slug", help="The short name in addresses and after --table; made from NAME if not given.")
@click.option("--meets", type=click.IntRange(1, 366), metavar="DAYS", help="How many days lie between two meetings.")
@click.option("--zone", default="Europe/London", show_default=True, help="The table's time zone.")
@click.option("--country", default="GB-ENG", show_default=True, help="Whose bank holidays hold: GB-WLS, GB-SCT, IE ...")
def start(
    *, name: str, coordinator: str, organisation: str, slug: str | None, meets: int | None, zone: str, country: str
) -> None:
    """Begin a table called NAME. Prints a sign-in link for its coordinator, who counts as agreed, today."""
    from bot.domain.errors import ConvenorError
    from bot.services.tables import Beginning, Newcomer, begin

    person, email = a_person(coordinator)
    beginning = Beginning(name=name, slug=_slug(slug), meets_every=meets, zone=_zone(zone), country=_country(country))
    convener = Newcomer(name=person, email=email, organisation=organisation.strip() or None)

    async def work(app: "App") -> None:
        begun = await app.store.run(begin, beginning, convener, now=app.now())
        click.echo(f"{begun.partnership.name} is begun. Nobody has been messaged. --table {begun.partnership.slug}")
        click.echo(await new_link(app, begun))

    try:
        within_app(work)
    except ConvenorError as error:
        refuse(error)


def _slug(written: str | None) -> str | None:
    if written is not None and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", written):
        raise click.BadParameter(
            f"small letters, figures and hyphens, as in home-from-hospital, not {written!r}", param_hint="--slug"
        )
    return written


def _zone(written: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(written).key
    except (KeyError, ValueError, OSError) as error:
        raise click.BadParameter(
            f"there is no time zone {written!r}; one is Europe/London", param_hint="--zone"
        ) from error


def _country(written: str) -> str:
    from bot.domain.calendars import is_country

    if not is_country(written):
        raise click.BadParameter(
            f"no bank holidays are known for {written!r}; GB-ENG, GB-WLS ...", param_hint="--country"
        )
    return written


@table.command()
@click.argument("name", metavar="SLUG|NAME")
@click.option("--partner", required=True, help='Who: "Sam Okoye <sam@ward9.example>".')
@click.option("--organisation", required=True, help='Whom they sit for; "" for a seat in their own right.')
@click.option("--sector", help="The organisation's sector, such as council, health, housing, charity.")
@click.option(
    "--agreed", is_flag=False, flag_value="today", metavar="[DATE]", help="They said yes in person, that day or today."
)
def join(*, name: str, partner: str, organisation: str, sector: str | None, agreed: str | None) -> None:
    """Give somebody a seat at the table SLUG or NAME. Prints a sign-in link for them."""
    from bot.domain.errors import ConvenorError

    person, email = a_person(partner)
    agreed_on = a_day(agreed) if agreed not in (None, "today") else None

    async def work(app: "App") -> None:
        now = app.now()
        newcomer = (person, email, organisation.strip() or None, sector)
        joined, new = await app.store.run(_join, name, newcomer, agreed_on, today=agreed == "today", now=now)
        seat = joined.organisation.name if joined.organisation else "in their own right"
        verb = "has a seat" if new else "had a seat already"
        click.echo(f"{joined.person.name} {verb} at {joined.partnership.name}, {seat}.")
        click.echo(await new_link(app, joined))

    try:
        within_app(work)
    except ConvenorError as error:
        refuse(error)


def _join(
    tx: Connection,
    table_name: str,
    who: tuple[str, str | None, str | None, str | None],
    agreed_on: date | None,
    *,
    today: bool,
    now: datetime,
) -> "tuple[Partner, bool]":
    from bot.services import tables
    from bot.storage import tables as kept

    partnership_id, _slug, _name = the_table(tx, table_name)
    local = kept.partnership_by_id(tx, partnership_id).local_date(now)
    person, email, organisation, sector = who
    newcomer = tables.Newcomer(
        name=person, email=email, organisation=organisation, sector=sector, agreed_on=local if today else agreed_on
    )
    return tables.join(tx, partnership_id, newcomer, today=local, now=now)


@click.command()
@click.argument("who")
@click.option("--table", "table_name", metavar="SLUG", help="Which table, where they sit at several.")
@click.option("--json", "as_json", is_flag=True, help='Print {"url": ...}.')
def link(*, who: str, table_name: str | None, as_json: bool) -> None:
    """Make a one-time sign-in link for WHO: an e-mail address, or a name unique at the table."""

    async def work(app: "App") -> str:
        partner = await app.store.read(the_person, who, table_name)
        return await new_link(app, partner, apart=True)

    url = within_app(work, as_json=as_json)
    if as_json:
        show({"url": url})
    else:
        click.echo(url)


async def new_link(app: "App", partner: "Partner", *, apart: bool = False) -> str:
    """A one-time sign-in link for a partner, under the address people reach us by.

    `apart`: whatever else is said about it goes to standard error, for the link is read by scripts.
    """
    token = await a_way_in(app, partner)
    return f"{_address(app.settings, apart=apart)}/in/{token}"


async def a_way_in(app: "App", partner: "Partner") -> str:
    """The token of a new link for a partner, whose address ends with it."""
    from bot.app import new_token
    from bot.services import links

    token = new_token()
    await app.store.run(links.make, partner, token, now=app.now())
    return token


def _address(settings: "Settings", *, apart: bool) -> str:
    """What was set, else where the bot runs now; where it doesn't, where it would, and that is said."""
    from bot import whereabouts

    if settings.convenor.public_url:
        return settings.public_url
    running = whereabouts.running_at(settings.convenor.data)
    if running is None:
        click.echo("The bot isn't running. The link opens once it does, without --port: convenor run", err=apart)
    return running or settings.public_url
