"""A table begun in chat, and what whoever began it is asked next."""

from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.errors import EmptyWordsError, TakenNameError, WordsTooLongError
from bot.domain.people import Identity, Place
from bot.messages.parts import Form
from bot.services import beginning, chairs, glance, tables, views, worths
from bot.services.request import Answers, Request, Said, Words
from bot.services.tables import Beginning, Newcomer
from bot.storage import people
from bot.storage import tables as kept
from tests.support.committing import NOW, button, fields, labels, submit, text, the_cast, words
from tests.support.scene import at, said

NHS = "943 476 5919"
THREE = {"name": "Warm homes", "ambition": "so that nobody is cold", "meets": "14"}


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def begin(tx, asker, said):
    """`/table new`, said on the asker's own page."""
    who = Identity(platform="web", tenant="", user=str(asker.person.id))
    kept.add_identity(tx, asker.person.id, platform="web", tenant="", user=who.user, now=NOW)
    place = Place(platform="web", tenant="", conversation="home", private=True)
    request = Request(key="", said_at=NOW, who=who, place=place, said=Words(text="/table new"), door="page")
    return beginning.begin(tx, request, said, now=NOW)


def new(tx, asker, **given):
    return begin(tx, asker, submit(begin(tx, asker, words("")), **{**THREE, **given}))


def hers(tx, asker):
    """The asker's tables but the first."""
    return people.seats_of(tx, asker.person.id)[1:]


def test_it_asks_three_questions_with_the_name_that_was_typed(tx, cast):
    form = begin(tx, cast.sam, words("Warm homes"))

    assert fields(form) == {"name": "Warm homes", "ambition": "", "meets": ""}
    assert "Every week / Every two weeks / Every month / Less often, or not yet" in text(form)


def test_whoever_begins_it_convenes_it_for_their_organisation_as_the_same_person(tx, cast):
    reply = new(tx, cast.sam)
    [begun] = hers(tx, cast.sam)

    assert text(reply).startswith(
        "Warm homes is open. Nobody has been messaged. Here's a note you could post in your own words."
    )
    assert "It'll write to each of you once, privately" in text(reply)
    assert labels(reply) == ["Edit and post", "Invite by e-mail", "Not yet"]
    assert (begun.convenes, begun.organisation, begun.person) == (True, cast.sam.organisation, cast.sam.person)
    here = begun.partnership
    assert (here.slug, here.name, here.ambition, here.meets_every) == (
        "warm-homes",
        "Warm homes",
        "so that nobody is cold",
        14,
    )
    assert (here.zone, here.country) == ("Europe/London", "GB-ENG")


def test_somebody_in_their_own_right_begins_one_in_their_own_right(tx, cast):
    new(tx, cast.rita)

    [begun] = hers(tx, cast.rita)
    assert begun.organisation is None


@pytest.mark.parametrize(("meets", "days"), [("7", 7), ("30", 30), ("0", None), ("", None), ("8", None), ("x", None)])
def test_how_often_they_meet_is_kept_in_days(tx, cast, meets, days):
    new(tx, cast.sam, meets=meets)

    assert hers(tx, cast.sam)[0].partnership.meets_every == days


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "x" * 101}, ["name"]),
        ({"ambition": "y" * 301}, ["ambition"]),
        ({"name": "z" * 5000, "ambition": "y" * 5000}, ["name", "ambition"]),
    ],
)
def test_a_form_with_a_fault_stays_open_as_it_was(tx, cast, given, wrong):
    reply = new(tx, cast.sam, **given)

    assert list(reply.wrong) == wrong
    assert fields(reply) == {**THREE, **given}
    assert hers(tx, cast.sam) == []


def test_pressed_twice_it_is_begun_once(tx, cast):
    assert new(tx, cast.sam) == new(tx, cast.sam)
    assert len(hers(tx, cast.sam)) == 1


def test_nobody_learns_that_another_table_has_their_name(tx, cast):
    new(tx, cast.sam)
    reply = new(tx, cast.oscar)

    assert "Warm homes is open." in text(reply)
    assert [one.partnership.slug for one in hers(tx, cast.oscar)] == ["warm-homes-2"]


def test_there_is_an_end_to_namesakes(tx, cast, monkeypatch):
    monkeypatch.setattr(beginning, "MOST_NAMESAKES", 3)
    new(tx, cast.sam)
    new(tx, cast.jo)

    with pytest.raises(TakenNameError):
        new(tx, cast.rita)


def test_details_of_people_served_are_asked_about_in_the_form(tx, cast):
    question = new(tx, cast.sam, ambition=f"so that {NHS} goes home")
    assert "That looks like an NHS number." in text(question)
    assert hers(tx, cast.sam) == []
    begin(tx, cast.sam, submit(question, details="without"))

    assert hers(tx, cast.sam)[0].partnership.ambition == "so that … goes home"


def test_they_can_be_kept_as_they_are(tx, cast):
    question = new(tx, cast.sam, name=f"Home for {NHS}")
    begin(tx, cast.sam, submit(question, details="as-it-is"))

    assert hers(tx, cast.sam)[0].partnership.name == f"Home for {NHS}"


def test_a_note_is_made_ones_own_and_kept_nowhere(tx, cast):
    form = beginning.note(tx, cast.priya, words(""), now=NOW)
    ready = beginning.note(tx, cast.priya, submit(form, words="Come and see, <b>all</b>"), now=NOW)

    assert fields(form)["words"].endswith("You can say no and still be at the table. – Priya")
    assert text(ready).startswith(
        "Here it is, to copy and post where you all talk, under your own name. “Come and see, <b>all</b>”"
    )
    assert ready.kept == ()


