"""What the outbox owes in Teams: in the reader's own conversation, in the channel, or there for them alone."""

from dataclasses import replace

import pytest

from bot.delivery.sender import DeliveryError
from bot.domain.people import Place
from bot.handlers.teams import send, targeted
from bot.handlers.teams.destination import Destination
from bot.handlers.teams.said import Telling
from bot.services import answering, replies
from bot.services.request import Reply
from bot.storage import answers, conversations, outbox, posted, routes
from tests.fakes.teams.connector import refusals
from tests.support.scene import a_scene, at
from tests.support.teams_table import a_card, a_table_in_teams, opens


@pytest.fixture
async def table(store):
    async with a_table_in_teams(store) as found:
        yield found


async def refusal(work):
    with pytest.raises(DeliveryError) as raised:
        await work
    return raised.value


def words(messages):
    return [one.words for one in messages]


async def test_somebody_is_written_to_in_their_own_conversation(table):
    fake = table.fake
    number = await table.alone.send(table.to("sam", "Good morning, Sam"))

    assert words(fake.seen(fake.sam)) == ["Good morning, Sam"]
    assert number == f"{fake.personal(fake.sam).id}/{fake.last(fake.sam).id}"
    assert fake.last(fake.sam).summary == "Good morning, Sam"
    assert fake.calls_of("create") == []
    assert fake.problems == []


async def test_a_guest_who_has_not_spoken_to_the_bot_is_written_to_in_a_conversation_that_is_begun_once(table):
    fake = table.fake
    for _again in range(2):
        await table.alone.send(table.to("lee"))

    assert len(fake.seen(fake.lee, fake.personal(fake.lee))) == 2
    assert len(fake.calls_of("create")) == 1
    assert fake.problems == []


async def test_somebody_from_outside_is_never_written_to_alone(table):
    fake = table.fake
    error = await refusal(table.alone.send(table.to("kim")))

    assert (error.code, error.permanent) == (send.NOT_INSTALLED, True)
    assert (fake.calls, fake.posted) == ([], [])


async def test_what_is_for_all_stands_in_the_channel_and_its_details_in_its_thread(table):
    fake = table.fake
    digest = await table.alone.send(table.to_all("This week"))
    await table.alone.send(table.to_all("All of it", under=digest))
    first, second = fake.shared.messages

    assert [first.words, second.words, second.thread] == ["This week", "All of it", first.id]
    assert await table.alone.shared(table.to_all()) == fake.shared.id
    assert fake.problems == []


async def test_a_card_is_drawn_again_where_it_stands(table):
    fake = table.fake
    for message, spot, who in (
        (table.to("sam", card=a_card("1. Send it", subject="commitment:1")), fake.personal(fake.sam), fake.sam),
        (table.to_all(card=a_card("This week", subject="digest:1")), fake.shared, fake.sam),
    ):
        number = await table.alone.send(message)
        where = Place(platform="teams", tenant=fake.home.id, conversation=spot.id, message=number.rpartition("/")[2])
        again = replace(message, card=a_card("Done"), redraws=where)
        assert await table.alone.shared(again) == (None if spot.kind == "personal" else spot.id)
        await table.alone.send(again)

        assert fake.seen(who, spot)[-1].words == "Done"
    assert fake.problems == []


async def test_where_a_card_stands_is_remembered(table):
    await table.alone.send(table.to("sam", card=a_card("1. Send it", subject="commitment:1")))
    [(_id, card)] = await table.store.read(posted.about, table.scene.partnership_id, "commitment:1")

    assert (card.address, card.way) == (table.fake.personal(table.fake.sam).id, "teams")


async def test_of_what_nothing_is_known_is_tried_later(table):
    fake = table.fake
    await table.scene.join("Ann Bell", None)
    gone = Place(platform="teams", tenant="x", conversation="a:gone", message="1")
    errors = [
        await refusal(table.alone.send(table.to("ann"))),
        await refusal(table.targeted.send(table.to("ann"))),
        await refusal(table.alone.send(table.to("sam", redraws=gone))),
    ]
    other = Place(platform="teams", tenant=fake.home.id, conversation="19:other")
    await table.store.run(conversations.link, table.scene.partnership_id, other)
    place = await table.store.read(conversations.at, other)
    errors.append(await refusal(table.alone.send(table.to_all(place_id=place.id))))

    assert [(one.code, one.permanent) for one in errors] == [(send.NOT_KNOWN, False)] * 4


