"""A backup is whole and of one moment, whoever writes meanwhile; a restore is all of it or nothing."""

import asyncio
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, select, text

from bot.delivery import tick
from bot.domain import calendars, deadlines
from bot.services import notes, restored
from bot.services.rounds import ROUNDS
from bot.storage import archive, backup, doors, upgrade
from bot.storage import outbox as outbox_rows
from bot.storage.archive import BackupTrouble
from bot.storage.engine import make_engine
from bot.storage.errors import DatabaseTrouble
from bot.storage.outbox import Owed
from bot.storage.schema import metadata, outbox, person
from bot.storage.store import Store
from tests.support import databases, postgres
from tests.support.scene import Scene, a_scene, at

NOW = datetime(2027, 1, 20, 12, tzinfo=UTC)


def everything(tx: Connection) -> dict[str, list]:
    """All rows of all tables."""
    return {
        one.name: [tuple(row) for row in tx.execute(select(one).order_by(*one.primary_key.columns))]
        for one in metadata.sorted_tables
    }


def as_it_was(_tx: Connection) -> None:
    """For a restore that changes nothing afterwards."""


async def lived_at(store: Store) -> Scene:
    table = await a_scene(store).begin()
    await table.join("Sam Okoye", "Ward 9 Trust")
    await table.join("Jo Lee", None)
    await table.say("sam", "/commit send the discharge data by Friday", now=at(0))
    await table.say("jo", "/reflect we assumed “families” knew the number 🙂", now=at(0))
    await table.say("jo", "/table away until 1 March", now=at(0))
    await table.days(0, 30)
    return table


