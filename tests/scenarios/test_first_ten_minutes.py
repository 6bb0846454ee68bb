"""The first ten minutes, step by step, in the words that people read."""

import pytest

from bot.domain.acts import Act
from bot.messages.parts import Form
from bot.services.request import Answers
from tests.support.committing import button, fields, labels
from tests.support.scene import a_scene, at, said

AMBITION = "So that nobody stays in hospital for want of a home."
QUESTION = "One question, whenever suits: what does this look like from where you sit? A sentence is plenty."
WORTH = "What would make this worth your organisation's while? You and your coordinators see this, nobody else."
MISSING = "Who should be here and isn't? A role will do: “a GP”, “someone who's been through it”."
TO_LEARN = (
    "If you ever take something on, type /commit and say it plainly. That's all there is to learn. “Stop” stops me."
)
FIVE = """Sam Okoye <sam@ward9.example>, Ward 9 Trust
Jo Lee\tjo@northside.example\tNorthside Care
Lewis Ray <lewis@elm.example> of Elm Street Advice
Ann Bell <ann@elm.example>
Rita Ahmed <rita@gmail.com>, in their own right
"""
NASTY = [
    "</b><script>alert(1)</script>",
    "=cmd()|' /C calc'!A0",
    "🙂🙂 family \U0001f468\u200d\U0001f469",
    "\u202eمرحب\u202c all",
    "two\nlines\x00\x1b[31m",
]


@pytest.fixture
async def begun(store):
    """Home from hospital, begun in the browser's three questions a minute ago; nobody but Priya knows of it."""
    return await a_scene(store).begin(ambition=AMBITION)


async def press(scene, who, reply, label, *, now=None, **values):
    """Press a button on a card, and submit the form that it opens, if it opens one."""
    opened = await scene.heard(who, button(reply, label).act, now=now or at(0))
    return await submit(scene, who, opened, now=now, **values) if values else opened


async def submit(scene, who, opened, *, now=None, **values):
    assert isinstance(opened.show, Form)
    answers = Answers(act=opened.show.act, values={**fields(opened), **values})
    return await scene.heard(who, answers, now=now or at(0))


async def test_the_coordinators_first_ten_minutes(begun):
    """From `/table new`, typed at a table she has, to the new one at a glance."""
    form = await begun.say("priya", "/table new")
    assert [field.label for field in form.show.fields] == [
        "What is the table called?",
        "For whom, and what would be different?",
        "How often do you meet?",
    ]

    opened = await submit(begun, "priya", form, name="Warm homes", ambition=AMBITION, meets="14")
    assert said(opened).startswith(
        "Warm homes is open. Nobody has been messaged. Here's a note you could post in your own words."
    )
    assert labels(opened) == ["Edit and post", "Invite by e-mail", "Not yet"]

    note = await press(begun, "priya", opened, "Edit and post")
    assert fields(note)["words"] == (
        "I've asked Convenor to help us keep track of what we say we'll do and what we learn. It notes the days "
        "people take part, not what they say. It'll write to each of you once, privately, to ask if that's all "
        "right. You can say no and still be at the table. – Priya"
    )

    asked = await submit(begun, "priya", note)
    assert QUESTION in said(asked)
    assert labels(asked) == ["Answer", "Not sure yet", "Show me what others said"]

    given = await press(begun, "priya", asked, "Answer", words="Nobody owns the list")
    assert said(given).startswith(
        "That's there for the table as Priya, Riverside. It's your view, not a formal position."
    )
    assert WORTH in said(given)

    worth = await press(begun, "priya", given, "Answer that", words="beds were freed by Fridays")
    assert "what would make it worth it: “beds were freed by Fridays”. You and your coordinators see this" in said(
        worth
    )
    assert MISSING in said(worth)

    missing = await press(begun, "priya", worth, "Add a missing chair", role="a GP")
    assert "a GP is missing here." in said(missing)

    table = await press(begun, "priya", missing, "Show the table")
    assert said(table).startswith(
        f"Warm homes. “{AMBITION}” Missing: a GP. Nothing is due in the coming month. Views: 1 of 1."
    )
    assert labels(table) == ["Invite", "Add a missing chair", "More"]
    assert await begun.rows() == []


async def test_not_yet_leads_on_to_her_own_view(begun):
    opened = await submit(begun, "priya", await begun.say("priya", "/table new"), name="Warm homes", meets="0")

    assert said(await press(begun, "priya", opened, "Not yet")).startswith(QUESTION)


