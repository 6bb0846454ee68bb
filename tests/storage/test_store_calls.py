"""What a call may do, and what becomes of its work: the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, bindparam, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, InvalidRequestError, PendingRollbackError, ResourceClosedError

from bot.storage.errors import NestedCallError, SwallowedError
from bot.storage.inbox import take
from bot.storage.schema import inbox
from bot.storage.store import Store

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
KEYS = select(inbox.c.key).order_by(inbox.c.key)
ADD = insert(inbox).values(key=bindparam("of"), at=NOW)


@pytest.fixture
async def store(database):
    opened = Store(database)
    yield opened
    await opened.close()


def keys(tx: Connection) -> list[str]:
    return list(tx.scalars(KEYS))


def swallow(tx: Connection) -> None:
    """Add a key that is there already, and go on as if nothing had happened."""
    tx.execute(ADD, {"of": "before"})
    try:
        tx.execute(ADD, {"of": "before"})
    except IntegrityError:
        return


async def test_a_call_gets_its_arguments_and_gives_back_its_result(store):
    assert await store.run(take, "one", now=NOW) is True
    assert await store.run(take, "one", now=NOW) is False


async def test_what_was_written_is_read_as_soon_as_the_call_has_answered(store):
    for number in range(20):
        await store.run(take, f"{number:02}", now=NOW)

        assert len(await store.read(keys)) == number + 1


async def test_a_call_that_raises_keeps_nothing_and_harms_no_other(store):
    asked = ValueError("no such commitment")

    def gives_up(tx):
        take(tx, "lost", now=NOW)
        raise asked

    with pytest.raises(ValueError, match="no such commitment") as caught:
        await store.run(gives_up)
    await store.run(take, "kept", now=NOW)

    assert caught.value is asked
    assert await store.read(keys) == ["kept"]


async def test_a_call_that_swallows_a_database_error_is_refused_and_keeps_nothing(store):
    with pytest.raises(SwallowedError) as caught:
        await store.run(swallow)
    await store.run(take, "after", now=NOW)

    assert caught.value.kept is False
    assert await store.read(keys) == ["after"]


async def test_an_error_swallowed_inside_a_savepoint_is_refused_too(store):
    def careful(tx):
        take(tx, "before", now=NOW)
        try:
            with tx.begin_nested():
                tx.execute(ADD, {"of": "before"})
        except IntegrityError:
            return

    with pytest.raises(SwallowedError):
        await store.run(careful)

    assert await store.read(keys) == []


async def test_a_call_that_swallows_one_error_and_ends_with_another_keeps_the_other(store):
    def goes_on(tx):
        swallow(tx)
        raise KeyError("words")

    with pytest.raises(KeyError):
        await store.run(goes_on)

    assert await store.read(keys) == []


@pytest.mark.parametrize("way", ["run", "read"])
async def test_a_programming_error_goes_through_as_itself(store, way):
    def wrong(tx):
        tx.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(DBAPIError, match="nowhere"):
        await getattr(store, way)(wrong)

    assert await store.read(keys) == []


async def test_a_constraint_goes_through_as_itself_without_the_values(store):
    with pytest.raises(IntegrityError) as caught:
        await store.run(lambda tx: [tx.execute(ADD, {"of": "said in confidence"}) for _time in range(2)])

    assert "said in confidence" not in str(caught.value).splitlines()[0]
    assert caught.value.hide_parameters


async def test_a_constraint_looked_at_when_committing_goes_through_as_itself(store):
    child = "CREATE TABLE child (of_key TEXT REFERENCES inbox (key) DEFERRABLE INITIALLY DEFERRED)"
    await store.run(lambda tx: tx.execute(text(child)).close())

    with pytest.raises(IntegrityError):
        await store.run(lambda tx: tx.execute(text("INSERT INTO child VALUES ('nobody')")).close())
    await store.run(take, "after", now=NOW)

    assert await store.read(lambda tx: tx.scalar(text("SELECT count(*) FROM child"))) == 0


async def test_a_read_may_not_write(store):
    with pytest.raises(DBAPIError, match=r"read-only|readonly"):
        await store.read(take, "sly", now=NOW)
    await store.run(take, "after", now=NOW)

    assert await store.read(keys) == ["after"]


async def test_a_read_sees_the_database_as_it_was_at_one_moment(store):
    def looks_twice(tx):
        before = keys(tx)
        with store.engine.begin() as other:
            take(other, "meanwhile", now=NOW)
        return before, keys(tx)

    assert await store.read(looks_twice) == ([], [])
    assert await store.read(keys) == ["meanwhile"]


@pytest.mark.parametrize("outer", ["run", "read"])
@pytest.mark.parametrize("inner", ["run", "read", "run_within"])
async def test_a_call_inside_a_call_is_refused_where_it_is_asked_for(store, outer, inner):
    inner_arguments = (1, keys) if inner == "run_within" else (keys,)

    with pytest.raises(NestedCallError):
        await getattr(store, outer)(lambda tx: getattr(store, inner)(*inner_arguments))

    assert await getattr(store, outer)(keys) == []


async def test_a_call_that_ends_with_stop_iteration_is_answered_all_the_same(store):
    def runs_out(tx):
        take(tx, "lost", now=NOW)
        return next(iter(()))

    with pytest.raises(RuntimeError, match="StopIteration"):
        await store.run(runs_out)

    assert await store.read(keys) == []


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (lambda tx: tx.close(), ResourceClosedError),
        (lambda tx: tx.rollback(), InvalidRequestError),
        (lambda tx: (tx.rollback(), take(tx, "again", now=NOW)), InvalidRequestError),
    ],
    ids=["closes", "rolls back", "rolls back and begins again"],
)
async def test_a_call_that_ends_its_own_transaction_is_told_and_harms_no_other(store, ends, expected):
    def meddles(tx):
        take(tx, "lost", now=NOW)
        ends(tx)

    for _time in range(8):
        with pytest.raises(expected):
            await store.run(meddles)
    for number in range(8):
        await store.run(take, f"kept {number}", now=NOW)

    assert len(await store.read(keys)) == 8


async def test_a_call_may_leave_a_savepoint_open(store):
    await store.run(lambda tx: [tx.begin_nested(), take(tx, "kept", now=NOW)][1])

    assert await store.read(keys) == ["kept"]


async def test_a_call_that_uses_a_lost_connection_again_does_not_see_it_mended(store):
    seen: list[PendingRollbackError] = []

    def insists(tx):
        if not seen:
            tx.invalidate()
            with pytest.raises(PendingRollbackError) as caught:
                keys(tx)
            seen.append(caught.value)
            return []
        return keys(tx)

    assert await store.run(insists) == []
    assert len(seen) == 1