@pytest.fixture
async def store(database):
    """An empty store on each database."""
    opened = Store(database)
    yield opened
    await opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request, tmp_path):
    """The address of another database, in which nothing is: on the same kind of server, and on the other."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere.db'}"
        return
    name = f"elsewhere_{tmp_path.name.replace('-', '_').lower()}"[:60]
    yield postgres.create(name)
    postgres.drop(name)


@pytest.fixture
async def kept(database, tmp_path):
    """A table that was lived at, on each database: its store."""
    calendars.get_ready()
    deadlines.get_ready()
    store = Store(database)
    await lived_at(store)
    yield store
    await store.close()


async def read(address: str, call):
    store = Store(address)
    try:
        return await store.read(call)
    finally:
        await store.close()


async def test_what_was_backed_up_is_restored_row_for_row_on_either_database(kept, elsewhere, tmp_path):
    file = tmp_path / "home.backup"
    written = await kept.read(backup.write, file, now=NOW)

    found = backup.restore(elsewhere, file, then=as_it_was)

    assert found == written
    assert found.at == NOW
    assert await read(elsewhere, everything) == await kept.read(everything)


async def test_numbers_are_counted_on_after_a_restore(kept, elsewhere, tmp_path):
    await kept.read(backup.write, tmp_path / "x", now=NOW)
    backup.restore(elsewhere, tmp_path / "x", then=as_it_was)

    store = Store(elsewhere)
    table = a_scene(store, slug="other")
    await table.begin()

    assert table.persons["priya"].person.id == 4
    await store.close()


@pytest.mark.states("F6")
async def test_a_backup_is_of_one_moment_while_others_write(kept, database, elsewhere, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "PAGE", 1)
    others = Store(database)
    before = await kept.read(everything)

    async def write() -> None:
        for day in range(31, 36):
            await a_scene(others).tick(at(day))
            await others.run(lambda tx: tx.execute(person.update().values(name=f"somebody on day {day}")))  # noqa: B023

    await asyncio.gather(kept.read(backup.write, tmp_path / "x", now=NOW), write())
    backup.restore(elsewhere, tmp_path / "x", then=as_it_was)
    found = await read(elsewhere, everything)

    names = {row[1] for row in found["person"]}
    assert len(names) == 1 or names == {row[1] for row in before["person"]}
    assert await others.read(everything) != found
    await others.close()


async def test_only_its_owner_can_read_a_backup_and_nothing_else_is_left_beside_it(store, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()

    await store.read(backup.write, folder / "home.backup", now=NOW)

    assert [file.name for file in folder.iterdir()] == ["home.backup"]
    assert (folder / "home.backup").stat().st_mode & 0o777 == 0o600


async def test_a_backup_that_fails_half_way_leaves_the_last_one_as_it_was(store, tmp_path, monkeypatch):
    file = tmp_path / "kept" / "home.backup"
    file.parent.mkdir()
    file.write_text("the last one")

    def fails(_tx: Connection, _one: object) -> None:
        raise LookupError

    monkeypatch.setattr(backup, "_rows", fails)
    with pytest.raises(LookupError):
        await store.read(backup.write, file, now=NOW)

    assert [one.name for one in file.parent.iterdir()] == ["home.backup"]
    assert file.read_text() == "the last one"


async def test_a_folder_that_is_not_there_is_said(store, tmp_path):
    with pytest.raises(BackupTrouble, match="can't be written: No such file"):
        await store.read(backup.write, tmp_path / "nowhere" / "x", now=NOW)


async def test_a_database_in_which_somebody_is_is_left_alone(kept, database, tmp_path):
    await kept.read(backup.write, tmp_path / "x", now=NOW)
    before = await kept.read(everything)

    with pytest.raises(BackupTrouble, match="not empty"):
        backup.restore(database, tmp_path / "x", then=as_it_was)

    assert await kept.read(everything) == before


async def test_tables_of_somebody_else_are_left_alone(store, tmp_path):
    await store.read(backup.write, tmp_path / "x", now=NOW)
    address = f"sqlite:///{tmp_path / 'theirs.db'}"
    engine = make_engine(address)
    with engine.begin() as tx:
        tx.execute(text("CREATE TABLE person (name TEXT)"))

    with pytest.raises(BackupTrouble, match="not empty"):
        backup.restore(address, tmp_path / "x", then=as_it_was)

    engine.dispose()


async def test_a_database_that_was_only_made_ready_counts_as_empty(kept, tmp_path):
    await kept.read(backup.write, tmp_path / "x", now=NOW)
    address = databases.sqlite(tmp_path)

    backup.restore(address, tmp_path / "x", then=as_it_was)

    assert await read(address, everything) == await kept.read(everything)


@pytest.mark.parametrize("rest", [b"", b"not a backup", b"PK\x03\x04 and then nothing"])
def test_a_file_that_is_no_backup_is_said(rest, tmp_path):
    (tmp_path / "x").write_bytes(rest)

    with pytest.raises(BackupTrouble, match="is not a backup"):
        archive.manifest_of(tmp_path / "x")


@pytest.mark.parametrize("written", [None, "[]", "{}", '{"format": 1, "tables": [{}]}', "half of a mani"])
def test_a_zip_without_our_manifest_is_no_backup(written, tmp_path):
    with zipfile.ZipFile(tmp_path / "x", "w") as parts:
        parts.writestr("manifest.json" if written else "notes.txt", written or "")

    with pytest.raises(BackupTrouble, match="is not a backup"):
        archive.manifest_of(tmp_path / "x")


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BackupTrouble, match="can't be read: No such file"):
        archive.manifest_of(tmp_path / "x")


def again(file: Path, into: Path, **changed: object) -> Path:
    """The same backup with something changed in its manifest or in the part of a table."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            said = old.read(name)
            if name == archive.MANIFEST:
                said = json.dumps({**json.loads(said), **changed}).encode()
            elif name.removesuffix(".jsonl") in changed:
                said = said.replace(b"Sam", b"Tom")
            new.writestr(name, said)
    return into


async def test_a_changed_part_is_found_and_nothing_is_restored(kept, tmp_path):
    await kept.read(backup.write, tmp_path / "x", now=NOW)
    changed = again(tmp_path / "x", tmp_path / "y", person=True)

    with pytest.raises(BackupTrouble, match="y is damaged: person is not what was written"):
        backup.restore(f"sqlite:///{tmp_path / 'new.db'}", changed, then=as_it_was)

    assert not (tmp_path / "new.db").exists()


