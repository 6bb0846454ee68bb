"""SQLite and PostgreSQL set up alike, refused in a sentence where they cannot be, and moments that are always UTC."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import DateTime, bindparam, insert, literal, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from bot.storage import failures
from bot.storage.engine import POISONED, make_engine, running
from bot.storage.errors import DatabaseTrouble
from bot.storage.schema import away, inbox, metadata
from bot.storage.schema.base import UTCDateTime
from tests.support import databases, postgres

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
ADD = insert(inbox).values(key="k", at=bindparam("now", type_=UTCDateTime))


@pytest.fixture
def opened():
    """Opens engines, and closes them."""
    engines = []

    def opening(address, **how):
        engines.append(make_engine(address, **how))
        return engines[-1]

    yield opening
    for engine in engines:
        engine.dispose()


@pytest.fixture
def address():
    """The address of a fresh PostgreSQL database, for what only PostgreSQL does."""
    name, made = databases.postgresql()
    yield made
    postgres.drop(name)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("a file of mine", "CONVENOR_DATABASE_URL is not an address: sqlite:///file or postgresql://..."),
        ("", "CONVENOR_DATABASE_URL is not an address: sqlite:///file or postgresql://..."),
        ("postgresql://host:port/name", "CONVENOR_DATABASE_URL is not an address: sqlite:///file or postgresql://..."),
        ("mysql://host/name", "Convenor keeps its data in SQLite or PostgreSQL, not in mysql."),
        ("sqlite://", "SQLite needs a file, so that something is kept: sqlite:///file"),
        ("sqlite:///:memory:", "SQLite needs a file, so that something is kept: sqlite:///file"),
        ("sqlite:///nowhere/x.db", "There is no folder nowhere: make it, or set CONVENOR_DATA."),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_a_sentence(address, sentence):
    with pytest.raises(DatabaseTrouble) as caught:
        make_engine(address)

    assert str(caught.value) == sentence


def test_a_password_in_an_address_that_is_none_is_not_repeated():
    with pytest.raises(DatabaseTrouble) as caught:
        make_engine("postgresql://me:s3cret@host:port/name")

    assert "s3cret" not in str(caught.value)


def test_a_running_database_answers_its_name_and_version(engine):
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine.dialect.name]

    assert running(engine).startswith(f"{name} ")
    assert running(engine).removeprefix(f"{name} ")[0].isdecimal()


def test_a_server_that_does_not_answer_is_named_in_a_sentence(opened, address):
    with pytest.raises(DatabaseTrouble, match=r"^The database does not answer: .*no_such_database.*\.$"):
        running(opened(make_url(address).set(database="no_such_database").render_as_string(hide_password=False)))


def test_a_file_that_is_no_database_does_not_answer(opened, tmp_path):
    (tmp_path / "notes.db").write_text("these are my notes, and no database at all\n" * 100)

    with pytest.raises(DatabaseTrouble, match=r"^The database does not answer: file is not a database\.$"):
        running(opened("sqlite:///notes.db"))


def test_an_address_may_name_postgresql_in_any_way_sqlalchemy_knows(opened, address):
    plain = opened(address.replace("+psycopg", ""))

    assert plain.dialect.driver == "psycopg"
    assert running(plain).startswith("PostgreSQL")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("statement_timeout", "2s"),
        ("lock_timeout", "1500ms"),
        ("idle_in_transaction_session_timeout", "3s"),
        ("timezone", "UTC"),
        ("application_name", "convenor"),
        ("work_mem", "5MB"),
    ],
)
def test_postgresql_is_told_what_may_take_how_long_beside_what_the_address_says(opened, address, setting, expected):
    engine = opened(f"{address}&options=-c%20work_mem%3D5MB%20-c%20statement_timeout%3D0")

    with engine.connect() as connection:
        assert connection.scalar(text(f"SHOW {setting}")) == expected


@pytest.mark.states("F1")
@pytest.mark.parametrize(
    ("pragma", "writing", "reading"),
    [
        ("foreign_keys", 1, 1),
        ("busy_timeout", 2000, 2000),
        ("synchronous", 2, 2),
        ("journal_mode", "wal", "wal"),
        ("query_only", 0, 1),
    ],
)
def test_sqlite_is_told_how_to_keep_and_how_long_to_wait(opened, sqlite_address, pragma, writing, reading):
    found = []
    for read_only in (False, True):
        with opened(sqlite_address, read_only=read_only).connect() as connection:
            found.append(connection.scalar(text(f"PRAGMA {pragma}")))

    assert found == [writing, reading]


@pytest.mark.states("F1")
def test_a_row_that_belongs_to_nothing_is_refused_on_every_connection(engine):
    orphan = insert(away).values(person_id=7, from_on=NOW.date(), until_on=NOW.date())
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            with pytest.raises(IntegrityError):
                connection.execute(orphan)
            connection.rollback()


def test_a_connection_on_which_a_statement_failed_is_marked(engine):
    with engine.connect() as connection:
        assert POISONED not in connection.info
        with pytest.raises(Exception, match="nowhere"):
            connection.execute(text("SELECT 1 FROM nowhere"))

        assert POISONED in connection.info


def test_an_error_does_not_repeat_the_words_that_were_to_be_kept(engine):
    with engine.connect() as connection, pytest.raises(Exception, match="nowhere") as caught:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "said in confidence"})

    assert "said in confidence" not in str(caught.value)


@pytest.mark.parametrize(
    ("said", "quoted"), [("", "nothing"), ("disk full", "disk full"), ("no such key\nDETAIL: Jo", "no such key")]
)
def test_of_what_a_driver_says_only_the_first_line_is_quoted(said, quoted):
    assert failures.reason(DBAPIError("SELECT 1", None, sqlite3.OperationalError(said))) == quoted


@pytest.mark.states("F3")
@pytest.mark.parametrize("hours", [-11, 0, 1, 14])
def test_a_moment_comes_back_as_itself_in_utc_whatever_its_zone(both, hours):
    there = NOW.astimezone(timezone(timedelta(hours=hours)))
    both.execute(ADD, {"now": there})

    found = both.scalar(select(inbox.c.at))

    assert (found, found.tzinfo) == (NOW, UTC)


@pytest.mark.states("F3")
def test_a_moment_without_a_zone_is_refused(both):
    with pytest.raises(StatementError, match="naive datetimes are refused"):
        both.execute(ADD, {"now": NOW.replace(tzinfo=None)})


@pytest.mark.states("F3")
def test_every_moment_that_is_kept_is_one_of_utc():
    columns = [column.type for table in metadata.sorted_tables for column in table.columns]

    assert any(isinstance(one, UTCDateTime) for one in columns)
    assert not any(isinstance(one, DateTime) for one in columns)


def test_no_moment_stays_no_moment(both):
    assert both.scalar(select(literal(None, UTCDateTime))) is None