async def test_until_half_of_the_seats_have_spoken_the_table_leads_with_how_many_have(scene):
    await scene.say("priya", "/table missing a GP")
    await scene.say("priya", "/table view nobody owns the list")
    await scene.say("sam", "/commit send the discharge data by 2027-01-22")
    few = said(await scene.say("priya", "/table"))
    for who in ("sam", "jo"):
        await scene.say(who, "/table view we ring eleven numbers")
    many = said(await scene.say("priya", "/table"))

    line = "Missing: a GP. Next: Ward 9 Trust: “send the discharge data”, Friday 22 January."
    assert f"Views: 1 of 5. {line}" in few
    assert f"{line} Views: 3 of 5." in many


async def invited(scene):
    form = await scene.say("priya", "/table invite")
    preview = await submit(scene, "priya", form, lines=FIVE)
    return await press(scene, "priya", preview, "Send 5 invitations")


async def test_she_pastes_addresses_and_sees_them_before_anything_is_sent(begun):
    form = await begun.say("priya", "/table invite")
    preview = await submit(begun, "priya", form, lines=FIVE)
    await begun.tick(at(0, 12))
    assert await begun.rows("welcome") == []

    sent = await press(begun, "priya", preview, "Send 5 invitations")
    again = await press(begun, "priya", preview, "Send 5 invitations")
    lines = await begun.tick(at(0, 13))

    assert "Jo Lee, jo@northside.example for Northside Care" in said(preview)
    assert "They'll each get one message, in working hours." in said(sent)
    assert "isn't waiting any more" in said(again)
    assert [line.row.kind for line in lines if line.round == "welcomes"] == ["welcome"] * 5


async def the_five(scene):
    """The five as the scene knows people, with the welcome on their pages."""
    await invited(scene)
    await scene.tick(at(0, 12))
    await scene.know("sam", "jo", "lewis", "ann", "rita")


async def test_her_table_says_how_many_have_answered_and_who_has_not_only_later(begun):
    await the_five(begun)
    await begun.say("sam", "yes", now=at(0, 14))
    await begun.say("jo", "no thanks", now=at(1))

    soon = said(await begun.say("priya", "/table", now=at(3)))
    late = said(await begun.say("priya", "/table", now=at(4)))
    sams = said(await begun.say("sam", "/table", now=at(4)))

    assert "2 of 5 have answered. " in soon
    assert "Not yet" not in soon
    assert "2 of 5 have answered. Not yet: Ann Bell, Lewis Ray and Rita Ahmed." in late
    assert "answered" not in sams


async def test_a_link_is_made_for_somebody_whom_no_message_reaches(begun):
    sent = await invited(begun)
    made = await press(begun, "priya", sent, "Make a link for Rita")

    assert "A link for Rita Ahmed, to hand over yourself." in said(made)
    assert made.link is not None
    await begun.know("rita")
    assert made.link.partner == begun.persons["rita"].id
    await begun.say("rita", "/table")
    assert "Rita Ahmed has been in already" in said(await press(begun, "priya", sent, "Make a link for Rita"))


async def test_a_partners_first_ten_minutes(begun):
    """From the welcome to a kept commitment."""
    await the_five(begun)
    page = await begun.page("sam")
    assert said(page).startswith(
        "Hello Sam. Priya invited you to Home from hospital. I keep what you tell me here, the days you take part, "
        "and meetings you came to. You can see all of it; coordinators see the days and what you share. I delete it "
        "two years after you leave, or when you say. Please don't name the people you serve. "
        "May I write to you, about once a week at most, plus any reminder you set? Say stop at any time."
    )
    assert labels(page)[:3] == ["Yes", "Only when I write", "No thanks"]

    thanked = await press(begun, "sam", page, "Yes")
    assert said(thanked).startswith(f"Thank you. {QUESTION}")
    assert labels(thanked) == ["Answer", "Not sure yet", "Show me what others said"]

    given = await press(begun, "sam", thanked, "Answer", words="we ring eleven numbers")
    assert said(given).startswith(
        "That's there for the table as Sam, Ward 9 Trust. It's your view, not a formal position. "
    )
    assert WORTH in said(given)

    worth = await press(begun, "sam", given, "Not sure yet")
    assert said(worth).startswith("That's fine, and there's no hurry.")
    assert MISSING in said(worth)

    missing = await press(begun, "sam", worth, "Add a missing chair", role="a GP")
    assert said(missing).endswith(TO_LEARN)

    kept = await begun.say("sam", "/commit send the discharge data by Friday")
    assert said(kept).startswith(
        "You said you'd “send the discharge data” by Friday 15 January. The table can see this; I haven't posted it."
    )
    assert labels(kept) == ["Change date", "When will you do it?", "More"]