def asked_by(fake, person, place, **more):
    """Where somebody asked, as the door writes it down."""
    return Destination(
        tenant=person.tenant.id,
        user=person.aad,
        account=person.account,
        host=fake.home.id,
        conversation=place.id,
        service_url=fake.core.service_url(fake.home.id),
        personal=place.kind == "personal",
        **more,
    )


async def test_an_answer_in_ones_own_conversation_takes_the_place_of_the_card_that_was_used(table):
    fake = table.fake
    card = await table.alone.send(table.to("sam", "1. Send it"))
    to = asked_by(fake, fake.sam, fake.personal(fake.sam), message=card.rpartition("/")[2], subject="commitment:1")
    for message in (
        table.to("sam", card=a_card("Done", subject="commitment:1"), at=to.written),
        table.to("sam", "Something else", at=to.written),
        table.to("sam", "In its place", at=to.written, instead=True),
    ):
        await table.alone.send(message)
    assert words(fake.seen(fake.sam)) == ["In its place", "Something else"]

    fake.last(fake.sam).deleted = True
    fake.seen(fake.sam)[0].deleted = True
    await table.alone.send(table.to("sam", "The card is gone", at=to.written, instead=True))
    assert words(fake.seen(fake.sam)) == ["The card is gone"]


async def test_an_answer_that_has_to_wait_is_not_said_in_another_way(table):
    fake = table.fake
    card = await table.alone.send(table.to("sam", "1. Send it"))
    to = asked_by(fake, fake.sam, fake.personal(fake.sam), message=card.rpartition("/")[2])
    fake.fail("put", refusals.throttled(5))
    error = await refusal(table.alone.send(table.to("sam", "Done", at=to.written, instead=True)))

    assert error.retry_after is not None
    assert words(fake.seen(fake.sam)) == ["1. Send it"]


async def test_an_answer_among_others_is_shown_to_whoever_asked_in_the_thread_they_asked_in(table):
    fake = table.fake
    root = await table.alone.send(table.to_all("This week"))
    to = asked_by(fake, fake.kim, fake.shared, thread=root.rpartition("/")[2])
    await table.targeted.send(table.to("kim", "Kept as 3", at=to.written))

    assert words(fake.seen(fake.kim, fake.shared)) == ["This week", "Kept as 3"]
    assert words(fake.seen(fake.priya, fake.shared)) == ["This week"]
    assert fake.last(fake.kim, fake.shared).thread == root.rpartition("/")[2]
    assert fake.problems == []


async def test_an_answer_that_cannot_be_shown_among_others_goes_to_the_persons_own_conversation(table):
    fake = table.fake
    to = asked_by(fake, fake.sam, fake.shared)
    await table.alone.send(table.to("sam", "Kept as 3", at=to.written))

    assert words(fake.seen(fake.sam)) == ["Kept as 3"]


async def test_whoever_is_from_outside_is_written_to_in_the_tables_channel_and_sees_it_alone(table):
    fake = table.fake
    await table.targeted.send(table.to("kim", "We missed you"))

    assert words(fake.seen(fake.kim, fake.shared)) == ["We missed you"]
    assert [fake.seen(one, fake.shared) for one in (fake.priya, fake.sam, fake.lee)] == [[], [], []]
    assert await table.targeted.shared(table.to("kim")) == fake.shared.id
    assert fake.problems == []


async def test_what_is_about_a_table_without_a_channel_is_shown_in_that_of_another_of_theirs(table):
    fake = table.fake
    other = await a_scene(table.store, slug="other").begin()
    await table.targeted.send(table.to("kim", "Of the other table", partnership_id=other.partnership_id))

    assert words(fake.seen(fake.kim, fake.shared)) == ["Of the other table"]


async def test_a_table_without_a_channel_has_nowhere_to_show_it(table):
    place = Place(platform="teams", tenant=table.fake.home.id, conversation=table.fake.shared.id)
    await table.store.run(conversations.told_shut, place, why="is_archived", at=at(1), now=at(1))
    error = await refusal(table.targeted.send(table.to("kim")))

    assert (error.code, error.permanent) == (targeted.NO_CHANNEL, True)
    assert await table.targeted.shared(table.to("kim")) is None


