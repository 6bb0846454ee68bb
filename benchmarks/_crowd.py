"""A table of any size, in mid-life: what the pages are measured on, and their statements counted."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert

from bot.domain import rhythm
from bot.messages import plain
from bot.messages.cards import help as helping
from bot.services import askings
from bot.storage import rhythms, schema

# A Tuesday, in hours.
NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
SLUG = "crowd"

# How many sit for one organisation; every tenth person sits in their own right.
IN_A_SEAT = 5
ACTIVE_DAYS = 8
BATCH = 5000

# One in seven: those whose number leaves this.
QUIET = 6

Row = dict[str, Any]


def fill(tx: Connection, partners: int, *, entries: int = 60) -> None:
    """A partnership of so many, the first two of them coordinators with so many entries on their pages.

    One in seven has been quiet since they were asked, some are away, some were never asked, half have said how it
    looks from their seat, and each has something open.
    """
    everybody = range(1, partners + 1)
    here = {"id": 1, "slug": SLUG, "name": "A crowd", "zone": "Europe/London", "country": "GB-ENG", "made_at": NOW}
    _add(tx, schema.partnership, [{**here, "last_number": partners, "next_digest_at": NOW + 6 * DAY}])
    bodies = range(1, partners // IN_A_SEAT + 2)
    _add(tx, schema.organisation, (_named(one, "Organisation") | {"key": f"organisation {one}"} for one in bodies))
    _add(tx, schema.seat, (_seat(one, organisation_id=one) for one in bodies))
    _add(tx, schema.seat, (_seat(_own_seat(one), organisation_id=None) for one in everybody if _is_own(one)))
    _add(tx, schema.person, (_named(one, "Partner") for one in everybody))
    for make, table in _OF_EACH:
        _add(
            tx,
            table,
            (
                row | {"partnership_id": 1} if "partnership_id" in table.c else row
                for one in everybody
                for row in make(one)
            ),
        )
    _add(tx, schema.exchange, (_exchange(one, number) for one in (1, 2) for number in range(entries)))


def _add(tx: Connection, table: Table, rows: Iterable[Row]) -> None:
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        tx.execute(insert(table), some)


def _named(one: int, kind: str) -> Row:
    return {"id": one, "name": f"{kind} {one}", "made_at": NOW}


def _is_own(one: int) -> bool:
    return one % 10 == 0


def _own_seat(one: int) -> int:
    return 1_000_000 + one


def _seat_of(one: int) -> int:
    return _own_seat(one) if _is_own(one) else one // IN_A_SEAT + 1


def _seat(one: int, *, organisation_id: int | None) -> Row:
    last_on = TODAY - one % 7 * DAY
    known = rhythms.kept(rhythm.Rhythm(last_on, fade=4.0, active_days=ACTIVE_DAYS))
    return {
        "id": one,
        "partnership_id": 1,
        "organisation_id": organisation_id,
        "state": "filled",
        "made_at": NOW,
        **known,
    }


def _is_quiet(one: int) -> bool:
    return one % 7 == QUIET


def _days(one: int) -> list[date]:
    """A week apart, the last of them a while ago for whoever has gone quiet."""
    last = TODAY - (60 if _is_quiet(one) else one % 7) * DAY
    return [last - number * 7 * DAY for number in range(ACTIVE_DAYS)]


def _partner(one: int) -> list[Row]:
    known = rhythm.fold(_days(one))
    assert known is not None
    joined = {"person_id": one, "seat_id": _seat_of(one), "role": "coordinator" if one <= 2 else "partner"}
    stored = rhythms.kept(known)
    return [{"id": one, **joined, "joined_on": date(2026, 1, 5), **stored, "next_check_in_at": NOW + one % 20 * DAY}]


def _participation(one: int) -> list[Row]:
    same = {"partner_id": one, "seat_id": _seat_of(one), "kind": "came", "at": NOW, "counts": True}
    return [{**same, "on_day": day} for day in _days(one)]


def _reached(one: int) -> list[Row]:
    return [{"person_id": one, "platform": "web", "address": ""}]


def _known(one: int) -> list[Row]:
    return [{"person_id": one, "platform": "web", "tenant": "", "user_id": str(one), "made_at": NOW}]


def _consent(one: int) -> list[Row]:
    agreed = {"partner_id": one, "answer": "yes", "how": "agreed", "given_on": date(2026, 1, 5), "at": NOW}
    return [] if one % 19 == 18 else [agreed]


def _away(one: int) -> list[Row]:
    return [{"person_id": one, "from_on": TODAY - DAY, "until_on": TODAY + 5 * DAY}] if one % 23 == 22 else []


def _view(one: int) -> list[Row]:
    said = {"partner_id": one, "text": f"It looks like this from {one}.", "version": 1, "made_at": NOW}
    return [said] if one % 2 else []


def _commitment(one: int) -> list[Row]:
    said = {"partner_id": one, "number": one, "text": f"ring ward {one}", "due_on": TODAY + one % 60 * DAY}
    return [{**said, "seen_by": "table", "state": "open", "made_at": NOW}]


def _asked(one: int) -> list[Row]:
    """A check-in that went out twenty days ago, to whoever has gone quiet."""
    period = askings.period_of(askings.spell_after(_days(one)[0], TODAY), 1)
    owed = {"person_id": one, "kind": "check_in", "period": period, "unasked": True, "route": "web", "due_at": NOW}
    sent = {"state": "sent", "sent_at": NOW - 20 * DAY, "message_id": f"m{one}"}
    return [{**owed, **sent}] if _is_quiet(one) else []


def _exchange(one: int, number: int) -> Row:
    card = plain.written(helping.help_card([("/table", "the table at a glance")] * 6, more=True))
    key = {"person_id": one, "partnership_id": 1, "key": f"{one} {number}"}
    return {**key, "said": f"help {number}", "shown": card, "at": NOW - number * DAY / 24}


_OF_EACH = (
    (_partner, schema.partner),
    (_participation, schema.participation),
    (_reached, schema.route),
    (_known, schema.identity),
    (_consent, schema.consent),
    (_away, schema.away),
    (_view, schema.perspective),
    (_commitment, schema.commitment),
    (_asked, schema.outbox),
)