async def test_not_sure_yet_is_fine_and_says_what_comes_next(begun):
    await the_five(begun)
    thanked = await begun.say("sam", "yes")
    unsure = await press(begun, "sam", thanked, "Not sure yet")
    others = await press(begun, "sam", unsure, "Show me what others said")

    assert said(unsure).startswith("That's fine, and there's no hurry.")
    assert TO_LEARN in said(unsure)
    assert labels(unsure) == ["Show me what others said", "Answer", "Ask me something else"]
    assert "Yours would be the first." in said(others)


async def test_the_true_time_of_keeping_is_printed(begun):
    await begun.say("priya", "/table settings keep 18 months")
    await the_five(begun)

    assert "I delete it 18 months after you leave" in said(await begun.page("sam"))


async def test_whoever_commits_before_saying_yes_is_served_at_once(begun):
    await invited(begun)
    await begun.know("sam")
    kept = await begun.say("sam", "/commit send the discharge data by Friday")
    lines = await begun.tick(at(0, 12))

    assert "You said you'd" in said(kept)
    assert "welcome" in [line.row.kind for line in lines if line.row.to == "sam@ward9.example"]


async def test_an_outsider_sees_and_does_nothing_of_it(begun, store):
    other = await a_scene(store, slug="other").begin()
    await the_five(begun)
    await begun.say("sam", "/table view we ring eleven numbers")
    seat = str(begun.persons["sam"].seat_id)
    sam = str(begun.persons["sam"].id)

    for act in (
        Act(name="view.list"),
        Act(name="view.list", on=(seat,)),
        Act(name="view.withdraw"),
        Act(name="link.make", on=(sam,)),
        Act(name="table.answers"),
        Act(name="table.show"),
        Act(name="table.more"),
        Act(name="table.invite", on=("draft", "1", "send")),
        Act(name="view.list").at("home"),
        Act(name="link.make", on=(sam,)).at("home"),
    ):
        reply = await other.heard("priya", act, now=at(0))

        assert "eleven" not in said(reply)
        assert "Ward 9 Trust" not in said(reply)
        assert reply.link is None
    assert "eleven numbers" in said(await begun.say("jo", "/table views"))


@pytest.mark.parametrize("command", ["/table invite", "/table answers", "/table link for @Ann Bell", "what next"])
async def test_a_partner_does_nothing_that_is_for_who_convenes(begun, command):
    await the_five(begun)

    assert "Only a coordinator can do that here." in said(await begun.say("sam", command))


@pytest.mark.parametrize("words", NASTY)
async def test_whatever_is_typed_is_only_words(begun, words):
    await the_five(begun)
    for command in ("/table missing", "/table invite", "/table new", "/table link for"):
        assert (await begun.say("priya", f"{command} {words}")).show
    given = await begun.say("sam", f"/table view {words}")
    form = await begun.say("priya", "/table new")
    opened = await submit(begun, "priya", form, name=words, ambition=words, meets=words)
    box = await begun.say("priya", "/table invite", slug="home")
    preview = await begun.heard(
        "priya", Answers(act=box.show.act, values={"lines": f"{words} <x@y.example>"}), now=at(0), slug="home"
    )

    assert [one.kind for one in given.kept] == ["view"]
    assert "is open. Nobody has been messaged." in said(opened)
    assert labels(preview)[-1] == "Change"
    assert " ".join(given.kept[0].text.split()) in (await begun.say("jo", "/table views")).show.text


async def test_five_thousand_characters_are_refused_and_none_is_lost(begun):
    words = "x" * 5000
    viewed = await begun.say("priya", f"/table view {words}")
    listed = await begun.say("priya", f"/table invite {words} <a@b.example>; {words} <c@d.example>")
    single = await begun.say("priya", f"/table invite {words}")

    for reply in (viewed, listed):
        assert "That's longer than the 3000 characters" in said(reply)
        assert words in said(reply)
    assert fields(single)["lines"] == words
    assert words in said(await begun.say("priya", "/table my data"))
