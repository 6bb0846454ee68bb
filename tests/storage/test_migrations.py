"""The migrated database is the one the models describe, and is never left half way."""

from dataclasses import replace

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy import table as table_of
from sqlalchemy.exc import IntegrityError

from bot.domain import calendars, deadlines
from bot.storage import outbox, posts, upgrade
from bot.storage.engine import make_engine
from bot.storage.errors import DatabaseTrouble
from bot.storage.outbox import Owed
from bot.storage.posts import Post
from bot.storage.store import Store
from bot.storage.upgrade import differences, head, make_ready, upgrade_now
from tests.support.committing import NOW, the_cast
from tests.support.scene import a_scene, at


@pytest.mark.states("F4")
def test_models_and_migrations_agree(both: Connection):
    assert differences(both) == []


def test_an_empty_sqlite_file_is_made_ready_by_itself(tmp_path):
    address = f"sqlite:///{tmp_path / 'new.db'}"

    make_ready(address)

    with make_engine(address).connect() as connection:
        assert upgrade.standing(connection) == head()


def test_a_database_from_a_newer_version_is_refused_in_a_sentence(database: str):
    engine = make_engine(database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(DatabaseTrouble, match="newer Convenor"):
        make_ready(database)


def test_whoever_sat_at_a_table_before_there_was_mail_can_be_mailed_after(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as old:
        command.upgrade(upgrade.config(old), "0001")
        for number, email in enumerate(("a@b.example", None, "c@d.example"), start=1):
            old.execute(
                text("INSERT INTO person (id, name, email, made_at) VALUES (:id, 'x', :email, '2027-01-01')"),
                {"id": number, "email": email},
            )
        old.execute(text("INSERT INTO route (person_id, platform) VALUES (1, 'web'), (2, 'web')"))
        command.upgrade(upgrade.config(old), "head")

        assert old.execute(text("SELECT person_id FROM route WHERE platform = 'email'")).scalars().all() == [1]
        assert set(old.execute(text("SELECT platform FROM door")).scalars()) == {"web", "terminal"}
    engine.dispose()


def test_what_was_owed_is_kept_when_alarms_come_and_only_they_go_again(database: str):
    engine = make_engine(database)
    with upgrade.begun_to_alter(engine) as connection:
        cast = the_cast(connection)
        owed = Owed(
            partnership_id=cast.sam.partnership.id,
            person_id=cast.sam.person.id,
            kind="note",
            period="2026-W48",
            route="web",
            due_at=NOW,
        )
        row = outbox.owe(connection, owed)
        posts.put(connection, Post(outbox_id=row or 0, route="web", card="{}", person_id=cast.sam.person.id), now=NOW)
        outbox.owe(connection, replace(owed, partnership_id=None, person_id=None, kind="alarm"))
        command.downgrade(upgrade.config(connection), "0008")
        kinds = connection.execute(text("SELECT kind FROM outbox")).scalars().all()
        command.upgrade(upgrade.config(connection), "head")
        upgrade.refuse_orphans(connection)

        assert kinds == ["note"]
        assert connection.execute(text("SELECT outbox_id FROM message")).scalars().all() == [row]
        assert differences(connection) == []
    engine.dispose()


@pytest.mark.states("F4")
def test_a_migration_that_fails_half_way_leaves_all_as_it_was_and_can_be_made_again(database: str):
    engine = make_engine(database)
    with upgrade.begun_to_alter(engine) as connection:
        the_cast(connection)
        command.downgrade(upgrade.config(connection), "0008")
        # In the way of the one after the next: the next has been made by the time that one fails.
        connection.execute(text("CREATE TABLE round (x INTEGER)"))
        before = counted(connection)

    with pytest.raises(DatabaseTrouble):
        upgrade_now(database)
    with engine.begin() as connection:
        assert upgrade.standing(connection) == "0008"
        assert counted(connection) == before
        connection.execute(text("DROP TABLE round"))

    assert upgrade_now(database) == f"Upgraded from 0008 to {head()}."
    engine.dispose()


@pytest.mark.states("F4")
async def test_down_and_up_again_every_row_is_there(database: str):
    calendars.get_ready()
    deadlines.get_ready()
    store = Store(database)
    table = await a_scene(store).begin()
    await table.join("Sam Okoye", "Ward 9 Trust")
    await table.say("sam", "/commit send the data by Friday", now=at(0))
    await table.say("sam", "/reflect we assumed that families knew the number", now=at(0))
    await table.days(0, 9)
    await store.close()
    engine = make_engine(database)
    with upgrade.begun_to_alter(engine) as connection:
        before = counted(connection)
        command.downgrade(upgrade.config(connection), "0001")
        below = counted(connection)
        command.upgrade(upgrade.config(connection), "head")
        upgrade.refuse_orphans(connection)
        above = counted(connection)

        assert differences(connection) == []
    engine.dispose()

    assert {"participation", "commitment", "outbox", "message"} <= {name for name, rows in below.items() if rows}
    assert {name: before[name] for name in below} == below == {name: above[name] for name in below}


@pytest.mark.states("F4")
def test_each_migration_follows_one_other():
    scripts = ScriptDirectory.from_config(upgrade.config())

    assert len(scripts.get_heads()) == len(scripts.get_bases()) == 1
    assert [one.revision for one in scripts.walk_revisions() if one.is_branch_point or one.is_merge_point] == []


def counted(connection: Connection) -> dict[str, int]:
    """How many rows there are of each kind; of what version they are is another question."""
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return {name: connection.scalar(select(func.count()).select_from(table_of(name))) or 0 for name in names}


def test_only_an_alarm_is_of_no_table(both: Connection):
    nobodys = Owed(partnership_id=None, kind="note", period="x", route="web", due_at=NOW)

    with pytest.raises(IntegrityError):
        outbox.owe(both, nobodys)


def test_upgrading_twice_changes_nothing(database: str):
    assert upgrade_now(database) == f"The database is up to date: {head()}."


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "notes.db"
    file.write_text("these are my notes, not a database, and longer than a header of one")

    with pytest.raises(DatabaseTrouble, match="can't be used"):
        make_ready(f"sqlite:///{file}")

    assert file.read_text().startswith("these are my notes")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(DatabaseTrouble, match="no folder"):
        make_ready(f"sqlite:///{tmp_path}/nowhere/x.db")


def test_foreign_keys_hold_after_an_upgrade(both: Connection):
    if both.dialect.name == "sqlite":
        assert both.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_only_sqlite_and_postgresql_are_spoken():
    with pytest.raises(DatabaseTrouble, match="not in mysql"):
        make_engine("mysql://x/y")
    with pytest.raises(DatabaseTrouble, match="not an address"):
        make_engine("a file of mine")
