"""What waits behind a button in a channel: neutral words for all, the rest for one."""

import pytest
from sqlalchemy import select, update

from bot.domain.acts import Act
from bot.domain.people import Identity, Place
from bot.messages import plain
from bot.messages.cards import channels
from bot.services import beginning, replies, waiting
from bot.services.request import Answers, Request, Said
from bot.storage import conversations, outbox, tables
from bot.storage.outbox import Owed
from bot.storage.posts import Post
from bot.storage.routes import OPENED_VIEW
from bot.storage.schema import answer, message, partnership
from bot.storage.schema import outbox as rows
from tests.support.committing import NOW, begin, seat, text, the_cast

states = pytest.mark.states


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def channel(tx, partner, *, platform="slack"):
    conversations.link(tx, partner.partnership.id, Place(platform=platform, tenant="T1", conversation="C1"))


def put_by(tx, partner, period, *, table=None):
    """A card that could reach them in no other way."""
    of = table or partner.partnership.id
    kind = {"kind": "answer", "period": period, "route": OPENED_VIEW, "due_at": NOW, "unasked": False}
    row = outbox.owe(tx, Owed(partnership_id=of, person_id=partner.person.id, **kind))
    assert row is not None
    card = plain.written(channels.posted())
    post = Post(outbox_id=row, route=OPENED_VIEW, card=card, person_id=partner.person.id)
    return waiting.put_by(tx, post, of, now=NOW)


def called(tx):
    """The neutral cards that are owed to channels."""
    found = tx.execute(select(answer.c.reply).join(rows, rows.c.id == answer.c.outbox_id).order_by(rows.c.id))
    return [replies.read(one).show for one in found.scalars()]


@states("B1")
def test_the_channel_is_told_once_that_there_is_something_for_somebody(tx, cast):
    channel(tx, cast.sam)
    tables.add_identity(tx, cast.sam.person.id, platform="slack", tenant="T2", user="U9", now=NOW)
    first, second = put_by(tx, cast.sam, "1"), put_by(tx, cast.sam, "2")
    [card] = called(tx)
    [named] = [run for run in card.parts[0].text if not isinstance(run, str)]

    assert first != second
    assert card.text == "Sam, there is something for you. Only you see it."
    assert named.who == Identity(platform="slack", tenant="T1", user="U9")
    assert text(waiting.show(tx, cast.sam, Said(), now=NOW)).count("on its way") == 2


@states("B1")
def test_what_was_seen_waits_no_more_and_the_next_is_told_anew(tx, cast):
    channel(tx, cast.sam)
    put_by(tx, cast.sam, "1")
    seen = waiting.seen(tx, cast.sam.person.id, until=NOW, now=NOW)
    again = waiting.seen(tx, cast.sam.person.id, until=NOW, now=NOW)
    put_by(tx, cast.sam, "2")

    assert (seen, again) == (True, False)
    assert len(called(tx)) == 2


@states("B1")
def test_only_whoever_a_word_is_for_ends_it(tx, cast):
    channel(tx, cast.sam)
    for_sam, for_jo = put_by(tx, cast.sam, "1"), put_by(tx, cast.jo, "1")
    [sams, jos] = [card.parts[1].of[0].act.on for card in called(tx)]
    by_jo = waiting.seen(tx, cast.jo.person.id, until=NOW, now=NOW, word=str(for_sam))
    by_sam = waiting.seen(tx, cast.sam.person.id, until=NOW, now=NOW, word=str(for_sam))

    assert (sams, jos) == ((str(for_sam),), (str(for_jo),))
    assert (by_jo, by_sam) == (False, True)


def test_somebody_with_nothing_waiting_is_told_so(tx, cast):
    channel(tx, cast.sam)
    put_by(tx, cast.sam, "1")

    assert "Nothing is waiting" in text(waiting.show(tx, cast.jo, Said(), now=NOW))


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_whom_the_platform_does_not_know_is_called_by_name_only(tx, cast, platform):
    channel(tx, cast.sam, platform=platform)
    tables.add_identity(tx, cast.sam.person.id, platform="teams", tenant="T1", user="29:x", now=NOW)
    put_by(tx, cast.sam, "1")
    [card] = called(tx)

    assert [run.who for run in card.parts[0].text if not isinstance(run, str)] == [None]


def test_without_a_channel_or_a_seat_there_nothing_can_wait(tx, cast):
    without = put_by(tx, cast.sam, "1")
    channel(tx, cast.sam)

    assert without is None
    assert put_by(tx, cast.oscar, "1", table=cast.sam.partnership.id) is None
    assert tx.execute(select(message)).all() == []


def test_a_closed_tables_channel_gets_no_card_of_another_table(tx):
    old = begin(tx, "old", "Old table")
    convener = seat(tx, old, "Ola Nord")
    channel(tx, convener)
    tx.execute(update(partnership).where(partnership.c.id == old).values(closed_at=NOW))
    request = Request(
        key="",
        said_at=NOW,
        who=Identity(platform="slack", tenant="T1", user="U1"),
        place=Place(platform="slack", tenant="T1", conversation="C1"),
        said=Answers(act=Act(name="table.new"), values={}),
        door="form",
    )
    beginning.begin(tx, request, Said(values={"name": "New table"}), now=NOW)

    assert called(tx) == []