@pytest.mark.parametrize(("given", "stands"), [("", "I've asked Convenor"), ("x" * 5000, "x" * 5000)])
def test_a_note_that_is_none_or_too_long_is_asked_for_again(tx, cast, given, stands):
    form = beginning.note(tx, cast.priya, words(""), now=NOW)
    reply = beginning.note(tx, cast.priya, submit(form, words=given), now=NOW)

    assert list(reply.wrong) == ["words"]
    assert fields(reply)["words"].startswith(stands)


def asked(reply):
    """What is asked at the end of a card."""
    return text(reply).partition("Take back: take back my view ")[2]


def test_she_is_asked_her_own_view_then_what_it_is_worth_then_who_is_missing_then_shown_the_table(tx, cast):
    note = beginning.note(tx, cast.priya, Said(values={"words": "Come"}), now=NOW)
    assert "One question, whenever suits: what does this look like from where you sit?" in text(note)
    given = views.give(tx, cast.priya, words("nobody owns the list"), now=NOW)
    assert asked(given).startswith("What would make this worth your organisation's while?")
    worth = worths.give(tx, cast.priya, words("beds were freed"), now=NOW)
    assert "Who should be here and isn't? A role will do: “a GP”" in text(worth)
    assert "/commit" not in text(given) + text(worth)
    missing = chairs.missing(tx, cast.priya, words("a GP"), now=NOW)

    assert "a GP is missing here" in text(missing)
    assert labels(missing)[-1] == "Show the table"
    assert "Two who convene, from different organisations, carry it more lightly than one." in text(missing)


def test_not_sure_yet_leads_on_to_who_is_missing(tx, cast):
    unsure = views.unsure(tx, cast.priya, words(""), now=NOW)

    assert text(unsure).startswith("That's fine, and there's no hurry.")
    assert "Who should be here and isn't?" in text(unsure)


def test_a_partner_is_not_led_on(tx, cast):
    unsure = views.unsure(tx, cast.sam, words(""), now=NOW)
    missing = chairs.missing(tx, cast.sam, words("a GP"), now=NOW)

    assert "type /commit and say it plainly" in text(unsure)
    assert labels(unsure) == ["Show me what others said", "Answer", "Ask me something else"]
    assert labels(missing) == ["Take it off"]


def test_nobody_is_led_by_the_hand_for_longer_than_a_fortnight(tx, cast):
    late = NOW + timedelta(days=15)

    views.give(tx, cast.priya, words("nobody owns it"), now=late)

    assert labels(worths.give(tx, cast.priya, words("beds were freed"), now=late)) == ["Change", "Take back"]


async def test_the_cards_of_a_new_table_are_pressed_at_it_wherever_they_stand(scene):
    """The old table's conversation shows the new one's card."""
    act = Act(name="table.new")
    opened = await scene.heard("priya", Answers(act=act, values=THREE), now=at(0), slug="home")
    edit = button(opened, "Edit and post").act
    form = (await scene.heard("priya", edit, now=at(0), slug="home")).show
    question = await scene.heard("priya", button(opened, "Not yet").act, now=at(0), slug="home")
    answer = (await scene.heard("priya", button(question, "Answer").act, now=at(0), slug="home")).show
    assert isinstance(form, Form)
    assert isinstance(answer, Form)
    await scene.heard("priya", Answers(act=answer.act, values={"words": "it is cold"}), now=at(0), slug="home")

    assert {edit.table, form.act.table, answer.act.table} == {"warm-homes"}
    assert "it is cold" in said(await scene.say("priya", "/table views", slug="warm-homes"))
    assert "it is cold" not in said(await scene.say("priya", "/table views", slug="home"))


async def test_a_card_of_somebody_elses_table_opens_nothing(scene):
    await scene.store.run(
        beginning.begin_named,
        Beginning(name="Warm homes"),
        Newcomer(name="Olive Watts", email="olive@warm.example"),
        now=at(0),
    )
    for name in ("table.show", "view.list", "table.who", "table.note"):
        reply = await scene.heard("sam", Act(name=name).at("warm-homes"), now=at(0), slug="home")

        assert "You don't sit at a table called warm-homes" in said(reply)


async def test_whoever_sits_at_two_tables_answers_at_the_one_that_wrote(scene):
    begun = await scene.store.run(
        beginning.begin_named,
        Beginning(name="Warm homes"),
        Newcomer(name="Olive Watts", email="olive@warm.example"),
        now=at(0),
    )
    sam = Newcomer(name="Sam Okoye", email="sam@home.example")
    await scene.store.run(tables.join, begun.partnership.id, sam, today=at(0).date(), now=at(0))
    lines = await scene.tick(at(1))
    [welcome] = [line for line in lines if line.row.kind == "welcome"]
    yes = Act(name="consent.yes", on=("1",)).at("warm-homes")

    assert "@warm-homes" in welcome.row.card
    assert "what does this look like from where you sit?" in said(await scene.heard("sam", yes, now=at(1)))


def test_the_table_at_a_glance_takes_the_same_queries_for_one_and_for_many(tx, cast, queries):
    with queries(tx) as few:
        glance.show(tx, cast.priya, words(""), now=NOW)
    for number in range(9):
        kept.chair(tx, partnership_id=cast.priya.partnership.id, role=f"chair {number}", state="wanted", now=NOW)
    with queries(tx) as many:
        glance.show(tx, cast.priya, words(""), now=NOW)

    assert len(few) == len(many)


@pytest.mark.parametrize(("name", "refused"), [(" \n ", EmptyWordsError), ("home " * 100, WordsTooLongError)])
def test_nobody_sits_at_a_table_under_no_name_or_one_without_an_end(tx, cast, name, refused):
    here = cast.sam.partnership.id

    with pytest.raises(refused):
        tables.join(tx, here, Newcomer(name=name, email="new@ward9.example"), today=NOW.date(), now=NOW)
