"""Ringing somebody who has gone quiet: what helps before it, how it went, and what the one who was rung sees of it."""

from datetime import date

import pytest

from bot.domain import calendars
from bot.domain.calls import Outcome
from bot.domain.errors import EmptyWordsError, UnknownPersonError
from bot.domain.people import Role
from bot.messages.parts import Card, Items
from bot.services import (
    asks,
    calls,
    checkins,
    commitments,
    dropped_off,
    goodbyes,
    leaving_be,
    my_data,
    offered,
    signs,
    views,
    wishes,
    worths,
)
from bot.services.request import Said
from bot.storage import calls as storage
from bot.storage import my_data as held
from bot.storage import obstacles, people
from bot.storage import signs as kept_signs
from tests.support.committing import DAY, NOW, button, labels, press, seat, text, the_cast, words


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def ring(tx, asker, said="@Sam Okoye", now=NOW):
    return calls.ring(tx, asker, words(said), now=now)


def went(tx, asker, how, now=NOW + DAY):
    return calls.went(tx, asker, words(f"@Sam Okoye: {how}"), now=now)


def now_is(tx, who):
    found = people.partner_by_id(tx, partnership_id=who.partnership.id, partner_id=who.id)
    assert found is not None
    return found


def lines(tx, who, now):
    return offered.items(tx, who, now=now)


def test_the_brief_holds_what_helps_and_a_line_to_begin_with(tx, cast):
    views.give(tx, cast.sam, words("we ring eleven numbers"), now=NOW)
    worths.give(tx, cast.sam, words("beds were freed by Fridays"), now=NOW)
    asks.ask(tx, cast.priya, words("@Sam Okoye to send the data"), now=NOW)
    said = text(ring(tx, cast.priya))

    assert said.startswith("Before you ring Sam Okoye, Ward 9 Trust. Only you see this.")
    assert "They said how it looks from there in November: “we ring eleven numbers”." in said
    assert "They said it would be worth it if “beds were freed by Fridays”." in said
    assert "Priya Shah waits for this: “send the data”." in said
    assert "You might open with: you told us “we ring eleven numbers”. What have we missed since?" in said
    assert "%" not in said


def test_of_what_others_asked_of_them_it_says_only_that_somebody_waits(tx, cast):
    asks.ask(tx, cast.rita, words("@Sam Okoye to send the data"), now=NOW)
    said = text(ring(tx, cast.priya))

    assert "Somebody waits for their word." in said
    assert "Rita" not in said
    assert "send the data" not in said


def test_it_begins_with_what_they_said_they_would_do_where_there_is_no_view(tx, cast):
    commitments.make(tx, cast.sam, words("send the data"), now=NOW)
    assert "you'd said you would “send the data”. What would make that easier?" in text(ring(tx, cast.priya))
    commitments.done(tx, cast.sam, words("1"), now=NOW + DAY)
    said = text(ring(tx, cast.priya, now=NOW + DAY))

    assert "They kept their word on “send the data”, on 25 November." in said
    assert "thank you for “send the data”. Is this still a good use of your time?" in said


def test_another_coordinator_reads_who_said_it_and_when_and_may_ring_too(tx, cast):
    lee = seat(tx, cast.priya.partnership.id, "Lee Park", "Elm", role=Role.COORDINATOR)
    ring(tx, cast.priya)
    second = ring(tx, lee, now=NOW + DAY)
    assert "Priya Shah said they'd ring, on 24 November." in text(second)
    assert not storage.meant_by(tx, lee, since=NOW)

    calls.ring(tx, lee, press(second, "I'll ring too"), now=NOW + DAY)

    assert [one.name for one in storage.meant_by(tx, lee, since=NOW)] == ["Sam Okoye"]


def test_somebody_who_is_not_asked_to_ring_themself_or_nobody(tx, cast):
    assert "That's you." in text(ring(tx, cast.priya, "@Priya Shah"))
    assert "That's you." in text(calls.went(tx, cast.priya, words("@Priya Shah: still in"), now=NOW))
    assert not storage.meant_by(tx, cast.priya, since=NOW)


def test_they_are_asked_on_their_next_working_day_and_not_before(tx, cast):
    # A Friday before a weekend, and Priya works on no Monday.
    friday = NOW + 3 * DAY
    wishes.work_on(tx, cast.priya, words("Tuesdays and Fridays"), now=NOW)
    priya = now_is(tx, cast.priya)
    ring(tx, priya, now=friday)

    assert not lines(tx, priya, friday + 3 * DAY)
    [item] = lines(tx, priya, friday + 4 * DAY)
    assert [one.label for one in item.buttons][:4] == [
        "Still in",
        "Somebody else now",
        "Stepping back",
        "Couldn't reach them",
    ]


