"""Who came, who can't, who comes for whom: signs of life, never held against anybody, and theirs to correct."""

from dataclasses import replace

import pytest

from bot.domain.errors import UnknownPersonError
from bot.domain.meetings import Came
from bot.domain.participation import Kind
from bot.domain.people import Identity, Role
from bot.messages.parts import Form
from bot.services import attendance, meetings, my_data, participation, signs, wishes
from bot.services.attendance import ticking
from bot.services.request import Said
from bot.storage import attendance as storage
from bot.storage import ledger, outbox, tables
from bot.storage import meetings as meeting_storage
from bot.storage import my_data as held
from bot.storage import signs as sign_storage
from tests.support.committing import DAY, NOW, TODAY, fields, labels, press, seat, submit, text, the_cast, words

NHS = "943 476 5919"
AFTER = NOW + 3 * DAY
THAT_DAY = TODAY + 2 * DAY


@pytest.fixture
def cast(tx):
    found = the_cast(tx)
    meetings.set_one(tx, found.priya, words("Thursday 2pm at the town hall"), now=NOW)
    return found


def the_meeting(tx, cast):
    return meeting_storage.numbered(tx, cast.priya.viewer, 1)


def said_of(tx, cast):
    return {word.name: (word.kind, word.deputy) for word in storage.all_of(tx, the_meeting(tx, cast))}


def stands(tx, who, kind, on):
    return ledger.stands(tx, who, kind, on=on)


def ticks(*, came=(), deputy=(), apologies=()):
    return {"came": came, "deputy": deputy, "apologies": apologies}


def tick_list(tx, asker, said="", *, now=AFTER):
    return attendance.came(tx, asker, words(said), now=now)


def send(tx, asker, form, *, now=AFTER, **those):
    said = Said(on=form.show.act.on, seen=form.show.act.seen, values=ticks(**those))
    return attendance.came(tx, asker, said, now=now)


def ids(*people):
    return tuple(str(one.id) for one in people)


def test_ones_own_apologies_are_a_sign_of_life_on_the_day_they_are_said(tx, cast):
    reply = attendance.apologies(tx, cast.sam, Said(), now=NOW)

    assert text(reply).startswith("Thank you for saying so. Your apologies for Thursday 26 November are noted.")
    assert stands(tx, cast.sam, Kind.APOLOGIES, TODAY)
    assert not stands(tx, cast.sam, Kind.APOLOGIES, THAT_DAY)
    assert said_of(tx, cast) == {"Sam Okoye": (Came.APOLOGIES, None)}
    assert not sign_storage.noted_for(tx, cast.sam)


@pytest.mark.parametrize(
    "said", ["because I'm on a train", ", I can't make it", "from me", "I’m on leave", "sorry, something came up"]
)
def test_ones_own_apologies_may_say_why_and_the_reason_is_not_kept(tx, cast, said):
    reply = attendance.apologies(tx, cast.sam, words(said), now=NOW)

    assert text(reply).startswith("Thank you for saying so. Your apologies for Thursday 26 November are noted.")
    assert said_of(tx, cast) == {"Sam Okoye": (Came.APOLOGIES, None)}


def test_apologies_end_what_was_owed_about_a_silence(tx, cast):
    wishes.yes(tx, cast.sam, Said(), now=NOW - 30 * DAY)
    participation.record(tx, cast.sam, Kind.LOOKED, on_day=TODAY - 30 * DAY, at=NOW - 30 * DAY)
    check_in = outbox.Owed(
        partnership_id=cast.sam.partnership.id,
        person_id=cast.sam.person.id,
        kind="check_in",
        period="2026-10-26/1",
        route="web",
        due_at=NOW,
    )
    outbox.owe(tx, check_in)
    attendance.apologies(tx, cast.jo, words("@Sam Okoye"), now=NOW)

    assert not outbox.riding(tx, cast.sam.person.id, "check_in", route="web", now=NOW)


def test_they_can_come_after_all(tx, cast):
    card = attendance.apologies(tx, cast.sam, Said(), now=NOW)
    reply = attendance.coming(tx, cast.sam, press(card, "I can come after all"), now=NOW)

    assert text(reply).startswith("Good. You're expected on Thursday 26 November.")
    assert said_of(tx, cast) == {}


