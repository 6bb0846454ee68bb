"""Bringing a history in: people and seats first, then the ledger, then every rhythm once. Twice adds nothing."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.domain import sheets
from bot.domain.errors import NoTableError, UnknownCodesError
from bot.domain.participation import Kind
from bot.domain.people import Partner, Partnership, Role
from bot.domain.seats import SeatedBy
from bot.domain.sheets import Sheet, SheetRow
from bot.services import identity, participation
from bot.services.tables import Beginning, open_table
from bot.services.turns import PAGE
from bot.storage import ledger, people, standings, tables, wishes
from bot.storage.tables import Membership

Call = Callable[..., int]

# What can stand in an address as it is; any other name makes a slug of its own.
_SLUG = re.compile(r"[A-Za-z0-9][\w-]{0,59}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of an import. `refused`: line and reason."""

    rows: int
    new: int
    repeated: int
    refused: Sequence[tuple[int, str]]
    notes: Sequence[str] = ()


def read(raw: bytes, *, codes: Sequence[str], today: date) -> Sheet:
    """The file; `codes` as typed, "X=came". Raises SheetError and UnknownCodesError."""
    meanings: dict[str, Kind] = {}
    for code in codes:
        mark, _, meaning = code.partition("=")
        if meaning not in sheets.CODES:
            raise UnknownCodesError(codes={code: 0})
        meanings[mark] = sheets.CODES[meaning]
    return sheets.read(raw, codes=meanings, today=today)


def table_for(tx: Connection, name: str, *, new: bool, now: datetime) -> Partnership:
    """The table to bring it to; with `new` it is begun if it is not here. Raises NoTableError."""
    found = [one for one in tables.table_named(tx, name) if one[1] == name] or tables.table_named(tx, name)
    if found:
        return tables.partnership_by_id(tx, found[0][0])
    if not new:
        raise NoTableError(table=name, begin="--new")
    slug = name if _SLUG.fullmatch(name) else None
    return tables.partnership_by_id(tx, open_table(tx, Beginning(name=name, slug=slug), now=now))


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction of an import: a call that gives the number of new ledger rows, and how many rows it did."""

    call: Call
    done: int


def steps(sheet: Sheet, here: Partnership, *, told_on: date | None, now: datetime) -> Iterator[Step]:
    """Every transaction of an import in order. Each can be run again from the start."""
    first_on = _first_days(sheet.rows)
    who = sorted({(row.person, row.email, row.organisation) for row in sheet.rows}, key=str)
    for page in pages_of(who):
        yield Step(partial(_seat_everybody, here=here, page=page, first_on=first_on, told_on=told_on, now=now), 0)
    for rows in pages_of(sheet.rows):
        yield Step(partial(_enter, here=here, rows=rows, now=now), len(rows))
    names = sorted({_key(row.person, row.email) for row in sheet.rows})
    for keys in pages_of(names):
        yield Step(partial(_refold, here=here, keys=frozenset(keys)), 0)
    yield Step(partial(_refold_seats, here=here), 0)


def pages_of(things: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (things[begin : begin + PAGE] for begin in range(0, len(things), PAGE))


def report(sheet: Sheet, new: int) -> Report:
    rows = len(sheet.rows) + len(sheet.refused)
    return Report(rows=rows, new=new, repeated=len(sheet.rows) - new, refused=sheet.refused, notes=sheet.notes)


def _first_days(rows: Sequence[SheetRow]) -> Mapping[str, date]:
    """The day of each person's first entry, of whatever kind: from then on they were at the table."""
    found: dict[str, date] = {}
    for row in rows:
        key = _key(row.person, row.email)
        found[key] = min(row.on_day, found.get(key, row.on_day))
    return found


def _key(name: str, email: str | None) -> str:
    """How a person is told apart at one table: by e-mail address, else by name."""
    return email or name.casefold()