def test_days_away_are_none_on_which_they_are_asked(tx, cast):
    wishes.away(tx, cast.priya, words("until 7 December"), now=NOW)
    ring(tx, cast.priya)
    [one] = storage.meant_by(tx, cast.priya, since=NOW)

    assert one.ask_on == date(2026, 12, 7)
    assert calendars.is_working_day(one.ask_on, country="GB-ENG")


def test_nobody_is_asked_for_ever(tx, cast):
    ring(tx, cast.priya)

    assert lines(tx, cast.priya, NOW + DAY)
    assert not lines(tx, cast.priya, NOW + 40 * DAY)


def test_not_ringing_after_all_leaves_nothing(tx, cast):
    first = ring(tx, cast.priya)
    done = calls.wont_ring(tx, cast.priya, press(first, "I won't ring after all"), now=NOW)

    assert text(done) == "That's fine. It's as if you hadn't said you'd ring Sam Okoye."
    assert not storage.meant_by(tx, cast.priya, since=NOW)
    assert "You haven't said that you'd ring" in text(calls.wont_ring(tx, cast.priya, words("@Sam Okoye"), now=NOW))


def test_still_in_is_a_sign_of_life_that_they_see_and_can_deny(tx, cast):
    ring(tx, cast.priya)
    told = went(tx, cast.priya, "still in")
    calls.way(tx, cast.priya, press(told, "Time"), now=NOW + DAY)

    assert text(told).startswith("Noted: Sam Okoye is still in. They see this note, and can say that it isn't so.")
    assert now_is(tx, cast.sam).last_on == (NOW + DAY).date()
    seen = text(my_data.show(tx, cast.sam, words(""), now=NOW + DAY))
    assert "Priya Shah rang you, and noted on Wednesday 25 November that you're still in. In the way: time." in seen

    signs.not_so(tx, cast.sam, words(""), now=NOW + 2 * DAY)

    assert now_is(tx, cast.sam).last_on is None
    [note] = storage.notes_of(tx, cast.priya.viewer, cast.sam.id)
    assert (note.outcome, note.way) == (Outcome.DENIED, None)
    assert "rang you" not in text(my_data.show(tx, cast.sam, words(""), now=NOW + DAY))


@pytest.mark.parametrize("how", ["still in", "somebody else now", "stepping back", "couldn't reach them"])
def test_undoing_leaves_it_as_it_was_and_it_can_be_told_anew(tx, cast, how):
    ring(tx, cast.priya)
    before, meant = now_is(tx, cast.sam), storage.meant_by(tx, cast.priya, since=NOW)
    told = went(tx, cast.priya, how)
    undone = calls.undo(tx, cast.priya, press(told, "Undo"), now=NOW + DAY)

    assert now_is(tx, cast.sam) == before
    assert storage.meant_by(tx, cast.priya, since=NOW) == meant
    assert not kept_signs.noted_for(tx, cast.sam)

    calls.went(tx, cast.priya, press(undone, "Still in"), now=NOW + DAY)

    assert now_is(tx, cast.sam).last_on == (NOW + DAY).date()


def test_somebody_else_now_leads_to_an_invitation(tx, cast):
    told = went(tx, cast.priya, "somebody else now")

    assert "They can hand the seat on, or you invite." in text(told)
    assert button(told, "Invite somebody").act.name == "table.invite"


def test_stepping_back_is_for_them_to_say_and_nothing_has_changed(tx, cast):
    went(tx, cast.priya, "stepping back")
    [item] = lines(tx, cast.sam, NOW + 2 * DAY)

    assert cast.sam.id in offered.whose(tx, cast.priya.viewer)
    assert [one.label for one in item.buttons] == ["Step back", "That isn't so"]
    assert now_is(tx, cast.sam).left_on is None

    signs.not_so(tx, cast.sam, words(""), now=NOW + 2 * DAY)

    assert not lines(tx, cast.sam, NOW + 2 * DAY)
    assert cast.sam.id not in offered.whose(tx, cast.priya.viewer)


def test_whoever_could_not_be_reached_was_not_heard_from(tx, cast):
    told = went(tx, cast.priya, "couldn't reach them")

    assert labels(told) == ["I'll ring", "Undo"]
    assert now_is(tx, cast.sam).last_on is None


def test_words_that_are_none_of_the_answers_are_asked_about_again(tx, cast):
    asked = went(tx, cast.priya, "she laughed")
    assert text(asked).startswith("How did it go with Sam Okoye?")
    assert not storage.meant_by(tx, cast.priya, since=NOW)
    went(tx, cast.priya, "still in")

    assert "by a short list" in text(calls.way(tx, cast.priya, words("@Sam Okoye: the weather"), now=NOW + DAY))
    assert "have told me how it went" in text(calls.way(tx, cast.priya, words("@Jo Lewis: time"), now=NOW + DAY))
    assert "have told me how it went" in text(calls.undo(tx, cast.priya, words("@Jo Lewis"), now=NOW + DAY))


