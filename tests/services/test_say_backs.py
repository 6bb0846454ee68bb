"""Saying back: another's view in one's own words, between the two; they say whether one got it."""

import pytest

from bot.domain.errors import NotAllowedError, UnknownPersonError
from bot.domain.people import Role
from bot.messages import plain as plain_cards
from bot.messages.parts import Form
from bot.messages.words import plain
from bot.services import my_data, offered, say_backs, views
from bot.services.request import Reply, Said
from bot.storage import exchanges, tables
from bot.storage import my_data as held
from bot.storage import say_backs as storage
from tests.support import saying
from tests.support.committing import NOW, fields, labels, press, seat, submit, text, the_cast, words
from tests.support.scene import a_table_of_five, at

VIEW = "we ring eleven numbers"
HEARD = "you spend the day on the telephone"


@pytest.fixture
def cast(tx):
    made = the_cast(tx)
    views.give(tx, made.sam, words(VIEW), now=NOW)
    return made


def back(tx, asker, said=f"@Sam Okoye {HEARD}"):
    return say_backs.back(tx, asker, words(said), now=NOW)


def offers(tx):
    return [tuple(row) for row in tx.exec_driver_sql("SELECT person_id, period FROM outbox WHERE kind = 'offer'")]


def card(tx, receiver, number=1):
    shown = say_backs.offered(tx, receiver, str(number), now=NOW)
    return Reply(show=shown) if shown else None


def lines(tx, who):
    return [plain(item.text) for item in offered.items(tx, who, now=NOW)]


def answer(tx, service, who, said="", now=NOW):
    return service(tx, who, words(said), now=now)


def listed(tx, who):
    return say_backs.list_all(tx, who, words(""), now=NOW)


def test_it_is_asked_of_whoever_gave_the_view_and_shown_to_nobody_else(tx, cast):
    reply = back(tx, cast.rita)

    assert text(reply).startswith(
        f"I'll ask Sam whether you got it: “{HEARD}”. Their answer comes in your weekly note."
    )
    assert offers(tx) == [(cast.sam.person.id, "say_back:1")]
    assert text(card(tx, cast.sam)).startswith(
        f"Hello Sam. At Home from hospital Rita says back what you said: “{HEARD}”. Did they get it?"
    )
    assert labels(card(tx, cast.sam)) == ["Yes, that's it", "Nearly: …", "Not quite"]
    assert lines(tx, cast.sam) == [f"Rita says back what you said: “{HEARD}”. Did they get it?"]
    assert offered.whose(tx, cast.priya.viewer) == {cast.sam.id}
    for other in (cast.jo, cast.priya, cast.oscar):
        assert HEARD not in text(listed(tx, other))
        assert lines(tx, other) == []
        assert card(tx, other) is None


def test_the_form_has_their_view_above_one_box(tx, cast):
    form = say_backs.back(
        tx, cast.rita, press(views.list_all(tx, cast.rita, words(""), now=NOW), "Say it back"), now=NOW
    )
    empty = say_backs.back(tx, cast.rita, submit(form, words=""), now=NOW)
    sent = say_backs.back(tx, cast.rita, submit(form, words=HEARD), now=NOW)

    assert f"Sam says: “{VIEW}”" in text(form)
    assert fields(form) == {"words": ""}
    assert list(empty.wrong) == ["words"]
    assert "I'll ask Sam" in text(sent)


def test_a_form_about_an_older_view_comes_back_with_the_newer_one(tx, cast):
    form = back(tx, cast.rita, "@Sam Okoye")
    views.give(tx, cast.sam, words("we ring nine now"), now=NOW)
    reply = say_backs.back(tx, cast.rita, submit(form, words=HEARD), now=NOW)

    assert text(reply).index("Sam has said it differently since.") < text(reply).index("“we ring nine now”")
    assert fields(reply) == {"words": HEARD}
    assert storage.between(tx, cast.rita) == []


def test_said_bare_it_shows_the_views_there_are(tx, cast):
    assert VIEW in text(back(tx, cast.rita, ""))


