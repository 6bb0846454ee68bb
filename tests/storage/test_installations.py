"""An organisation installs the app for all of its workspaces, one of which had it: what was that one's goes on."""

import pytest
from sqlalchemy import select

from bot.domain.people import Place
from bot.services import installed
from bot.storage import conversations, installations, tenants
from bot.storage.installations import Installed
from bot.storage.schema import conversation
from tests.support.committing import DAY, NOW, the_cast


def an_installation(key: str, tenant: str) -> Installed:
    return Installed(
        platform="slack",
        key=key,
        tenant=tenant,
        route=f"slack/{key}",
        name=key,
        bot_user=f"U{key}",
        bot_id=f"B{key}",
        scopes="",
        token=f"sealed {key}",
    )


def is_removed(tx):
    installations.remove(tx, "slack", "T1", why="tokens_revoked", at=NOW + DAY, now=NOW + DAY)


def is_installed_for_all(tx):
    installed.keep(tx, an_installation("E1", "E1"), but_for="", now=NOW + DAY)


@pytest.mark.states("B8", "D4", "D5")
@pytest.mark.parametrize("order", [(is_removed, is_installed_for_all), (is_installed_for_all, is_removed)])
def test_its_channel_goes_on_by_the_organisations_app_in_either_order(both, order):
    cast = the_cast(both)
    installed.keep(both, an_installation("T1", "T1"), but_for="", now=NOW)
    for tenant, channel in (("T1", "C1"), ("T2", "C2")):
        place = Place(platform="slack", tenant=tenant, conversation=channel, route="slack/T1")
        conversations.link(both, cast.sam.partnership.id, place)
    tenants.join(both, "slack", "T1", "E1")
    for happens in order:
        happens(both)
    found = both.execute(select(conversation).where(conversation.c.platform == "slack").order_by(conversation.c.id))

    assert [(row.tenant, row.route, row.shut_why) for row in found] == [
        ("E1", "slack/E1", None),
        ("T2", "slack/T1", "app_removed"),
    ]


@pytest.mark.states("B8", "D5")
def test_another_workspace_of_the_organisation_takes_nothing_over(both):
    cast = the_cast(both)
    installed.keep(both, an_installation("T1", "E1"), but_for="", now=NOW)
    place = Place(platform="slack", tenant="E1", conversation="C1", route="slack/T1")
    conversations.link(both, cast.sam.partnership.id, place)
    is_removed(both)
    installed.keep(both, an_installation("T2", "E1"), but_for="", now=NOW + DAY)
    [found] = both.execute(select(conversation).where(conversation.c.platform == "slack"))

    assert (found.route, found.shut_why) == ("slack/T1", "app_removed")
