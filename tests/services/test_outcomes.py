"""What would be different, for whom: set, said anew, reached, no longer ours, taken back; and what the table is for."""

import pytest

from bot.domain.errors import NotAllowedError, UnknownOutcomeError, WordsTooLongError
from bot.domain.people import Role
from bot.messages.happened import Section
from bot.messages.parts import Form
from bot.messages.words import plain
from bot.services import glance, happened, my_data, outcomes
from bot.services.request import Said
from bot.storage import my_data as held
from bot.storage import outcomes as storage
from tests.support.committing import DAY, NOW, labels, seat, text, the_cast
from tests.support.saying import form_of, pressed, say, sent

NIGHTS = "fewer nights on a ward for want of a home, for people leaving hospital"
NHS = "943 476 5919"


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def set_one(tx, who, words=NIGHTS, *, now=NOW):
    return say(tx, who, f"/table outcome {words}", now=now)


def live(tx, who):
    return [one.text for one in storage.open_ones(tx, who.viewer)]


def observer(tx, cast):
    return seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)


def test_any_partner_sets_one_and_is_asked_which_way_is_better(tx, cast):
    reply = set_one(tx, cast.sam)

    assert text(reply).startswith(
        f"That's outcome 1 of this table: “{NIGHTS}”. When it's measured, which way is better?"
    )
    assert labels(reply) == ["More is better", "Fewer is better", "Take back"]
    assert [(one.kind, one.number) for one in reply.kept] == [("outcome", 1)]


def test_the_same_words_again_are_the_same_outcome(tx, cast):
    set_one(tx, cast.sam)
    reply = set_one(tx, cast.jo, f"{NIGHTS}.")

    assert text(reply).startswith("That's outcome 1 already")
    assert live(tx, cast.sam) == [NIGHTS]


def test_the_sixth_is_kept_and_remarked_on_kindly(tx, cast):
    replies = [set_one(tx, cast.sam, f"outcome of kind {letter}") for letter in "abcdef"]

    assert "A table can look after about five" not in text(replies[4])
    assert "That's six at once. A table can look after about five" in text(replies[5])
    assert len(live(tx, cast.sam)) == len(replies)


def test_said_bare_it_asks_with_a_form_that_says_not_to_name_anybody(tx, cast):
    form = say(tx, cast.sam, "/table outcome")
    reply = sent(tx, cast.sam, form, words=NIGHTS)

    assert isinstance(form.show, Form)
    assert "Please don't name the people you serve" in text(form)
    assert "That's outcome 1" in text(reply)


def test_a_number_alone_shows_the_outcome_that_has_it(tx, cast):
    set_one(tx, cast.sam)

    assert text(say(tx, cast.jo, "/table outcome 1")) == text(say(tx, cast.jo, "show outcome 1"))


def test_everybody_at_the_table_sees_it_and_nobody_else(tx, cast):
    set_one(tx, cast.sam)

    for other in (cast.sam, cast.jo, cast.priya, cast.rita, observer(tx, cast)):
        assert f"1. “{NIGHTS}” Not measured yet." in text(say(tx, other, "/table outcomes"))
    assert "leaving" not in text(say(tx, cast.oscar, "/table outcomes"))
    with pytest.raises(UnknownOutcomeError):
        say(tx, cast.oscar, "show outcome 1")


def test_an_observer_looks_and_adds_nothing(tx, cast):
    wendy = observer(tx, cast)
    set_one(tx, cast.sam)

    assert "Set an outcome" not in labels(say(tx, wendy, "/table outcomes"))
    assert labels(say(tx, wendy, "show outcome 1")) == []
    for line in ("/table outcome x", "/table measure 1 3", "for outcome 1, more is better", "/table try x"):
        with pytest.raises(NotAllowedError) as refused:
            say(tx, wendy, line)
        assert refused.value.given["right"] == "add"