def test_ones_own_view_is_not_said_back(tx, cast):
    assert "That's your own view." in text(back(tx, cast.sam))


def test_of_somebody_without_a_view_nothing_is_held_against_them(tx, cast):
    assert text(back(tx, cast.rita, "@Jo Lewis you wait")).startswith("There's no view of Jo's to say back just now.")


def test_of_somebody_who_has_left_nobody_could_say(tx, cast):
    tables.leave(tx, cast.sam, on=NOW.date())
    reply = say_backs.back(tx, cast.rita, Said(on=(str(cast.sam.id),)), now=NOW)

    assert "Sam isn't at this table any more" in text(reply)


def test_who_is_meant_must_be_one_at_the_table(tx, cast):
    seat(tx, cast.sam.partnership.id, "Sam Ola", "Elm")
    for who, said in ((cast.rita, "@Nobody Here you wait"), (cast.rita, "@Sam Okoye @Jo Lewis you wait")):
        with pytest.raises(UnknownPersonError):
            back(tx, who, said)
    with pytest.raises(UnknownPersonError):
        say_backs.back(tx, cast.oscar, Said(on=(str(cast.sam.id),)), now=NOW)


def test_whoever_only_looks_on_has_no_way_to_it(tx, cast):
    wendy = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)

    assert "Say it back" not in labels(views.list_all(tx, wendy, words(""), now=NOW))
    with pytest.raises(NotAllowedError):
        saying.say(tx, wendy, "/table say back @Sam Okoye you ring eleven numbers")


def test_the_same_words_again_are_asked_once_and_others_take_their_place(tx, cast):
    back(tx, cast.rita)
    back(tx, cast.rita)
    assert offers(tx) == [(cast.sam.person.id, "say_back:1")]
    old = card(tx, cast.sam)

    back(tx, cast.rita, "@Sam Okoye you ring and ring")
    gone = say_backs.yes(tx, cast.sam, press(old, "Yes, that's it"), now=NOW)

    assert [one.text for one in storage.waiting(tx, cast.sam)] == ["you ring and ring"]
    assert "That isn't waiting for an answer any more" in text(gone)


@pytest.mark.parametrize(
    ("service", "label", "told", "heard"),
    [
        (say_backs.yes, "Yes, that's it", "Rita will see that they got it.", "That's it: you got what they said."),
        (
            say_backs.not_quite,
            "Not quite",
            "Rita will see that it isn't quite that.",
            "Not quite: it may be worth a talk.",
        ),
    ],
)
def test_the_answer_is_there_for_whoever_listened_until_they_have_seen_it(tx, cast, service, label, told, heard):
    back(tx, cast.rita)
    pressed = press(card(tx, cast.sam), label)
    reply, again = (service(tx, cast.sam, pressed, now=NOW) for _ in range(2))

    assert told in text(reply)
    assert text(again) == text(reply)
    assert card(tx, cast.sam) is None
    assert lines(tx, cast.sam) == []
    assert lines(tx, cast.rita) == [f"Sam thanks you for listening. {heard}"]
    assert offered.whose(tx, cast.priya.viewer) == frozenset()
    assert heard in text(listed(tx, cast.rita))
    assert lines(tx, cast.rita) == []


def test_nearly_puts_their_own_words_beside_those_that_were_heard(tx, cast):
    back(tx, cast.rita)
    form = say_backs.mend(tx, cast.sam, press(card(tx, cast.sam), "Nearly: …"), now=NOW)
    empty = say_backs.mend(tx, cast.sam, submit(form, words=""), now=NOW)
    reply = say_backs.mend(tx, cast.sam, submit(form, words="and nobody answers"), now=NOW)

    assert fields(form) == {"words": HEARD}
    assert list(empty.wrong) == ["words"]
    assert "Rita will see how you'd put it, beside their words." in text(reply)
    assert "Sam thanks you for listening. Nearly: “and nobody answers”" in text(listed(tx, cast.rita))
    assert f"Rita said back to you: “{HEARD}” You said nearly: “and nobody answers”" in text(listed(tx, cast.sam))


