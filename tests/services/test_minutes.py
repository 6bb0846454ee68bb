"""What was agreed at a meeting: pasted, seen line by line, and asked once; nobody is committed by anybody else."""

from dataclasses import replace

import pytest

from bot.domain.actions import MOST_LINES
from bot.domain.commitments import SeenBy, State
from bot.domain.errors import TooManyLinesError
from bot.domain.people import Role
from bot.services import actions, meetings
from bot.services.request import Said
from bot.storage import attendance, commitments, outbox
from bot.storage import meetings as meeting_storage
from tests.support.committing import DAY, NOW, button, fields, labels, press, seat, submit, text, the_cast, words

NHS = "943 476 5919"
AFTER = NOW + 3 * DAY
PASTED = "Sam: share the void list by Friday\n- @Rita Ahmed send rota\nPriya to ring the ward\nBob: draw"


@pytest.fixture
def cast(tx):
    found = the_cast(tx)
    meetings.set_one(tx, found.priya, words("Thursday 2pm"), now=NOW)
    return found


def paste(tx, asker, said=PASTED):
    return actions.paste(tx, asker, words(said), now=AFTER)


def ask(tx, asker, card):
    return actions.ask(tx, asker, press(card, "Ask them"), now=AFTER)


def asked_of(tx, who):
    return [one.text for one in commitments.waiting_for(tx, who)]


def test_each_line_is_shown_with_whom_it_goes_to_and_nothing_is_asked(tx, cast):
    card = paste(tx, cast.priya)

    assert text(card).startswith("Three lines are clear. Nothing has been asked yet.")
    assert "Sam Okoye: “share the void list by Friday”" in text(card)
    assert "You: “ring the ward” yours to keep" in text(card)
    assert "To look at again - “Bob: draw” I can't tell whose it is." in text(card)
    assert labels(card) == ["Ask them", "Change"]
    assert asked_of(tx, cast.sam) == []


def test_asked_each_owner_has_it_and_ones_own_is_ones_own(tx, cast):
    reply = ask(tx, cast.priya, paste(tx, cast.priya))

    assert "Sam Okoye: “share the void list” by Friday" in text(reply)
    assert "One line is left to look at again." in text(reply)
    assert (asked_of(tx, cast.sam), asked_of(tx, cast.rita)) == (["share the void list"], ["send rota"])
    assert [one.text for one in commitments.open_of(tx, cast.priya.viewer, cast.priya.id)] == ["ring the ward"]
    last = meeting_storage.last_one(tx, cast.priya.viewer, AFTER)
    assert last
    assert attendance.promised(tx, cast.priya.viewer, last) == {"asked": 2, "open": 1}
    form = actions.paste(tx, cast.priya, press(reply, "Change"), now=AFTER)
    assert fields(form)["words"] == "Bob: draw"


def test_what_is_minuted_for_every_week_comes_every_week(tx, cast):
    card = paste(tx, cast.priya, "Sam: share the void list every Friday\nPriya: ring the ward every month on the 5th")
    assert "“share the void list” every week, next by Friday" in text(ask(tx, cast.priya, card))

    [one] = commitments.waiting_for(tx, cast.sam)
    [mine] = commitments.open_of(tx, cast.priya.viewer, cast.priya.id)
    assert (one.text, one.repeats) == ("share the void list", "weekly")
    assert (mine.text, mine.repeats) == ("ring the ward", "monthly")


def test_pressed_twice_or_pasted_twice_it_is_asked_once(tx, cast):
    card = paste(tx, cast.priya)
    ask(tx, cast.priya, card)
    assert text(ask(tx, cast.priya, card)).startswith("Those lines have been asked already")
    ask(tx, cast.priya, paste(tx, cast.priya))
    ask(tx, cast.jo, paste(tx, cast.jo, "Sam: share the void list by Friday"))

    assert asked_of(tx, cast.sam) == ["share the void list"]


def test_what_is_kept_to_an_organisation_since_is_not_told_by_pasting_it_again(tx, cast):
    ask(tx, cast.priya, paste(tx, cast.priya, "Sam: share the void list by Friday"))
    [one] = commitments.waiting_for(tx, cast.sam)
    commitments.save(tx, replace(one, state=State.OPEN, seen_by=SeenBy.ORGANISATION))

    reply = ask(tx, cast.rita, paste(tx, cast.rita, "Sam: share the void list by Friday"))
    assert text(reply) == "Nothing was asked. - Sam Okoye: not asked. It was asked before."