async def owed(table, who, key="a"):
    """A message that somebody is owed by their best way."""
    one = table.of(who)
    await table.scene.delivery.open_doors(at(1))
    way = await table.store.read(routes.route_of, one.person.id)
    row = outbox.Owed(
        partnership_id=table.scene.partnership_id,
        person_id=one.person.id,
        kind="answer",
        period=key,
        route=way or "",
        due_at=at(1),
        unasked=False,
    )

    def owe(tx):
        number = outbox.owe(tx, row)
        assert number is not None
        reply = replies.written(Reply(show=a_card("For you")))
        answers.keep(tx, number, reply=reply, place="", now=at(1))

    await table.store.run(owe)


async def test_whoever_blocks_the_bot_is_shown_it_in_the_channel_and_if_that_fails_behind_a_button(table):
    fake = table.fake
    fake.block(fake.sam)
    await owed(table, "sam")
    await table.deliver(at(1))
    assert words(fake.seen(fake.sam, fake.shared)) == ["For you"]
    assert (await table.ways("sam"))["teams"] == (False, "MessageWritesBlocked")
    assert (await table.ways("sam"))[routes.TARGETED] == (True, None)

    fake.shared.own_members.remove(fake.sam)
    await owed(table, "sam", "b")
    await table.deliver(at(2))
    assert (await table.ways("sam"))[routes.TARGETED] == (False, "BotNotInConversationRoster")
    assert (await table.ways("sam"))[routes.OPENED_VIEW] == (True, None)
    # Everybody there sees that something waits for Sam, and not what.
    assert "For you" not in fake.last(fake.priya, fake.shared).words
    assert "Sam" in fake.last(fake.priya, fake.shared).words


@pytest.mark.parametrize("code", ["AclCheckFailed", "MessageWritesBlocked", ""])
async def test_a_guest_who_cannot_be_written_to_alone_is_shown_it_in_the_channel(table, code):
    fake = table.fake
    fake.fail("create", refusals.error(403, "ForbiddenOperationException", sub_code=code))
    await owed(table, "lee")
    await table.deliver(at(1))

    assert words(fake.seen(fake.lee, fake.shared)) == ["For you"]
    assert (await table.ways("lee"))["teams"] == (False, code or "ForbiddenOperationException")


async def test_an_answer_of_theirs_that_is_lost_leaves_it_unknown_and_it_is_never_sent_again(table):
    fake = table.fake
    fake.fail("post", refusals.error(504, "GatewayTimeout", done=True))
    await owed(table, "sam")
    for day in range(1, 4):
        await table.deliver(at(day))

    assert words(fake.seen(fake.sam)) == ["For you"]
    assert [(row.state, row.reason) for row in await table.rows()] == [("unknown", "GatewayTimeout")]


async def test_a_limit_delays_its_own_conversation_and_nobody_elses(table):
    fake = table.fake
    fake.fail("post", refusals.throttled(60))
    await owed(table, "sam")
    await table.deliver(at(1))
    await owed(table, "priya")
    await table.deliver(at(1))

    assert [row.state for row in await table.rows()] == ["owed", "sent"]


async def test_a_channel_that_takes_nothing_any_more_is_shut_and_the_table_goes_on_elsewhere(table):
    table.fake.shared.own_installed = False
    place = await table.store.read(conversations.by_id, table.place)
    await table.store.run(answering.post, place, a_card("For all"), key="x", now=at(1))
    await table.deliver(at(1))
    spot = Place(platform="teams", tenant=table.fake.home.id, conversation=table.fake.shared.id)

    assert await table.store.read(conversations.is_shut, spot)


async def test_something_is_said_beside_the_outbox_to_whoever_asked_and_nobody_else(table):
    fake = table.fake
    tell = Telling(table.client, opens)
    await tell(asked_by(fake, fake.kim, fake.shared), a_card("Not saved"))
    await tell(asked_by(fake, fake.sam, fake.personal(fake.sam)), a_card("Not saved"))

    assert words(fake.seen(fake.kim, fake.shared)) == ["Not saved"]
    assert fake.seen(fake.priya, fake.shared) == []
    assert words(fake.seen(fake.sam)) == ["Not saved"]