def test_which_way_is_better_is_said_once_and_changed_by_whoever_set_it(tx, cast):
    reply = set_one(tx, cast.sam)
    said = pressed(tx, cast.rita, reply, "Fewer is better")
    again = pressed(tx, cast.rita, reply, "Fewer is better")

    assert text(said).startswith(f"Noted: of “{NIGHTS}”, fewer is better. How does it stand now?")
    assert text(again) == text(said)
    assert "As it stands" in text(pressed(tx, cast.rita, reply, "More is better"))
    with pytest.raises(NotAllowedError):
        say(tx, cast.rita, "for outcome 1, more is better")
    assert "more is better" in text(say(tx, cast.sam, "for outcome 1, more is better"))
    assert "As it stands" in text(say(tx, cast.sam, "for outcome 1, sideways"))


def test_whoever_set_it_says_it_anew_and_what_it_was_is_kept(tx, cast):
    set_one(tx, cast.sam)
    reply = say(tx, cast.sam, "change outcome 1 to no nights on a ward")
    story = text(say(tx, cast.rita, "show outcome 1"))

    assert text(reply).startswith(f"Outcome 1 is now “no nights on a ward”. It was “{NIGHTS}”.")
    assert f"Sam Okoye: said it anew; it was “{NIGHTS}”" in story
    with pytest.raises(NotAllowedError):
        say(tx, cast.rita, "change outcome 1 to something else")
    assert "It was" in text(say(tx, cast.priya, "change outcome 1 to fewer nights"))


def test_an_old_card_changes_nothing_newer(tx, cast):
    set_one(tx, cast.sam)
    card = say(tx, cast.sam, "show outcome 1")
    form = pressed(tx, cast.sam, card, "Change")
    say(tx, cast.sam, "change outcome 1 to no nights on a ward")

    assert "As it stands, outcome 1: “no nights on a ward”" in text(sent(tx, cast.sam, form, words="older"))
    assert live(tx, cast.sam) == ["no nights on a ward"]


@pytest.mark.parametrize(
    ("line", "label", "became"),
    [
        (
            "reached outcome 1, because nobody waits any more",
            "Reached…",
            "Reached, 24 November: “nobody waits",
        ),
        ("drop outcome 1 because it moved to the council", "No longer ours…", "No longer ours, 24 November: “it moved"),
    ],
)
def test_it_is_closed_with_why_and_opened_again(tx, cast, line, label, became):
    set_one(tx, cast.sam)
    form = pressed(tx, cast.sam, say(tx, cast.sam, "show outcome 1"), label)
    reply = say(tx, cast.sam, line)

    assert isinstance(form.show, Form)
    assert became in text(say(tx, cast.rita, "/table outcomes"))
    assert became in text(say(tx, cast.sam, line))
    assert live(tx, cast.sam) == []
    assert labels(say(tx, cast.rita, "show outcome 1")) == []
    assert text(pressed(tx, cast.sam, reply, "Open again")).startswith("Open again")
    assert "As it stands" in text(pressed(tx, cast.sam, reply, "Open again"))
    assert live(tx, cast.sam) == [NIGHTS]


def test_a_closing_form_asks_why_before_anything_is_closed(tx, cast):
    set_one(tx, cast.sam)
    form = pressed(tx, cast.sam, say(tx, cast.sam, "show outcome 1"), "Reached…")
    empty = sent(tx, cast.sam, form, words="")
    done = sent(tx, cast.sam, form, words="nobody waits")

    assert empty.wrong == {"words": "There was nothing to keep. Say it in a few words."}
    assert text(done).startswith(f"Reached: “{NIGHTS}”. Thank you to everybody who had a part in it.")


def test_only_whoever_set_it_or_convenes_closes_it_and_opens_it_again(tx, cast):
    set_one(tx, cast.sam)
    with pytest.raises(NotAllowedError):
        say(tx, cast.rita, "drop outcome 1 because I say so")
    say(tx, cast.priya, "drop outcome 1 because we agreed")
    with pytest.raises(NotAllowedError):
        say(tx, cast.rita, "reopen outcome 1")

    assert "Open again" in text(say(tx, cast.priya, "reopen outcome 1"))