def test_a_draft_that_is_gone_is_pasted_anew(tx, cast):
    assert "Ask them" not in labels(actions.paste(tx, cast.priya, Said(on=("draft", "9", "as it is")), now=AFTER))


def test_typed_it_asks_what_was_pasted_last(tx, cast):
    paste(tx, cast.priya)
    actions.ask(tx, cast.priya, Said(), now=AFTER)
    assert asked_of(tx, cast.sam) == ["share the void list"]
    reply = actions.ask(tx, cast.priya, Said(), now=AFTER)
    assert text(reply).startswith("I can't tell yet whose these are.")
    assert text(actions.ask(tx, cast.rita, Said(), now=AFTER)).startswith("Those lines have been asked already")


def test_of_several_by_one_name_one_is_picked(tx, cast):
    card = paste(tx, cast.rita, "Ward 9 Trust: share the list\nPriya: ring")
    picked = actions.pick(tx, cast.rita, press(card, "Jo Lewis, Ward 9 Trust"), now=AFTER)

    assert text(picked).startswith("Two lines are clear.")
    assert text(actions.pick(tx, cast.rita, press(card, "Jo Lewis, Ward 9 Trust"), now=AFTER)).startswith("Those lines")
    ask(tx, cast.rita, picked)
    assert (asked_of(tx, cast.jo), asked_of(tx, cast.sam)) == (["share the list"], [])


@pytest.mark.parametrize("more", [("0", "99"), ("7", "2"), ("x", "2"), ("0",), ()])
def test_what_is_no_choice_picks_nobody(tx, cast, more):
    card = paste(tx, cast.rita, "Ward 9 Trust: share the list")
    act = button(card, "Jo Lewis, Ward 9 Trust").act

    reply = actions.pick(tx, cast.rita, Said(on=(act.on[0], *more), seen=act.seen), now=AFTER)
    assert text(reply).startswith("Those lines")


def test_who_is_here_to_listen_is_asked_nothing(tx, cast):
    seat(tx, cast.priya.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)
    card = paste(tx, cast.priya, "Wendy: share the list\nSam:")

    assert "They're at this table to listen" in text(card)
    assert "It says who, and not what." in text(card)
    assert labels(card) == ["Change"]


def test_a_line_whose_day_has_gone_is_left(tx, cast):
    reply = ask(tx, cast.priya, paste(tx, cast.priya, "Sam: ring by 3 March 2020\nRita: by Friday"))

    assert text(reply).startswith("Nothing was asked.")
    assert "Sam Okoye: not asked. That day has gone." in text(reply)
    assert "Two lines are left" in text(reply)


def test_the_form_holds_so_many_lines_and_says_so(tx, cast):
    form = actions.paste(tx, cast.priya, Said(), now=AFTER)
    many = "\n".join(["Sam: ring"] * (MOST_LINES + 1))

    assert list(actions.paste(tx, cast.priya, submit(form, words=""), now=AFTER).wrong) == ["words"]
    too_many = actions.paste(tx, cast.priya, submit(form, words=many), now=AFTER)
    assert "30 lines" in too_many.wrong["words"]
    assert fields(too_many)["words"] == many
    with pytest.raises(TooManyLinesError):
        paste(tx, cast.priya, many)
    assert text(actions.paste(tx, cast.priya, submit(form, words="Sam: ring"), now=AFTER)).startswith(
        "One line is clear"
    )


def test_details_are_asked_about_over_the_whole(tx, cast):
    question = paste(tx, cast.priya, f"Sam: ring {NHS}\nRita: send rota")
    assert "Ask them" not in labels(question)
    without = next(one for one in labels(question) if "without" in one.casefold())
    card = actions.paste(tx, cast.priya, press(question, without), now=AFTER)
    assert NHS not in text(card)
    assert text(card).startswith("Two lines are clear")


def test_words_of_danger_get_their_answer_first(tx, cast):
    assert "999" in text(paste(tx, cast.priya, "Sam: ring, he wants to kill himself"))


def test_a_table_that_never_met_can_paste_too(tx, cast):
    ask(tx, cast.oscar, paste(tx, cast.oscar, "Oscar: draw a map"))

    assert [one.state for one in commitments.open_of(tx, cast.oscar.viewer, cast.oscar.id)] == [State.OPEN]


def test_each_who_is_asked_hears_of_it_once(tx, cast):
    ask(tx, cast.priya, paste(tx, cast.priya, "Sam: share the list"))

    assert outbox.riding(tx, cast.sam.person.id, "offer", route="web", now=AFTER + 5 * DAY)