def test_an_answer_may_change_and_is_new_again(tx, cast):
    back(tx, cast.rita)
    answer(tx, say_backs.yes, cast.sam)
    listed(tx, cast.rita)
    answer(tx, say_backs.not_quite, cast.sam, "1")

    assert len(lines(tx, cast.rita)) == 1
    assert "You said not quite." in text(listed(tx, cast.sam))


def test_typed_without_a_number_the_one_that_waits_longest_is_meant(tx, cast):
    back(tx, cast.rita)
    back(tx, cast.priya, "@Sam Okoye you are busy")
    answer(tx, say_backs.yes, cast.sam)
    say_backs.mend(tx, cast.sam, words("2 very busy"), now=NOW)

    assert [(one.number, one.state.value, one.mended) for one in storage.between(tx, cast.sam)] == [
        (1, "yes", None),
        (2, "nearly", "very busy"),
    ]


@pytest.mark.parametrize("service", [say_backs.yes, say_backs.not_quite, say_backs.mend])
def test_nobody_answers_for_another(tx, cast, service):
    back(tx, cast.rita)

    for other in (cast.rita, cast.jo, cast.oscar):
        assert "That isn't waiting for an answer any more" in text(answer(tx, service, other, "1 it is so"))
    assert "That isn't waiting" in text(answer(tx, service, cast.jo))


def test_details_of_people_served_are_asked_about_first_either_way(tx, cast):
    question = back(tx, cast.rita, "@Sam Okoye you ring 943 476 5919")
    assert "That looks like an NHS number." in text(question)
    changing = say_backs.back(tx, cast.rita, press(question, "Change"), now=NOW)
    assert isinstance(changing.show, Form)
    assert fields(changing)["words"] == "you ring 943 476 5919"
    assert "aren't waiting" in text(say_backs.back(tx, cast.rita, press(question, "Keep it without"), now=NOW))
    question = back(tx, cast.rita, "@Sam Okoye you ring 943 476 5919")
    say_backs.back(tx, cast.rita, press(question, "Keep it without"), now=NOW)
    assert [one.text for one in storage.waiting(tx, cast.sam)] == ["you ring …"]

    question = say_backs.mend(tx, cast.sam, words("1 we ring 943 476 5919"), now=NOW)
    say_backs.mend(tx, cast.sam, press(question, "Keep it without"), now=NOW)

    assert [one.mended for one in storage.between(tx, cast.sam)] == ["we ring …"]
    assert "aren't waiting" in text(say_backs.mend(tx, cast.sam, press(question, "Keep it without"), now=NOW))


def test_the_forms_ask_about_them_in_their_place(tx, cast):
    form = back(tx, cast.rita, "@Sam Okoye")
    question = say_backs.back(tx, cast.rita, submit(form, words="you ring 943 476 5919"), now=NOW)
    assert "That looks like an NHS number." in text(question)
    back(tx, cast.rita)
    form = say_backs.mend(tx, cast.sam, words("1"), now=NOW)
    question = say_backs.mend(tx, cast.sam, submit(form, words="we ring 943 476 5919"), now=NOW)

    assert "That looks like an NHS number." in text(question)


def test_words_about_danger_get_the_fixed_answer_first(tx, cast):
    assert text(back(tx, cast.rita, "@Sam Okoye he wants to die")).startswith("Nobody watches this chat")
    assert text(say_backs.mend(tx, cast.sam, words("1 he wants to die"), now=NOW)).startswith(
        "Nobody watches this chat"
    )


def test_whoever_said_it_back_takes_it_back(tx, cast):
    reply = back(tx, cast.rita)
    other = say_backs.take_back(tx, cast.sam, words("1"), now=NOW)
    taken = say_backs.take_back(tx, cast.rita, press(reply, "Take it back"), now=NOW)
    again = say_backs.take_back(tx, cast.rita, press(reply, "Take it back"), now=NOW)

    assert "That isn't waiting" in text(other)
    assert text(taken).startswith("Taken back and deleted.")
    assert "That isn't waiting" in text(again)
    assert storage.between(tx, cast.sam) == []