def test_what_got_in_the_way_stands_in_the_next_brief(tx, cast):
    went(tx, cast.priya, "still in")
    calls.way(tx, cast.priya, words("@Sam Okoye: the meeting slot"), now=NOW + DAY)

    assert "They said what gets in the way: the meeting slot." in text(ring(tx, cast.priya, now=NOW + 9 * DAY))


def test_call_notes_are_for_whoever_was_rung_and_who_convenes(tx, cast):
    went(tx, cast.priya, "still in")
    lee = seat(tx, cast.priya.partnership.id, "Lee Park", "Elm", role=Role.COORDINATOR)

    assert storage.notes_of(tx, lee.viewer, cast.sam.id)
    for other in (cast.jo, cast.rita, cast.oscar):
        assert not storage.notes_of(tx, other.viewer, cast.sam.id)
        assert not storage.about(tx, other)
        assert not storage.meant_for(tx, other.viewer, [cast.sam.id], since=NOW)
        assert "rang" not in text(my_data.show(tx, other, words(""), now=NOW + DAY))


def test_what_others_mean_to_do_is_not_for_the_one_it_is_about(tx, cast):
    ring(tx, cast.priya)

    assert not storage.about(tx, cast.sam)
    assert not storage.meant_for(tx, cast.sam.viewer, [cast.sam.id], since=NOW)


def test_it_goes_with_either_of_them(tx, cast):
    went(tx, cast.priya, "still in")
    held.forget(tx, cast.priya)
    [note] = storage.about(tx, cast.sam)
    assert (note.by, note.made_by) == ("", None)
    assert "Somebody here rang you" in text(my_data.show(tx, cast.sam, words(""), now=NOW + DAY))

    held.forget(tx, cast.sam)

    assert not tx.exec_driver_sql("SELECT id FROM call").all()


def test_the_coordinators_answer_asks_how_it_went(tx, cast):
    ring(tx, cast.priya)
    reply = dropped_off.answer(tx, cast.priya, words(""), now=NOW + DAY)

    assert isinstance(reply.show, Card)
    assert "You said you'd ring Sam Okoye. How did it go?" in text(reply)
    assert any(isinstance(part, Items) for part in reply.show.parts)


def test_a_button_beside_somebody_who_left_or_words_without_a_name_ring_nobody(tx, cast):
    with pytest.raises(EmptyWordsError):
        calls.ring(tx, cast.priya, words(""), now=NOW)
    with pytest.raises(UnknownPersonError):
        calls.ring(tx, cast.priya, words("@Nobody Here"), now=NOW)
    goodbyes.leave(tx, cast.sam, words("yes"), now=NOW)
    with pytest.raises(UnknownPersonError):
        calls.ring(tx, cast.priya, Said(on=(str(cast.sam.id),)), now=NOW)
    with pytest.raises(UnknownPersonError):
        leaving_be.leave_be(tx, cast.priya, Said(on=(str(cast.sam.id),)), now=NOW)


def test_what_is_done_for_another_organisation_is_what_that_one_waits_for(tx, cast):
    seat(tx, cast.priya.partnership.id, "Lewis Ray", "Elm Street Advice")
    commitments.make(tx, cast.sam, words("bring the kettle for Elm Street Advice"), now=NOW)

    assert "Elm Street Advice waits for this:" in text(ring(tx, cast.priya))


def test_what_was_told_at_a_check_in_stands_in_the_brief_while_it_is_fresh(tx, cast):
    checkins.too_much(tx, cast.sam, words(""), now=NOW)
    checkins.tell(tx, cast.sam, words(""), now=NOW)

    assert "They said what gets in the way: too much on." in text(ring(tx, cast.priya))
    assert "gets in the way" not in text(ring(tx, cast.priya, now=NOW + 60 * DAY))
    assert obstacles.told_by(tx, cast.jo.viewer, cast.sam.id, since=NOW) is None


def test_what_somebody_took_back_themselves_is_not_noted_again(tx, cast):
    went(tx, cast.priya, "still in")
    signs.not_so(tx, cast.sam, words(""), now=NOW + DAY)
    again = went(tx, cast.priya, "still in")

    assert "it was noted before, and taken back" in text(again)
    assert now_is(tx, cast.sam).last_on is None
    assert "have told me how it went" not in text(calls.undo(tx, cast.priya, press(again, "Undo"), now=NOW + DAY))


def test_what_another_noted_that_day_stays_when_a_call_is_undone(tx, cast):
    signs.spoke(tx, cast.rita, words("@Sam Okoye"), now=NOW + DAY)
    told = went(tx, cast.priya, "still in")
    calls.undo(tx, cast.priya, press(told, "Undo"), now=NOW + DAY)

    assert now_is(tx, cast.sam).last_on == (NOW + DAY).date()