def test_its_author_takes_it_back_everywhere_while_nobody_else_has_measured_it(tx, cast):
    reply = set_one(tx, cast.sam)
    say(tx, cast.sam, "/table measure 1 31")
    with pytest.raises(NotAllowedError):
        pressed(tx, cast.priya, reply, "Take back")
    gone = pressed(tx, cast.sam, reply, "Take back")

    assert text(gone).startswith("Taken back and deleted.")
    assert storage.every(tx, cast.sam.viewer) == []
    set_one(tx, cast.rita, "a shorter wait")
    say(tx, cast.priya, "/table measure 1 4 weeks")
    with pytest.raises(NotAllowedError):
        pressed(tx, cast.sam, reply, "Take back")
    assert "has been measured already" in text(say(tx, cast.rita, "take back outcome 1"))


def test_an_old_take_back_does_not_take_back_what_was_said_anew(tx, cast):
    reply = set_one(tx, cast.sam)
    say(tx, cast.sam, "change outcome 1 to no nights")

    assert "As it stands" in text(pressed(tx, cast.sam, reply, "Take back"))
    assert live(tx, cast.sam) == ["no nights"]


def test_details_of_people_are_asked_about_before_it_is_kept(tx, cast):
    asked = set_one(tx, cast.sam, f"a home for {NHS}")
    kept = pressed(tx, cast.sam, asked, "Keep it without")

    assert "That looks like an NHS number" in text(asked)
    assert NHS not in text(kept)
    form = say(tx, cast.sam, "change outcome 1")
    again = sent(tx, cast.sam, form, words=f"a home for {NHS}")
    assert "That looks like an NHS number" in text(again)
    assert "a home for" in text(sent(tx, cast.sam, again, words=f"a home for {NHS}", details="without"))


def test_words_of_danger_get_the_fixed_answer(tx, cast):
    assert "ring 999" in text(set_one(tx, cast.sam, "he says he will kill himself"))


def test_the_table_at_a_glance_leads_with_the_latest(tx, cast):
    assert outcomes.line(tx, cast.sam, now=NOW) is None
    set_one(tx, cast.sam)
    set_one(tx, cast.sam, "more homes")
    before = text(glance.show(tx, cast.rita, Said(), now=NOW))
    say(tx, cast.sam, "/table measure 2 12 homes")
    after = text(glance.show(tx, cast.rita, Said(), now=NOW))

    assert f"Is anyone better off? “{NIGHTS}”: Not measured yet. And one more outcome." in before
    assert "Is anyone better off? “more homes”: 12 homes now. And one more outcome." in after


def told(tx, who, *, since=NOW - DAY, until=NOW + DAY):
    return [(one.section, plain(one.said)) for one in happened.between(tx, who.viewer, since=since, until=until)]


def test_what_happened_says_what_was_set_measured_reached_and_given_up(tx, cast):
    set_one(tx, cast.sam, "a shorter wait")
    set_one(tx, cast.sam, "more homes")
    set_one(tx, cast.sam, "fewer forms")
    say(tx, cast.sam, "/table measure 1 9 weeks on 3 September", now=NOW)
    say(tx, cast.sam, "/table measure 1 4 weeks", now=NOW)
    say(tx, cast.sam, "reached outcome 2 because they stand")
    say(tx, cast.sam, "drop outcome 3 because of the new system")
    sentences = [said for section, said in told(tx, cast.rita) if section is Section.OUTCOME]

    assert sentences == [
        "What would be different: “a shorter wait”.",
        "Reached: “more homes”.",
        "No longer this table's: “fewer forms”.",
        "“a shorter wait”: 9 weeks in September, 4 weeks now. That's fewer.",
    ]
    assert told(tx, cast.oscar) == []
    assert told(tx, cast.rita, since=NOW + DAY, until=NOW + 2 * DAY) == []
    later = NOW + 3 * DAY
    say(tx, cast.sam, "reopen outcome 3")
    say(tx, cast.sam, "drop outcome 3 because of it", now=later)
    assert "fewer forms" not in str(told(tx, cast.rita, since=NOW - DAY, until=NOW + DAY))