def _known(tx: Connection, here: Partnership) -> Mapping[str, Partner]:
    """Everybody at the table by each way of telling them apart."""
    everybody = people.everybody(tx, identity.operator_of(here.id), left_too=True)
    by_name = {one.person.name.casefold(): one for one in everybody}
    return by_name | {one.person.email: one for one in everybody if one.person.email}


def _seat_everybody(
    tx: Connection,
    *,
    here: Partnership,
    page: Sequence[tuple[str, str | None, str | None]],
    first_on: Mapping[str, date],
    told_on: date | None,
    now: datetime,
) -> int:
    """Give everybody on the page a seat who has none; imported people have no route, so nobody is written to."""
    known = dict(_known(tx, here))
    for name, email, organisation in page:
        if _key(name, email) in known:
            if organisation:
                _seat(tx, here, organisation, now=now)
            continue
        person_id = tables.person_id(tx, name=name, email=email, now=now)
        place = Membership(
            partnership_id=here.id,
            person_id=person_id,
            seat_id=_seat(tx, here, organisation, now=now),
            role=Role.PARTNER,
            seated_by=SeatedBy.COORDINATOR,
            joined_on=first_on[_key(name, email)],
        )
        partner = tables.seat_somebody(tx, place)
        known.setdefault(name.casefold(), partner)
        known[_key(name, email)] = partner
        if told_on:
            wishes.record_consent(tx, partner, "told", how="imported", on=told_on, at=now)
    return 0


def _seat(tx: Connection, here: Partnership, organisation: str | None, *, now: datetime) -> int:
    if organisation is None:
        return tables.chair(tx, partnership_id=here.id, now=now)
    numbered = organisation.removeprefix("Organisation ")
    key = f"{here.slug}:{numbered}" if numbered.isdecimal() else None
    organisation_id = tables.organisation_id(tx, organisation, key=key, now=now)
    return tables.organisation_seat(tx, partnership_id=here.id, organisation_id=organisation_id, now=now)


def _enter(tx: Connection, *, here: Partnership, rows: Sequence[SheetRow], now: datetime) -> int:
    """Add a page of rows to the ledger; how many were new."""
    known, seats = _known(tx, here), _seats(tx, here)
    entries = []
    for row in rows:
        entry = ledger.entry_of(known[_key(row.person, row.email)], row.kind, on_day=row.on_day, at=now)
        # Somebody may have sat for another organisation then: the day counts for that one.
        entries.append(replace(entry, seat_id=seats[row.organisation.casefold()]) if row.organisation else entry)
    return len(ledger.add_many(tx, entries))


def _seats(tx: Connection, here: Partnership) -> Mapping[str, int]:
    """Each organisation's seat by its name, whatever its case."""
    found = standings.organisation_seats(tx, identity.operator_of(here.id))
    return {one.name.casefold(): one.seat_id for one in found}


def _refold(tx: Connection, *, here: Partnership, keys: frozenset[str]) -> int:
    known = _known(tx, here)
    for partner in {known[key].id: known[key] for key in keys}.values():
        participation.recompute_partner(tx, partner)
    return 0


def _refold_seats(tx: Connection, *, here: Partnership) -> int:
    for seat_id in _seats(tx, here).values():
        participation.recompute_seat(tx, here.id, seat_id)
    return 0


def as_json(found: Report) -> dict[str, Any]:
    """CONTRACTS, JSON `import`."""
    return {
        "rows": found.rows,
        "new": found.new,
        "repeated": found.repeated,
        "refused": [{"line": line, "reason": reason} for line, reason in found.refused],
    }


def in_words(found: Report) -> str:
    """The report for a person: the sum, then a line for each row that was refused."""
    lines = [f"{found.rows} rows: {found.new} new, {found.repeated} here already, {len(found.refused)} refused."]
    lines += found.notes
    lines += [f"line {line}: {reason}" for line, reason in found.refused]
    return "\n".join(lines)
