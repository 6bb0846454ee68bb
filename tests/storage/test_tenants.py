"""A workspace comes under an organisation: what was known by the one is known by the other, once."""

import pytest
from sqlalchemy import Connection, select

from bot.domain.people import Place
from bot.storage import conversations, tables, tenants
from bot.storage.schema import conversation, identity
from tests.support.committing import DAY, NOW, the_cast


@pytest.fixture
def cast(both):
    return the_cast(both)


def a_place(tenant: str, channel: str, *, route: str = "slack") -> Place:
    return Place(platform="slack", tenant=tenant, conversation=channel, route=route)


def known(tx: Connection) -> set[tuple[str, str, int]]:
    rows = tx.execute(select(identity).where(identity.c.platform == "slack"))
    return {(row.tenant, row.user_id, row.person_id) for row in rows}


def channels(tx: Connection) -> set[tuple[str, str]]:
    rows = tx.execute(select(conversation).where(conversation.c.platform == "slack"))
    return {(row.tenant, row.address) for row in rows}


def test_its_people_and_channels_are_the_organisations_and_again_it_is_nothing_new(both, cast):
    sam, jo, rita = (one.person.id for one in (cast.sam, cast.jo, cast.rita))
    for person, tenant, user in ((sam, "T1", "U1"), (jo, "T1", "U2"), (rita, "E1", "U2"), (rita, "T2", "U1")):
        tables.add_identity(both, person, platform="slack", tenant=tenant, user=user, now=NOW)
    for tenant, channel in (("T1", "C1"), ("T2", "C2"), ("T1", "C3"), ("E1", "C3")):
        conversations.link(both, cast.sam.partnership.id, a_place(tenant, channel))
    before = known(both)
    for _again in range(2):
        tenants.join(both, "slack", "T1", "E1")

        # Who is somebody else already stays that.
        assert known(both) - before == {("E1", "U1", sam)}
        assert channels(both) == {("E1", "C1"), ("T2", "C2"), ("T1", "C3"), ("E1", "C3")}


def why_shut(tx: Connection) -> list[str | None]:
    rows = tx.execute(select(conversation).where(conversation.c.platform == "slack").order_by(conversation.c.id))
    return [row.shut_why for row in rows]


def test_only_for_the_app_that_carries_it_is_a_channel_closed_and_for_any_it_is_in_use_again(both, cast):
    table = cast.sam.partnership.id
    conversations.link(both, table, a_place("T1", "C1", route="slack/T1"))
    by_another, by_own = a_place("T2", "C1", route="slack/T2"), a_place("T1", "C1", route="slack/T1")
    conversations.told_shut(both, by_another, why="is_archived", at=NOW, now=NOW)
    untouched = why_shut(both)
    conversations.told_shut(both, by_own, why="is_archived", at=NOW, now=NOW)
    shut = why_shut(both)
    conversations.told_open(both, by_another, whys=("is_archived",), at=NOW + DAY, for_all=False)
    conversations.told_open(both, by_own, whys=("not_in_channel",), at=NOW + DAY, for_all=False)
    still = why_shut(both)
    conversations.told_open(both, by_another, whys=("is_archived",), at=NOW + 2 * DAY, for_all=True)

    assert (untouched, shut, still) == ([None], ["is_archived"], ["is_archived"])
    assert why_shut(both) == [None]
    assert conversations.shut_since(both, table, since=NOW - DAY) == ""