def test_apologies_passed_on_are_shown_to_whoever_they_are_of_and_theirs_to_take_back(tx, cast):
    wishes.yes(tx, cast.sam, Said(), now=NOW)
    reply = attendance.apologies(tx, cast.jo, words("Sam, @Rita Ahmed"), now=NOW)

    assert "Noted: apologies from Sam Okoye and Rita Ahmed for Thursday 26 November." in text(reply)
    assert outbox.notes_since(tx, [cast.sam.person.id], week="2026-W48")
    assert not outbox.notes_since(tx, [cast.rita.person.id], week="2026-W48")
    assert "Jo Lewis noted your apologies on Tuesday 24 November." in text(my_data.show(tx, cast.sam, Said(), now=NOW))
    signs.not_so(tx, cast.sam, Said(), now=NOW)
    assert said_of(tx, cast) == {"Rita Ahmed": (Came.APOLOGIES, None)}
    assert not stands(tx, cast.sam, Kind.APOLOGIES, TODAY)
    again = attendance.apologies(tx, cast.jo, words("Sam"), now=NOW)
    assert text(again) == "I can't note it for Sam Okoye: it was noted for that day before, and taken back."


def test_nobody_is_guessed(tx, cast):
    for said in ("Bob", "Sam is ill"):
        with pytest.raises(UnknownPersonError):
            attendance.apologies(tx, cast.jo, words(said), now=NOW)
    assert said_of(tx, cast) == {}


def test_a_deputy_is_named_for_who_convenes(tx, cast):
    for said in ("Ann Bell will come for me", "Ann Bell", "@Ann Bell"):
        reply = attendance.deputy(tx, cast.sam, words(said), now=NOW)
        assert text(reply).startswith("Noted: “Ann Bell” comes for you on Thursday 26 November.")
    assert said_of(tx, cast) == {"Sam Okoye": (Came.DEPUTY, "Ann Bell")}
    assert "Ann Bell for you" in text(my_data.show(tx, cast.sam, Said(), now=NOW))


def test_a_form_asks_who_comes(tx, cast):
    form = attendance.deputy(tx, cast.sam, Said(on=("1",)), now=NOW)
    assert list(attendance.deputy(tx, cast.sam, submit(form, words=""), now=NOW).wrong) == ["words"]
    assert list(attendance.deputy(tx, cast.sam, submit(form, words="x" * 121), now=NOW).wrong) == ["words"]
    asked = attendance.deputy(tx, cast.sam, submit(form, words=f"Ann, {NHS}"), now=NOW)
    assert "details" in fields(asked)
    assert text(attendance.deputy(tx, cast.sam, submit(form, words="Ann"), now=NOW)).startswith("Noted: “Ann”")
    gone = attendance.deputy(tx, cast.sam, Said(on=("draft", "9", "as it is")), now=NOW)
    assert "Noted" not in text(gone)


def test_a_chat_names_the_deputy_apart_from_the_words(tx, cast):

    who = Identity(platform="web", tenant="", user=str(cast.rita.person.id))

    tables.add_identity(tx, cast.rita.person.id, platform="web", tenant="", user=who.user, now=NOW)
    reply = attendance.deputy(tx, cast.sam, Said(people=(who,)), now=NOW)

    assert text(reply).startswith("Noted: “Rita Ahmed” comes for you")


def test_without_a_meeting_nothing_is_noted(tx, cast):
    meetings.cancel(tx, cast.priya, Said(), now=NOW)

    for service in (attendance.apologies, attendance.deputy, attendance.coming):
        assert text(service(tx, cast.sam, Said(), now=NOW)).startswith("No meeting is set.")
        assert text(service(tx, cast.sam, words("1"), now=NOW)).startswith("The meeting on")
    assert text(tick_list(tx, cast.priya)).startswith("No meeting has been yet.")
    assert text(tick_list(tx, cast.priya, "1")).startswith("No meeting has been yet.")


def test_apologies_during_a_meeting_are_for_that_one(tx, cast):
    during = NOW + 2 * DAY + DAY * 4.25 / 24
    meetings.set_one(tx, cast.priya, words("Friday 2pm"), now=NOW)
    attendance.apologies(tx, cast.sam, Said(), now=during)

    assert said_of(tx, cast) == {"Sam Okoye": (Came.APOLOGIES, None)}


def test_the_tick_list_has_everybody_and_what_was_said_before(tx, cast):
    attendance.apologies(tx, cast.sam, Said(), now=NOW)
    form = tick_list(tx, cast.priya)

    [came, deputy, apologies] = form.show.fields
    assert [one.label for one in came.options] == [
        "Jo Lewis, Ward 9 Trust",
        "Priya Shah, Riverside",
        "Rita Ahmed",
        "Sam Okoye, Ward 9 Trust",
    ]
    assert (came.value, deputy.value, apologies.value) == ((), (), ids(cast.sam))