async def test_a_byte_that_the_disk_lost_is_found(kept, tmp_path):
    file = tmp_path / "x"
    await kept.read(backup.write, file, now=NOW)
    with zipfile.ZipFile(file) as parts:
        largest = max(parts.infolist(), key=lambda part: part.compress_size)
    whole = bytearray(file.read_bytes())
    # In its content: what a zip says twice may be wrong once.
    whole[largest.header_offset + largest.compress_size // 2] ^= 0xFF
    file.write_bytes(whole)

    with pytest.raises(BackupTrouble, match="is damaged"):
        archive.manifest_of(file)


@pytest.mark.parametrize("changed", [{"format": 2}, {"revision": "9999"}])
async def test_a_backup_of_a_newer_version_is_refused(store, tmp_path, changed):
    await store.read(backup.write, tmp_path / "x", now=NOW)
    newer = again(tmp_path / "x", tmp_path / "y", **changed)

    with pytest.raises(BackupTrouble, match="newer Convenor"):
        backup.restore(f"sqlite:///{tmp_path / 'new.db'}", newer, then=as_it_was)


async def test_a_table_that_we_do_not_keep_is_refused_whole(database, store, tmp_path):
    await store.read(backup.write, tmp_path / "x", now=NOW)
    with zipfile.ZipFile(tmp_path / "x") as parts:
        tables = json.loads(parts.read(archive.MANIFEST))["tables"]
    tables[-1]["columns"] = [*tables[-1]["columns"], "shoe_size"]
    strange = again(tmp_path / "x", tmp_path / "y", tables=tables)

    with pytest.raises(BackupTrouble, match="does not keep"):
        backup.restore(database, strange, then=as_it_was)


async def test_a_restore_that_fails_at_its_very_end_leaves_nothing(kept, elsewhere, tmp_path):
    await kept.read(backup.write, tmp_path / "x", now=NOW)

    def fails(_tx: Connection) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        backup.restore(elsewhere, tmp_path / "x", then=fails)

    engine = make_engine(elsewhere)
    with engine.connect() as tx:
        assert upgrade.standing(tx) is None
    engine.dispose()


def test_a_backup_of_an_older_schema_is_brought_up_to_this_one(database, tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as old:
        command.upgrade(upgrade.config(old), "0001")
    engine.dispose()
    row = [1, "Sam", "sam@x.example", "2027-01-01T00:00:00+00:00"]
    with archive.written(tmp_path / "x") as file:
        file.add("person", ["id", "name", "email", "made_at"], [row])
        file.finish(revision="0001", at=NOW)

    backup.restore(database, tmp_path / "x", then=as_it_was)

    again = make_engine(database)
    with again.connect() as tx:
        assert upgrade.standing(tx) == upgrade.head()
        assert tx.execute(select(person.c.name, person.c.made_at)).one() == ("Sam", datetime(2027, 1, 1, tzinfo=UTC))
    again.dispose()


async def test_rows_that_belong_to_nothing_are_refused(database, store, tmp_path):
    with archive.written(tmp_path / "x") as file:
        file.add("away", ["id", "person_id", "from_on", "until_on"], [[1, 7, "2027-01-01", "2027-01-02"]])
        file.finish(revision=upgrade.head(), at=NOW)

    with pytest.raises(DatabaseTrouble):
        backup.restore(database, tmp_path / "x", then=as_it_was)


def gone(rows: list, since: int = 0) -> set[tuple]:
    """What went out: to whom, of what kind, for which period."""
    return {
        (row.person_id, row.place_id, row.kind, row.period) for row in rows if row.state == "sent" and row.id > since
    }


@pytest.mark.states("F6")
@pytest.mark.parametrize(
    ("day", "hour", "length"),
    [(0, 11, 7), (3, 11, 7), (16, 11, 7), (31, 11, 7), (12, 20, 4), (13, 20, 2), (14, 20, 2), (15, 20, 9)],
)
async def test_a_restored_bot_sends_nothing_that_the_old_one_may_have_sent(store, tmp_path, day, hour, length):
    old = await a_scene(store).begin()
    await old.join("Sam Okoye", "Ward 9 Trust")
    await old.join("Jo Lee", "Northside Care")
    await old.say("sam", f"/commit send the discharge data on {at(day + 2):%d %B}", now=at(0))
    await old.say("jo", f"/commit ring the ward on {at(day + 4):%d %B}", now=at(0))
    await old.days(0, day)
    for which in ROUNDS:
        await tick.run_round(store, which, now=at(day, hour))
    await store.read(backup.write, tmp_path / "x", now=at(day, hour))
    known = gone(await old.rows())
    await old.days(day + 1, day + length)
    address = f"sqlite:///{tmp_path / 'new.db'}"

    backup.restore(address, tmp_path / "x", then=lambda tx: restored.hold_back(tx, now=at(day + length)))
    fresh = Store(address)
    new = a_scene(fresh)
    new.persons, new.partnership_id = old.persons, old.partnership_id
    await new.days(day + length, day + 40)
    sent_by_old = gone(await old.rows()) - known
    sent_by_new = gone(await new.rows()) - known

    assert sent_by_old
    assert sent_by_old & sent_by_new == set()
    assert {kind for _person, _place, kind, _period in sent_by_new} >= {"note"}
    await fresh.close()


async def test_what_was_being_sent_when_the_backup_was_made_is_unknown(store, tmp_path):
    old = await lived_at(store)
    await store.run(lambda tx: tx.execute(outbox.update().where(outbox.c.id == 1).values(state="claimed")))
    await store.read(backup.write, tmp_path / "x", now=at(31))
    address = f"sqlite:///{tmp_path / 'new.db'}"

    backup.restore(address, tmp_path / "x", then=lambda tx: restored.hold_back(tx, now=at(31)))

    fresh = Store(address)
    row = next(row for row in await a_scene(fresh).rows() if row.id == 1)
    assert (row.state, row.reason, row.claim_token) == ("unknown", "restored", None)
    assert len(await old.rows()) > 1
    await fresh.close()


async def test_this_weeks_note_counts_as_gone_and_the_next_ones_come(scene):
    sam, jo = scene.persons["sam"], scene.persons["jo"]
    period, kind = "2027-W02", "note"
    note = Owed(
        partnership_id=sam.partnership.id, person_id=sam.person.id, kind=kind, period=period, route="web", due_at=at(1)
    )
    await scene.store.run(outbox_rows.owe, note)
    await scene.store.run(doors.open_only, ["web"], now=at(0))

    await scene.store.run(restored.hold_back, now=at(0, 12))

    for who in (sam, jo):
        await scene.store.run(notes.owe_notes, [who], now=at(0, 13))
    rows = {(row.person_id, row.period): (row.state, row.reason) for row in await scene.rows("note")}
    assert rows[sam.person.id, "2027-W02"] == rows[jo.person.id, "2027-W02"] == ("withdrawn", "restored")
    assert rows[sam.person.id, "2027-W03"] == rows[jo.person.id, "2027-W03"] == ("owed", None)


async def test_a_question_that_was_owed_counts_as_asked_on_its_day(scene):
    sam = scene.persons["sam"]
    period = f"{sam.joined_on.isoformat()}/1"
    question = Owed(
        partnership_id=sam.partnership.id,
        person_id=sam.person.id,
        kind="check_in",
        period=period,
        route="web",
        due_at=at(0),
    )
    await scene.store.run(outbox_rows.owe, question)

    await scene.store.run(restored.hold_back, now=at(3))

    [row] = await scene.rows("check_in")
    assert (row.state, row.reason, row.sent_at.replace(tzinfo=UTC)) == ("unknown", "restored", at(0))


async def test_whom_no_message_reaches_was_not_asked_and_has_no_note(scene):
    await scene.store.run(doors.open_only, ["web"], now=at(0))
    await scene.store.run(lambda tx: tx.execute(text("UPDATE route SET works = false WHERE person_id = 2")))

    await scene.store.run(restored.hold_back, now=at(40))

    mine = [row for row in await scene.rows() if row.person_id == scene.persons["sam"].person.id]
    others = [row.kind for row in await scene.rows() if row.person_id == scene.persons["jo"].person.id]
    assert mine == []
    assert set(others) == {"check_in", "note"}
