"""Any number of partners with twenty days each in the ledger, made by the database itself: a million take minutes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import CTE, Connection, Integer, String, cast, insert, literal, null, select, union_all
from sqlalchemy.types import Date

from bot.storage.engine import make_engine
from bot.storage.schema import (
    commitment,
    consent,
    door,
    organisation,
    participation,
    partner,
    partnership,
    person,
    route,
    seat,
)
from bot.storage.schema.base import UTCDateTime
from bot.storage.upgrade import upgrade_now
from bot.storage.upsert import insert_new
from tests.support import postgres

# A Tuesday, in hours.
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAYS = 20
LAST = date(2026, 11, 23)
DUE = 1000
# One in a hundred sits for the same organisation.
IN_AN_ORGANISATION = 100
DATABASES = ("sqlite", "postgresql")


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of an empty one, of ours, on the disk of the temporary folder."""
    if kind == "sqlite":
        with TemporaryDirectory() as folder:
            address = f"sqlite:///{Path(folder, 'benchmark.db')}"
            upgrade_now(address)
            yield address
        return
    server = postgres.another()
    try:
        address = str(server.get_uri("postgres")).replace("postgresql://", "postgresql+psycopg://", 1)
        upgrade_now(address)
        yield address
    finally:
        server.cleanup()


def fill(address: str, partners: int) -> None:
    """One table, all welcomed; a thousand of its partners are due now, and the others in the coming forty days."""
    engine = make_engine(address, patient=True)
    with engine.begin() as tx:
        unhurried(tx)
        a_table(tx)
        organisations = max(partners // IN_AN_ORGANISATION, 1)
        _seats(tx, organisations)
        _people(tx, partners, organisations)
        _ledger(tx)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    engine.dispose()


def a_table(tx: Connection) -> None:
    """The one that all of it belongs to."""
    here = {"id": 1, "slug": "b", "name": "b", "zone": "Europe/London", "country": "GB-ENG", "made_at": NOW}
    tx.execute(insert(partnership), here)


def unhurried(tx: Connection) -> None:
    """No statement of a benchmark takes too long."""
    if tx.dialect.name == "postgresql":
        tx.exec_driver_sql("SET statement_timeout = 0")


def _numbers(last: int) -> CTE:
    """1 to `last`."""
    found = select(literal(1).label("i")).cte("numbers", recursive=True)
    return found.union_all(select(found.c.i + 1).where(found.c.i < last))


def _seats(tx: Connection, number: int) -> None:
    numbers = _numbers(number)
    name = literal("Body ") + cast(numbers.c.i, String)
    made = literal(NOW, UTCDateTime)
    tx.execute(
        insert(organisation).from_select(["id", "key", "name", "made_at"], select(numbers.c.i, name, name, made))
    )
    sits = select(numbers.c.i, literal(1), numbers.c.i, literal("filled"), made)
    tx.execute(insert(seat).from_select(["id", "partnership_id", "organisation_id", "state", "made_at"], sits))


def _people(tx: Connection, number: int, organisations: int) -> None:
    numbers = _numbers(number)
    made = literal(NOW, UTCDateTime)
    named = select(numbers.c.i, literal("P") + cast(numbers.c.i, String), made)
    tx.execute(insert(person).from_select(["id", "name", "made_at"], named))
    tx.execute(insert(route).from_select(["person_id", "platform"], select(person.c.id, literal("web"))))
    waits = union_all(
        *(
            select(literal(day).label("n"), literal(NOW + timedelta(days=day + 1), UTCDateTime).label("at"))
            for day in range(40)
        )
    ).cte("waits")
    columns = [
        "id",
        "partnership_id",
        "person_id",
        "seat_id",
        "role",
        "joined_on",
        "last_on",
        "fade",
        "active_days",
        "burst",
    ]
    columns += ["next_check_in_at", "next_welcome_at"]
    later = select(
        person.c.id,
        literal(1),
        person.c.id,
        person.c.id % organisations + 1,
        literal("partner"),
        literal(date(2026, 1, 1), Date),
        literal(date(2026, 11, 1), Date),
        literal(12.0),
        literal(DAYS),
        literal(2.5),
        waits.c.at,
        null(),
    ).join(waits, waits.c.n == person.c.id % 40)
    tx.execute(insert(partner).from_select(columns, later))
    every = max(number // DUE, 1)
    due = partner.update().where(partner.c.id % every == 0).values(next_check_in_at=NOW - timedelta(days=1))
    tx.execute(due)
    agreed = select(partner.c.id, literal(1), literal("yes"), literal("agreed"), literal(date(2026, 1, 5), Date), made)
    columns = ["partner_id", "partnership_id", "answer", "how", "given_on", "at"]
    tx.execute(insert(consent).from_select(columns, agreed))


def promises(tx: Connection) -> None:
    """A commitment of everybody's, with no day near, as the round that reminds leaves it."""
    columns = [
        "partnership_id",
        "partner_id",
        "number",
        "text",
        "due_on",
        "seen_by",
        "state",
        "made_at",
        "next_look_at",
    ]
    made, due, later = literal(NOW, UTCDateTime), literal(LAST + timedelta(days=60), Date), NOW + timedelta(days=7)
    said = (literal("send it"), due, literal("table"), literal("open"), made, literal(later, UTCDateTime))
    tx.execute(insert(commitment).from_select(columns, select(literal(1), partner.c.id, partner.c.id, *said)))
    tx.execute(insert_new(door), {"platform": "web", "opened_at": NOW})


def _ledger(tx: Connection) -> None:
    days = union_all(
        *(
            select(
                cast(literal(n), Integer).label("n"),
                literal(LAST - timedelta(days=7 * n), Date).label("day"),
            )
            for n in range(DAYS)
        )
    ).cte("days")
    columns = ["partnership_id", "partner_id", "seat_id", "kind", "on_day", "at", "counts"]
    came = select(
        literal(1),
        partner.c.id,
        partner.c.seat_id,
        literal("came"),
        days.c.day,
        literal(NOW, UTCDateTime),
        literal(value=True),
    ).select_from(partner.join(days, literal(value=True)))
    tx.execute(insert(participation).from_select(columns, came))
