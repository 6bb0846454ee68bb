"""Who comes to a table among others in Teams: how they are reached from then on, and how they are answered there."""

import pytest
from sqlalchemy import select

from bot.domain import calendars, deadlines
from bot.domain.people import Identity, Place
from bot.services import desk
from bot.services.request import Request, Words
from bot.storage import conversations, people, routes
from bot.storage import schema as database
from tests.support.committing import NOW, the_cast

CHANNEL = Place(platform="teams", tenant="HOST", conversation="19:c")


@pytest.fixture(scope="module")
def _ready():
    """PostgreSQL waits for no reader of dates to be loaded in an open transaction."""
    calendars.get_ready()
    deadlines.get_ready()


@pytest.fixture
def cast(_ready, both):
    made = the_cast(both)
    conversations.link(both, made.sam.partnership.id, CHANNEL)
    for name in ("teams", routes.TARGETED):
        both.execute(database.door.insert(), {"platform": name, "opened_at": NOW})
    return made


def heard(tx, tenant, words, *, place=CHANNEL, user="aad-kim", key="1"):
    request = Request(
        key=key,
        said_at=NOW,
        who=Identity(platform="teams", tenant=tenant, user=user),
        place=place,
        said=Words(text=words),
        door="mention",
        called="Kim Adeyemi",
        answer_at="{}",
    )
    desk.answer(tx, request, now=NOW)
    person_id = people.person_of(tx, request.who)
    assert person_id is not None
    return person_id


def ways(tx, person_id):
    statement = select(database.route.c.platform).where(database.route.c.person_id == person_id)
    return list(tx.execute(statement.order_by(database.route.c.id)).scalars())


def owed(tx, kind="answer"):
    statement = select(database.outbox.c.route).where(database.outbox.c.kind == kind)
    return list(tx.execute(statement.order_by(database.outbox.c.id)).scalars())


def test_whoever_is_of_the_hosts_organisation_is_written_to_alone(both, cast):
    assert ways(both, heard(both, "HOST", "commit send it by Friday")) == ["teams"]


def test_whoever_comes_from_another_organisation_is_never_written_to_alone(both, cast):
    kim = heard(both, "TRUST", "commit send it by Friday")

    assert ways(both, kim) == [routes.TARGETED]
    assert routes.route_of(both, kim) == routes.TARGETED


@pytest.mark.parametrize("tenant", ["HOST", "TRUST"])
def test_what_is_asked_among_others_is_answered_so_that_only_the_asker_sees_it(both, cast, tenant):
    heard(both, tenant, "commit send it by Friday")

    assert set(owed(both)) == {routes.TARGETED}


def test_somebody_from_outside_who_has_the_app_at_home_is_written_to_there_once_they_speak_there(both, cast):
    at_home = Place(platform="teams", tenant="TRUST", conversation="a:kim", private=True)
    kim = heard(both, "TRUST", "commit send it by Friday")
    heard(both, "TRUST", "/table", place=at_home, key="2")
    heard(both, "TRUST", "/table", place=at_home, key="3")

    assert ways(both, kim) == [routes.TARGETED, "teams"]
    assert routes.route_of(both, kim) == "teams"
    # What was owed to them among others comes there as well.
    assert set(owed(both)) == {"teams"}


def test_whoever_had_blocked_the_bot_and_writes_to_it_is_written_to_again(both, cast):
    alone = Place(platform="teams", tenant="HOST", conversation="a:lee", private=True)
    lee = heard(both, "HOST", "commit send it by Friday", user="aad-lee")
    routes.record_try(both, lee, "teams", worked=False, why="MessageWritesBlocked", now=NOW)
    assert routes.route_of(both, lee) is None
    heard(both, "HOST", "/table", place=alone, user="aad-lee", key="2")

    assert routes.route_of(both, lee) == "teams"