def test_what_i_said_of_outcomes_is_in_my_data_and_goes_when_i_say(tx, cast):
    set_one(tx, cast.sam)
    say(tx, cast.sam, "/table measure 1 31 nights, the ward's own count")
    say(tx, cast.sam, "/table measure 1 people sleep at home")
    shown = text(my_data.show(tx, cast.sam, Said(), now=NOW))
    held.forget(tx, cast.sam)
    [one] = storage.open_ones(tx, cast.rita.viewer)
    [measure] = storage.measures(tx, cast.rita.viewer, [one])[one.id]

    assert NIGHTS in shown
    assert "the ward's own count" in shown
    assert (one.text, one.owner) == (NIGHTS, None)
    assert (measure.reading.value, measure.reading.words, measure.by) == (31.0, None, None)


def test_the_ambition_is_everybodys_to_see_and_a_coordinators_to_say(tx, cast):
    none = say(tx, cast.sam, "/table ambition")
    said = say(tx, cast.priya, "/table ambition so that nobody stays in hospital for want of a home")
    seen = say(tx, cast.sam, "what is it for?")

    assert text(none).startswith("Nobody has said yet for whom this table is here")
    assert labels(say(tx, cast.priya, "/table ambition")) == ["Change"]
    assert text(said).startswith("What this table is for is now: “so that nobody stays in hospital")
    assert "What this table is for: “so that nobody stays in hospital for want of a home”" in text(seen)
    assert labels(seen) == []
    with pytest.raises(NotAllowedError):
        say(tx, cast.sam, "change the ambition to riches")


def test_an_ambition_is_put_back_and_no_old_card_puts_back_something_newer(tx, cast):
    first = say(tx, cast.priya, "/table ambition first")
    second = say(tx, cast.priya, "/table ambition second")
    old = pressed(tx, cast.priya, first, "Undo")
    back = pressed(tx, cast.priya, second, "Undo")
    again = pressed(tx, cast.priya, second, "Undo")

    assert text(old).startswith("It stands as it is: “second”")
    assert text(back).startswith("What this table is for is now: “first”. It was: “second”.")
    assert text(again).startswith("It stands as it is: “first”")
    assert text(say(tx, cast.priya, "/table ambition first")).startswith("What this table is for: “first”")


def test_the_first_ambition_is_undone_to_none_and_nothing_more(tx, cast):
    assert text(say(tx, cast.priya, "put the ambition back")).startswith("There is nothing to put back.")
    reply = say(tx, cast.priya, "/table ambition first")

    assert "is now: not said. It was: “first”." in text(pressed(tx, cast.priya, reply, "Undo"))


def test_the_ambitions_form_starts_from_what_stands_and_says_what_is_too_long(tx, cast):
    say(tx, cast.priya, "/table ambition first")
    form = pressed(tx, cast.priya, say(tx, cast.priya, "/table ambition"), "Change")
    long = sent(tx, cast.priya, form, words="word " * 100)

    assert form_of(form).fields[0].value == "first"
    assert long.wrong == {"words": "That's longer than the 300 characters I can keep."}
    assert "is now: “second”" in text(sent(tx, cast.priya, form, words="second"))
    with pytest.raises(WordsTooLongError):
        say(tx, cast.priya, f"/table ambition {'word ' * 100}")


def test_an_ambition_with_details_in_it_waits_for_an_answer(tx, cast):
    asked = say(tx, cast.priya, f"/table ambition a home for {NHS}")

    assert "That looks like an NHS number" in text(asked)
    assert "a home for" in text(pressed(tx, cast.priya, asked, "Keep it without"))
    assert isinstance(pressed(tx, cast.priya, say(tx, cast.priya, f"/table ambition x {NHS}"), "Change").show, Form)
    gone = pressed(tx, cast.priya, asked, "Keep it without")
    assert "aren't waiting any more" in text(gone)
