"""Each command of the documents, by each role, through every door: served or refused as support/who_may_do says.

Whoever speaks is known everywhere, and is made a partner, an observer, a sponsor or an outsider in turn. That each door
answers a sentence alike is test_every_sentence.py's; here the doors take turns, so that each role comes through each of
them with every seventh sentence, and every sentence is met by each role.
"""

import pytest
from sqlalchemy import Connection, insert, select, update

from bot.domain.people import Role
from bot.services import tables
from bot.services.tables import Beginning, Newcomer
from bot.storage.schema import identity, partner, person, session
from tests.scenarios.test_every_sentence import DOORS, USAGES, as_said, doors, restore, snapshot, unhurried
from tests.scenarios.test_who_may_do_what import rows_of
from tests.support.who_may_do import FOR, MAY, REFUSALS

pytestmark = pytest.mark.slow

__all__ = ["doors", "unhurried"]

TABLE_AND_OUTSIDER = (1, 1000)
# How a chat brought it and lets the bot write; and whom somebody invites to a table of their own.
OF_NO_TABLE = {"inbox", "answer", "pace", "teams_person", "teams_place", "person", "identity", "route"}
# In a table's own channel whoever speaks sits there from then on: nobody is an outsider to it.
OF_ONE_ALONE = ("terminal", "slack direct", "teams direct")
OF_THE_TABLE = (
    "twelve numbers",
    "count the beds",
    "lift is slow",
    "rings twice",
    "more homes",
    "Northside",
    "Riverside",
)


def plays(tx: Connection, role: Role) -> None:
    """Whoever speaks by all the doors is that at the table from now on."""
    tx.execute(update(partner).where(partner.c.id == 1).values(role=role.value))


def is_somebody_else(tx: Connection, here, *, sits: bool) -> None:
    """All the doors know somebody who does not sit at the table; `sits`: at another one."""
    now, (_table, kit_id) = here.app.now(), TABLE_AND_OUTSIDER
    row = dict(tx.execute(select(person).where(person.c.id == 1)).one()._mapping)
    tx.execute(insert(person).values(row | {"id": kit_id, "name": "Kit Marsh", "email": "kit@larkfield.example"}))
    if sits:
        kit = Newcomer(name="Kit Marsh", email="kit@larkfield.example", organisation="Larkfield Trust")
        tables.begin(tx, Beginning(name="Away day", slug="away"), kit, now=now)
    for one in (identity, session):
        tx.execute(update(one).where(one.c.person_id == 1).values(person_id=kit_id))


def is_right(usage, said, role):
    """Whether they are served, or refused in a sentence that gives their words back."""
    refusal = REFUSALS.get(FOR[usage])
    refused = [one for one in REFUSALS.values() if one in said]
    if refusal is None or FOR[usage] in MAY[role]:
        return refused == []
    return refused == [refusal] and "You wrote:" in said


@pytest.mark.parametrize("role", [Role.PARTNER, Role.OBSERVER, Role.SPONSOR])
async def test_each_role_may_say_what_the_table_says_by_every_door(doors, role):
    await doors.here.app.store.run(plays, role)
    rows = await doors.here.app.store.read(snapshot)
    wrong = []
    for at, (usage, command) in enumerate(USAGES.items()):
        door = DOORS[at % len(DOORS)]
        shown = await doors.says(door, usage, command)
        said = " ".join(str(shown).split())
        if not is_right(usage, said, role):
            wrong.append(f"{usage} by {door}: {as_said(shown)}")
        await doors.here.app.store.run(restore, rows)

    assert "\n".join(wrong) == ""
    doors.here.done()


@pytest.mark.parametrize("sits", [True, False], ids=["of another table", "of none"])
async def test_an_outsider_reads_and_changes_nothing_of_the_table_whatever_they_say(doors, sits):
    await doors.here.app.store.run(is_somebody_else, doors.here, sits=sits)
    rows = await doors.here.app.store.read(snapshot)
    theirs = await doors.here.app.store.read(rows_of, *TABLE_AND_OUTSIDER, but=OF_NO_TABLE)
    wrong = []
    for at, (usage, command) in enumerate(USAGES.items()):
        door = OF_ONE_ALONE[at % len(OF_ONE_ALONE)]
        said = as_said(await doors.says(door, usage, command))
        if any(one in said for one in OF_THE_TABLE):
            wrong.append(f"{usage} by {door}: {said}")
        if not sits and FOR[usage] not in MAY["outsider"] and "You don't sit at a table" not in said:
            wrong.append(f"{usage} by {door}: {said}")
        after = await doors.here.app.store.read(rows_of, *TABLE_AND_OUTSIDER, but=OF_NO_TABLE)
        if changed := [one for one in theirs if after[one] != theirs[one]]:
            wrong.append(f"{usage} by {door} changed {changed}")
        await doors.here.app.store.run(restore, rows)
    await doors.browser.goes("/t/home-from-hospital")

    assert "\n".join(wrong) == ""
    assert not any(one in doors.browser.words for one in OF_THE_TABLE)
