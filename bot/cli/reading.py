"""What is typed on the command line, read once for all commands: moments, people, tables."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import click
from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.services import identity
from bot.storage import closings, people, tables

HOME = "Europe/London"

# Days of histories, and of tables that may yet be begun; in other years something was mistyped.
YEARS = range(1970, 2100)

# A screen of a terminal still shows what was typed above so many.
MOST_CHOICES = 20


class NotOne(click.UsageError):
    """Nobody and nothing fits, or more than one does: the choices are said, and the exit code is 2."""

    def __init__(self, sought: str, what: str, choices: Sequence[str], *, instead: Sequence[str] = ()) -> None:
        """`instead`: who else there is, where nobody fits."""
        said = f"More than one {what} is called {sought}:" if choices else f"There is no {what} called {sought}."
        there = choices or instead
        listed = "".join(f"\n  {choice}" for choice in there[:MOST_CHOICES])
        more = f"\n  and {len(there) - MOST_CHOICES} more" if len(there) > MOST_CHOICES else ""
        super().__init__(said + (" There are:" if instead and not choices else "") + listed + more)


def a_person(written: str) -> tuple[str, str | None]:
    """`Sam Okoye <sam@ward9.example>` -> name and e-mail address; a bare name has none."""
    name, email = parseaddr(" ".join(written.split()))
    if written.strip() and "<" not in written and "@" not in written:
        return written.strip(), None
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        raise click.BadParameter(f'write it as "Sam Okoye <sam@ward9.example>", not {written!r}')
    return name.strip() or email.partition("@")[0], email.casefold()


def a_day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        raise click.BadParameter(f"write the day as 2026-12-04, not {written!r}") from error
    _near(day, written)
    return day


def _near(day: date, written: str) -> None:
    """A clock that was turned to the year 9999 by a slip of a finger could never be turned back."""
    if day.year not in YEARS:
        raise click.BadParameter(f"the year has to lie between {YEARS[0]} and {YEARS[-1]}, not as in {written!r}")


def a_moment(written: str, zone: str = HOME) -> datetime:
    """An ISO moment in UTC. Without an offset it is local; a bare day is its noon."""
    said = written.strip()
    try:
        moment = datetime.fromisoformat(f"{said}T12:00" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said) else said)
    except ValueError as error:
        raise click.BadParameter(f"write the time as 2026-12-04 or 2026-12-04T10:00, not {written!r}") from error
    _near(moment.date(), written)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def the_table(tx: Connection, name: str) -> tuple[int, str, str]:
    """The open table of that slug or name: id, slug, name. Raises NotOne with the choices."""
    found = tables.table_named(tx, name)
    by_slug = [one for one in found if one[1] == name]
    if len(by_slug or found) == 1:
        return (by_slug or found)[0]
    if found:
        raise NotOne(name, "table", [f"{slug}  {title}" for _id, slug, title in found])
    here = ", ".join(slug for _id, slug, _title in tables.open_tables(tx)) or "none yet"
    raise click.UsageError(f"There is no table called {name}. Tables: {here}.")


def the_person(tx: Connection, who: str, table: str | None) -> Partner:
    """Who is meant: an e-mail address, or a name unique at the table. Raises NotOne with the choices."""
    slug = the_table(tx, table)[1] if table else None
    found = [one for one in people.called(tx, who) if slug in (None, one.partnership.slug)]
    if not found:
        found = _by_first_name(tx, who, slug)
    persons = {one.person.id: one for one in found}
    if len(persons) != 1:
        everybody = [] if persons else [_choice(one) for one in _at_tables(tx, slug)]
        raise NotOne(who, "person", [_choice(one) for one in persons.values()], instead=everybody)
    return next(iter(persons.values()))


def sat_at_closed(tx: Connection, who: str, table: str | None) -> Partner | None:
    """Who sat at a closed table, where they are at no open one that could be meant: what is theirs is still fetched."""
    if any(table in (None, one.partnership.slug, one.partnership.name) for one in people.called(tx, who)):
        return None
    seats = [one.partner for one in closings.called(tx, who)]
    found = [one for one in seats if table in (None, one.partnership.slug, one.partnership.name)]
    return found[0] if len({one.person.id for one in found}) == 1 else None


def _at_tables(tx: Connection, slug: str | None) -> list[Partner]:
    """Everybody at one table, or at all of them."""
    return [
        partner
        for partnership_id, table, _name in tables.open_tables(tx)
        if slug in (None, table)
        for partner in people.everybody(tx, identity.operator_of(partnership_id))
    ]


def _by_first_name(tx: Connection, who: str, slug: str | None) -> list[Partner]:
    sought = who.strip().casefold()
    return [one for one in _at_tables(tx, slug) if one.person.first_name.casefold() == sought]


def _choice(partner: Partner) -> str:
    person, seat = partner.person, partner.organisation
    address = f" <{person.email}>" if person.email else ""
    return f"{person.name}{address}, {seat.name if seat else 'in their own right'}, {partner.partnership.slug}"