def test_what_is_ticked_is_noted_on_the_meetings_day_and_what_is_not_is_not(tx, cast):
    attendance.apologies(tx, cast.sam, Said(), now=NOW)
    form = tick_list(tx, cast.priya)
    reply = send(tx, cast.priya, form, came=ids(cast.priya), deputy=str(cast.jo.id), apologies=ids(cast.sam))

    assert text(reply).startswith(
        "Noted for Thursday 26 November: one person came, one deputy came and one sent apologies."
    )
    assert stands(tx, cast.priya, Kind.CAME, THAT_DAY)
    assert stands(tx, cast.jo, Kind.DEPUTY, THAT_DAY)
    assert stands(tx, cast.sam, Kind.APOLOGIES, THAT_DAY)
    assert not any(stands(tx, cast.rita, kind, THAT_DAY) for kind in Kind)
    assert [(one.kind, one.by) for one in sign_storage.noted_for(tx, cast.jo)] == [(Kind.DEPUTY, "Priya Shah")]
    assert not sign_storage.noted_for(tx, cast.priya)
    assert not sign_storage.noted_for(tx, cast.sam)


def test_a_tick_taken_off_is_taken_back_but_not_their_own_word(tx, cast):
    attendance.apologies(tx, cast.sam, Said(), now=NOW)
    send(tx, cast.priya, tick_list(tx, cast.priya), came=ids(cast.jo, cast.rita), apologies=ids(cast.sam))
    reply = send(tx, cast.priya, tick_list(tx, cast.priya), came=ids(cast.rita))

    assert said_of(tx, cast) == {"Rita Ahmed": (Came.CAME, None), "Sam Okoye": (Came.APOLOGIES, None)}
    assert not stands(tx, cast.jo, Kind.CAME, THAT_DAY)
    assert "one person came and one sent apologies" in text(reply)
    again = send(tx, cast.priya, tick_list(tx, cast.priya), came=ids(cast.jo, cast.rita))
    assert "I can't note it for Jo Lewis" in text(again)


def test_two_who_tick_at_once_take_nothing_from_each_other(tx, cast):
    other = seat(tx, cast.priya.partnership.id, "Kim Hall", "Valley", role=Role.COORDINATOR)
    first, second = tick_list(tx, cast.priya), tick_list(tx, other)
    send(tx, cast.priya, first, came=ids(cast.jo))
    send(tx, other, second, came=ids(cast.rita))

    assert said_of(tx, cast) == {"Jo Lewis": (Came.CAME, None), "Rita Ahmed": (Came.CAME, None)}


def test_who_came_after_all_came(tx, cast):
    attendance.apologies(tx, cast.sam, Said(), now=NOW)
    form = tick_list(tx, cast.priya)
    send(tx, cast.priya, form, came=ids(cast.sam), apologies=ids(cast.sam))

    assert said_of(tx, cast) == {"Sam Okoye": (Came.CAME, None)}


def test_nobody_ticked_is_said_and_strange_ticks_are_none(tx, cast):
    form = tick_list(tx, cast.priya)

    assert list(send(tx, cast.priya, form).wrong) == ["came"]
    assert list(send(tx, cast.priya, form, came=("x", "", "99999", "²")).wrong) == []
    assert said_of(tx, cast) == {}


def test_names_can_be_typed(tx, cast):
    reply = tick_list(tx, cast.priya, "@Sam Okoye @Rita Ahmed")
    assert "two people came" in text(reply)
    assert "Paste your actions" in labels(reply)
    assert "four people came" in text(tick_list(tx, cast.priya, "1 Jo, Priya and Sam"))


def test_a_large_table_is_ticked_page_by_page(tx, cast, monkeypatch):
    monkeypatch.setattr(ticking, "PAGE", 3)
    first = tick_list(tx, cast.priya)
    reply = send(tx, cast.priya, first, came=ids(cast.jo))
    second = attendance.came(tx, cast.priya, press(reply, "The next page"), now=AFTER)

    assert isinstance(second.show, Form)
    assert [one.label for one in second.show.fields[0].options] == ["Sam Okoye, Ward 9 Trust"]
    assert "This is part 2 of 2 of the table." in text(second)
    last = send(tx, cast.priya, second, came=ids(cast.sam))
    assert "two people came" in text(last)
    assert "The next page" not in labels(last)


def test_another_tables_meeting_is_not_ticked_by_its_number(tx, cast):
    assert text(tick_list(tx, cast.oscar, "1")).startswith("No meeting has been yet.")
    assert text(attendance.came(tx, cast.oscar, Said(on=("1", "1")), now=AFTER)).startswith("No meeting has been yet.")


def test_it_goes_with_whoever_is_erased_and_what_they_noted_of_others_stays(tx, cast):
    send(tx, cast.priya, tick_list(tx, cast.priya), came=ids(cast.jo, cast.priya))
    assert held.held_on(tx, cast.jo).rows("meetings") == [
        {"meeting_number": 1, "kind": "came", "deputy": None, "on_day": THAT_DAY}
    ]
    held.forget(tx, cast.priya)

    assert said_of(tx, cast) == {"Jo Lewis": (Came.CAME, None)}
    assert [one.by for one in sign_storage.noted_for(tx, replace(cast.jo))] == []