def test_a_view_taken_back_takes_with_it_what_was_said_back_of_it_also_from_pages(tx, cast, monkeypatch):
    back(tx, cast.rita)
    say_backs.mend(tx, cast.sam, words("1 and nobody answers"), now=NOW)
    back(tx, cast.sam, "@Sam Okoye")
    views.give(tx, cast.rita, words("nobody told me"), now=NOW)
    back(tx, cast.sam, "@Rita Ahmed nobody told you")
    taken = []
    monkeypatch.setattr(exchanges, "take_out", lambda _tx, _table, ways, **_more: taken.extend(ways))
    views.withdraw(tx, cast.sam, words(""), now=NOW)

    assert {VIEW, HEARD, "and nobody answers"} <= set(taken)
    assert "nobody told you" not in taken
    assert [one.text for one in storage.between(tx, cast.rita)] == ["nobody told you"]


def test_it_is_in_what_is_held_on_both_and_goes_with_either(tx, cast):
    back(tx, cast.rita)
    say_backs.mend(tx, cast.sam, words("1 and nobody answers"), now=NOW)

    assert f"What you said back of others' views - “{HEARD}”" in text(my_data.show(tx, cast.rita, words(""), now=NOW))
    assert "How you would put what others said back - “and nobody answers”" in text(
        my_data.show(tx, cast.sam, words(""), now=NOW)
    )
    held.forget(tx, cast.sam)
    assert storage.between(tx, cast.rita) == []


def test_nothing_was_said_back_yet(tx, cast):
    assert "Nothing has been said back yet" in text(listed(tx, cast.jo))


def test_what_waits_is_said_so_on_both_sides(tx, cast):
    back(tx, cast.rita)

    assert f"You said back to Sam: “{HEARD}” No answer yet." in text(listed(tx, cast.rita))
    assert f"Rita said back to you: “{HEARD}” Did they get it?" in text(listed(tx, cast.sam))


def test_it_is_numbered_and_answered_alike_on_every_database(both):
    cast = the_cast(both)
    views.give(both, cast.sam, words(VIEW), now=NOW)
    back(both, cast.rita)
    back(both, cast.priya)
    answer(both, say_backs.yes, cast.sam, "1")
    assert [one.number for one in storage.untold(both, cast.rita)] == [1]
    storage.look(both, cast.rita, now=NOW)
    assert storage.untold(both, cast.rita) == []

    assert [(one.number, one.state.value, bool(one.seen_at)) for one in storage.between(both, cast.sam)] == [
        (1, "yes", True),
        (2, "waiting", False),
    ]
    assert storage.whose_word(both, cast.priya.viewer) == {cast.sam.id}


async def test_a_note_tells_the_answer_once_and_it_waits_to_be_looked_at_until_then(store):
    scene = await a_table_of_five(store)
    await scene.say("sam", f"/table view {VIEW}", now=at(1))
    await scene.say("jo", f"/table say back @Sam Okoye {HEARD}", now=at(2))
    await scene.say("sam", "they got it", now=at(3))
    told = []
    for day in range(4, 26):
        await scene.say("jo", "/commit draw a map by tomorrow", now=at(day, 8))
        told += [line.row.card for line in await scene.tick(at(day)) if line.row.kind == "note" and "jo" in line.row.to]
    notes = ["you got what they said" in plain_cards.written(plain_cards.read(one)) for one in told if one]

    assert notes == [True, *[False] * (len(notes) - 1)]
    assert len(notes) > 1
    assert "you got what they said" in text(await scene.say("jo", "/table catch me up", now=at(26)))
    await scene.say("jo", "/table said back", now=at(26))
    assert "you got what they said" not in text(await scene.say("jo", "/table catch me up", now=at(27)))
