"""What Teams has told of where and how it is written to: each as it was told last, and let go with whom it is of."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Table, func, select

from bot.domain.people import Place
from bot.services import housekeeping
from bot.storage import conversations, joining, my_data, routes, tables, teams
from bot.storage.schema import door, teams_person, teams_place
from bot.storage.teams import PersonRef, PlaceRef
from tests.support.committing import DAY, NOW, the_cast

SERVICE = "https://smba.trafficmanager.net/uk/"
CHANNEL = PlaceRef(address="19:c@thread.tacv2", tenant="HOST", kind="channel", service_url=SERVICE, team="19:team")
SAM = PersonRef(tenant="HOST", user="aad-sam", account="29:sam", service_url=SERVICE)


@pytest.fixture
def cast(both):
    return the_cast(both)


def number(tx: Connection, table: Table) -> int:
    found: int = tx.execute(select(func.count()).select_from(table)).scalar_one()
    return found


def is_there(tx: Connection, address: str) -> bool:
    found = teams.place(tx, address)
    return found is not None and found.removed_at is None


def test_a_place_is_as_it_was_heard_of_last(both):
    teams.keep_place(both, CHANNEL, now=NOW)
    other = PlaceRef(address=CHANNEL.address, tenant="HOST", kind="channel", service_url=f"{SERVICE}2/", shared=True)
    teams.keep_place(both, other, now=NOW + DAY)
    # That it is shared, and of which team, is not told each time.
    teams.keep_place(both, PlaceRef(address=CHANNEL.address, tenant="HOST", kind="channel", service_url="x"), now=NOW)

    assert teams.place(both, CHANNEL.address) == PlaceRef(
        address=CHANNEL.address, tenant="HOST", kind="channel", service_url="x", shared=True, team="19:team"
    )
    assert teams.place(both, "19:other") is None


def test_what_moves_for_one_conversation_moves_for_all_of_its_organisation_at_that_address(both):
    lone = PlaceRef(address="a:sam", tenant="HOST", kind="personal", service_url=SERVICE)
    elsewhere = PlaceRef(address="19:e@thread.tacv2", tenant="HOST", kind="channel", service_url=f"{SERVICE}emea/")
    others = PlaceRef(address="19:o@thread.tacv2", tenant="OTHER", kind="channel", service_url=SERVICE)
    for one in (CHANNEL, lone, elsewhere, others):
        teams.keep_place(both, one, now=NOW)
    kim = PersonRef(tenant="OTHER", user="aad-kim", account="29:kim", service_url=SERVICE)
    for who in (SAM, kim):
        teams.keep_person(both, who, now=NOW)
    teams.keep_place(both, replace(CHANNEL, service_url="https://smba.trafficmanager.net/de/"), now=NOW + DAY)
    places = [teams.place(both, one.address) for one in (CHANNEL, lone, elsewhere, others)]
    people = [teams.person(both, one.tenant, one.user) for one in (SAM, kim)]

    assert [one.service_url.rpartition("net/")[2] for one in places if one] == ["de/", "de/", "uk/emea/", "uk/"]
    assert [one.service_url.rpartition("net/")[2] for one in people if one] == ["de/", "uk/"]


def test_a_channel_is_shared_once_that_is_told(both):
    teams.keep_place(both, CHANNEL, now=NOW)
    teams.share(both, CHANNEL.address)
    found = teams.place(both, CHANNEL.address)

    assert found is not None
    assert found.shared


@pytest.mark.parametrize("where", [CHANNEL.address, CHANNEL.team])
def test_what_is_told_of_the_app_counts_in_the_order_in_which_it_happened(both, where):
    teams.keep_place(both, CHANNEL, now=NOW)
    assert teams.is_installed_in(both, "HOST")
    teams.remove(both, where, now=NOW + 2 * DAY)
    # Late news of before; and the same again.
    teams.put_back(both, where, now=NOW + DAY)
    teams.remove(both, where, now=NOW + 2 * DAY)
    assert not is_there(both, CHANNEL.address)
    assert not teams.is_installed_in(both, "HOST")

    teams.put_back(both, where, now=NOW + 3 * DAY)
    teams.remove(both, where, now=NOW + DAY)
    assert is_there(both, CHANNEL.address)
    assert [one.address for one in teams.within(both, where)] == [CHANNEL.address]


def test_who_speaks_where_the_app_was_removed_shows_that_it_is_there_again(both):
    teams.keep_place(both, CHANNEL, now=NOW)
    teams.remove(both, CHANNEL.address, now=NOW + DAY)
    teams.keep_place(both, CHANNEL, now=NOW)
    assert not is_there(both, CHANNEL.address)

    teams.keep_place(both, CHANNEL, now=NOW + 2 * DAY)
    assert is_there(both, CHANNEL.address)


def test_of_a_person_what_was_not_told_this_time_stays(both):
    teams.keep_person(both, SAM, now=NOW)
    told = PersonRef(
        tenant="HOST",
        user="aad-sam",
        account="29:sam",
        service_url=SERVICE,
        personal="a:1",
        kind="external",
    )
    teams.keep_person(both, told, now=NOW)
    teams.keep_person(both, SAM, now=NOW + DAY)

    assert teams.person(both, "HOST", "aad-sam") == told
    assert teams.by_account(both, "29:sam") == told
    assert teams.person(both, "OTHER", "aad-sam") is None
    assert teams.by_account(both, "29:nobody") is None


def test_whoever_is_joined_with_somebody_is_found_by_both_ways(both, cast):
    jo = PersonRef(tenant="OTHER", user="aad-jo", account="29:jo", service_url=SERVICE)
    for who, ref in ((cast.sam, SAM), (cast.jo, jo)):
        tables.add_identity(both, who.person.id, platform="teams", tenant=ref.tenant, user=ref.user, now=NOW)
        teams.keep_person(both, ref, now=NOW)
    joining.join(both, kept=cast.sam.person.id, gone=cast.jo.person.id, now=NOW)

    assert [ref.user for ref in teams.of_person(both, cast.sam.person.id)] == ["aad-sam", "aad-jo"]


def test_erasing_somebody_takes_all_of_it(both, cast):
    ref = PersonRef(tenant="HOST", user="aad-sam", account="29:sam", service_url=SERVICE, personal="a:1")
    tables.add_identity(both, cast.sam.person.id, platform="teams", tenant="HOST", user="aad-sam", now=NOW)
    teams.keep_person(both, ref, now=NOW)
    teams.keep_person(both, PersonRef(tenant="X", user="x", account="29:x", service_url=SERVICE), now=NOW)
    teams.keep_place(both, CHANNEL, now=NOW)
    alone = PlaceRef(address="a:1", tenant="HOST", kind="personal", service_url=SERVICE)
    teams.keep_place(both, alone, now=NOW)

    my_data.forget(both, cast.sam)
    assert [teams.person(both, "HOST", "aad-sam"), teams.place(both, "a:1")] == [None, None]
    assert [number(both, teams_person), number(both, teams_place)] == [1, 1]


def test_whoever_sits_nowhere_is_let_go_after_ninety_days_and_so_is_a_place_without_the_app(both, cast):
    tables.add_identity(both, cast.sam.person.id, platform="teams", tenant="HOST", user="aad-sam", now=NOW)
    teams.keep_person(both, SAM, now=NOW)
    teams.keep_person(both, PersonRef(tenant="X", user="x", account="29:x", service_url=SERVICE), now=NOW)
    teams.keep_place(both, CHANNEL, now=NOW)
    teams.remove(both, CHANNEL.address, now=NOW)
    housekeeping.tidy(both, now=NOW + timedelta(days=90))
    assert [number(both, teams_person), number(both, teams_place)] == [2, 1]

    housekeeping.tidy(both, now=NOW + timedelta(days=91))
    assert [number(both, teams_person), number(both, teams_place)] == [1, 0]


def test_a_targeted_message_comes_after_one_of_their_own_and_before_a_button(both, cast):
    for name in (routes.OPENED_VIEW, routes.TARGETED, "teams"):
        both.execute(door.insert(), {"platform": name, "opened_at": NOW})
        routes.add_route(both, cast.sam.person.id, name)
    found = []
    while (best := routes.route_of(both, cast.sam.person.id)) is not None:
        found.append(best)
        routes.record_try(both, cast.sam.person.id, best, worked=False, why="x", now=NOW)

    assert found[:3] == ["teams", routes.TARGETED, routes.OPENED_VIEW]
    assert conversations.at(both, Place(platform="teams", tenant="HOST", conversation="19:c")) is None
