"""What a seat did, owes and is waited for, as those read it who sit there, and its sponsor."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert

from bot.domain.participation import Kind
from bot.domain.people import Role
from bot.services import our_part, participation
from bot.services.request import Said
from bot.storage import perspectives, say_backs, tables
from bot.storage.schema import attendance, commitment, meeting, sponsor, wording
from tests.support.committing import DAY, NOW, TODAY, Cast, seat, text, the_cast

LATER = NOW + 30 * DAY


@pytest.fixture
def cast(both: Connection) -> Cast:
    return the_cast(both)


def part(tx: Connection, who, *, now=LATER) -> str:
    return text(our_part.show(tx, who, Said(), now=now))


def promise(tx: Connection, who, number: int, **more) -> None:
    row = {"partnership_id": who.partnership.id, "partner_id": who.id, "number": number, "text": "send it"}
    closed = {"seen_by": "table", "state": "kept", "made_at": NOW, "closed_at": NOW + 10 * DAY}
    tx.execute(insert(commitment).values({**row, **closed, **more}))


def test_what_came_of_a_promise_is_told_in_numbers(both: Connection, cast: Cast):
    promise(both, cast.sam, 1, due_on=TODAY + 10 * DAY)
    promise(both, cast.sam, 2, due_on=TODAY + 9 * DAY)
    promise(both, cast.jo, 3, state="handed_on")
    promise(both, cast.priya, 4, due_on=TODAY)
    found = part(both, cast.jo)

    assert "Kept in three months: two" in found
    assert "After their day: one" in found
    assert "Handed on in three months: one" in found
    assert "Handed on" not in part(both, cast.priya)


def test_a_view_is_owed_until_anybody_of_the_seat_gives_one(both: Connection, cast: Cast):
    before = part(both, cast.jo)
    perspectives.add(both, cast.sam, "we ring eleven numbers", now=NOW)

    assert "What it looks like from where we sit: not said yet." in before
    assert "where we sit" not in part(both, cast.jo)


def test_words_about_the_challenge_and_what_was_said_back_wait_for_us(both: Connection, cast: Cast):
    words = {"number": 1, "text": "no homes", "state": "stands", "made_at": NOW}
    both.execute(insert(wording).values(partnership_id=cast.sam.partnership.id, partner_id=cast.priya.id, **words))
    perspectives.add(both, cast.sam, "we ring eleven numbers", now=NOW)
    say_backs.add(both, cast.priya, cast.sam, "you ring a lot", now=NOW)
    found = part(both, cast.jo)

    assert "Whether we recognise the challenge as it is put: not said yet." in found
    assert "One view of ours was said back" in found
    assert "said back" not in part(both, cast.priya)


def test_a_meeting_that_others_were_noted_at_waits_for_a_word(both: Connection, cast: Cast):
    here = cast.sam.partnership.id
    for number, day in ((1, -20), (2, 5), (3, 12)):
        begun = {"begins_at": NOW + day * DAY, "minutes": 60, "place": "", "state": "set", "made_at": NOW}
        both.execute(insert(meeting).values(partnership_id=here, number=number, changed_at=NOW, **begun))
    for number, who in ((1, cast.priya), (2, cast.priya), (3, cast.priya), (3, cast.jo)):
        word = {"kind": "came", "noted_by": who.id, "on_day": TODAY, "at": NOW}
        both.execute(insert(attendance).values(partnership_id=here, meeting_number=number, partner_id=who.id, **word))
    found = part(both, cast.sam)

    assert "The meeting on 29 November: whether any of us came isn't said yet." in found
    assert found.count("The meeting on") == 1


def test_who_left_the_seat_is_named_to_those_who_sit_there_still(both: Connection, cast: Cast):
    tables.leave(both, cast.sam, on=TODAY + 20 * DAY)

    assert "Sam Okoye, until 14 December" in part(both, cast.jo)
    assert "Sam Okoye" not in part(both, cast.priya)
    assert "Sam Okoye" not in part(both, cast.jo, now=LATER + timedelta(days=120))


def test_a_sponsor_reads_of_an_empty_seat_and_not_of_what_is_between_two(both: Connection, cast: Cast):
    perspectives.add(both, cast.sam, "we ring eleven numbers", now=NOW)
    say_backs.add(both, cast.priya, cast.sam, "you ring a lot", now=NOW)
    lewis = seat(both, cast.sam.partnership.id, "Lewis Ray", role=Role.SPONSOR)
    agreed = {"partner_id": lewis.id, "seat_id": cast.sam.seat_id, "state": "agreed", "made_at": NOW}
    both.execute(insert(sponsor).values(partnership_id=cast.sam.partnership.id, **agreed))
    before = part(both, lewis)
    for who in (cast.sam, cast.jo):
        tables.leave(both, who, on=TODAY + 20 * DAY)
    after = part(both, lewis)

    assert "said back" not in before
    assert "Nobody sits in our seat" not in before
    assert "Nobody sits in our seat just now." in after
    assert "where we sit" not in after


def test_where_there_is_nothing_it_is_said_kindly(both: Connection, cast: Cast):
    perspectives.add(both, cast.priya, "nobody rings", now=NOW)

    assert "There's nothing to look back on yet, and nobody waits for us." in part(both, cast.priya)


def test_how_we_stand_is_said_to_ourselves_alone(both: Connection, cast: Cast):
    for day in range(0, 12, 3):
        participation.record(both, cast.sam, Kind.REFLECTED, on_day=TODAY + day * DAY, at=NOW + day * DAY)

    assert "Taking part: last here 3 December" in part(both, cast.jo, now=NOW + 10 * DAY)
    assert "Quiet for longer than its own past explains: last here 3 December" in part(both, cast.jo)
    assert "own past" not in part(both, cast.rita)
