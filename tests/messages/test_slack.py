"""Statements C10 to C13: what is drawn for Slack fits it, is live nowhere, and says in its text what it means."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.acts import Act
from bot.domain.people import Identity
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Item,
    Items,
    Link,
    Named,
    Option,
    Para,
    Pick,
    Quote,
    Strong,
)
from bot.messages.render import slack
from bot.messages.render.mrkdwn import cut, label, literal, mrkdwn, parted
from bot.messages.words import plain, upper_first
from tests.fakes.slack.checker import links, pings, problems
from tests.messages.examples import A_PICTURE, everything

states = pytest.mark.states
LIVE = "& < > <!channel> <@U1> <!subteam^S1> <http://x|bank> @here @channel http://bank.example a@b.example #general"
ACT = Act(name="a.b", on=("1",))

# What people type: anything, and what Slack would make something of.
NASTY = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(["<!channel>", "<@U1>", "&amp;", "*", "_", "~", "`", "```", "\n> ", ":tada:", "https://x.y"]),
        st.sampled_from(["🙂" * 40, "Łódź ", "Ŵy ", "שלום", "x" * 400, "&" * 300, "word " * 200]),
    ),
    max_size=12,
).map("".join)


def shown(drawn: str) -> str:
    """What somebody reads of mrkdwn that has nothing live in it."""
    return re.sub(r"[\u2060\u2068\u2069]", "", drawn).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def wrong(drawn: dict) -> list[str]:
    if "type" in drawn:
        return problems(drawn, "home" if drawn["type"] == "home" else "modal")
    changed = {**updating(drawn), "channel": "C1", "ts": "1.000001"}
    return [*problems(drawn, "response"), *problems(changed, "update")]


def updating(drawn: dict) -> dict:
    return {name: drawn[name] for name in ("text", "blocks")}


def drawings(words: str) -> list[dict]:
    """Every card and form around these words, in each way that it is drawn."""
    found = []
    for one in everything(words).values():
        if isinstance(one, Form):
            found.append(slack.view(one, origin="{}"))
        else:
            found += [slack.message(one), slack.view(one), slack.home(one)]
    return found


# Where a meeting takes place, as its coordinator said, and the calendars it can be put into.
OF_A_MEETING = ("<https://meet.example/abc|", "<https://calendar.google.com/", "<https://outlook.office.com/")


@pytest.mark.no_cover  # Each card's own tests run the same lines, and are measured.
@states("C10", "C11")
@pytest.mark.slow
@given(words=NASTY)
@settings(max_examples=10)
def test_whatever_is_typed_every_drawing_fits_slack_and_calls_nobody(words):
    for drawn in drawings(words):
        assert wrong(drawn) == []
        assert pings(drawn) == []
        assert [link for link in links(drawn) if not link.startswith(OF_A_MEETING)] == []


@states("C10")
@pytest.mark.parametrize("words", ["x", "word " * 2000, "&" * 3000, "🙂" * 3000, "*" * 3000, "\n" * 50], ids=len)
def test_long_and_strange_words_fit_as_well(words):
    for drawn in drawings(words):
        assert wrong(drawn) == []


@states("C11")
@pytest.mark.parametrize(
    "words", [LIVE, "*bold* _it_ ~no~ `code` :tada:", "> said he", "x@channel", "see bank.example"]
)
def test_what_was_typed_is_shown_as_it_was_typed(words):
    drawn = mrkdwn((Quote(text=words), " ", Named(name=words), " ", Strong(text=words)))

    assert shown(drawn) == f"“{words}” {words} *{words}*"
    assert pings({"text": drawn}) == []
    assert not re.search(r"[*_~`](?!\u2060)", literal(words))
    assert not re.search(r"https?://|@\w|\w\.[a-z]{2}|#general", drawn)


@states("C12", "C13")
def test_each_message_has_its_meaning_in_its_text_unfolds_nothing_and_labels_every_button():
    for name, one in everything("send the discharge data").items():
        if isinstance(one, Card):
            drawn = slack.message(one)

            assert shown(drawn["text"]) == " ".join(one.text.split()), name
            assert (drawn["unfurl_links"], drawn["unfurl_media"]) == (False, False)
            assert all(button["text"]["text"] for button in pressable(drawn["blocks"]))


def pressable(blocks: list[dict]) -> list[dict]:
    found = [one for block in blocks for one in [*block.get("elements", []), block.get("accessory")] if one]
    return [one for one in found if one["type"] == "button"]


def test_a_picture_has_its_words_until_it_is_uploaded():
    drawn = slack.message(Card(text="x", parts=(A_PICTURE,)))

    assert A_PICTURE.alt in str(drawn["blocks"])
    assert "slack_file" not in str(drawn["blocks"])


def test_an_uploaded_picture_is_shown_with_its_words_for_whoever_cannot_see_it():
    picture = replace(A_PICTURE, made="F1", alt="word <!channel> " * 200)
    drawn = slack.message(Card(text="x", parts=(picture,)))

    [block] = drawn["blocks"]
    assert (block["type"], block["slack_file"]) == ("image", {"id": "F1"})
    assert problems(drawn | {"channel": "C1"}, "message") == []
    assert "<!channel>" not in block["alt_text"]


def test_a_list_is_cut_and_says_how_to_see_the_rest():
    button, other = (Button(label="Done", act=Act(name=name), words="done 1") for name in ("a.b", "a.c"))
    long = Items(items=tuple(Item(text=(f"entry {n}",), buttons=(button, other)) for n in range(80)), more=ACT)
    card = Card(text="x", parts=(Heading(text="All"), long, Actions(of=(button,))))
    drawn = slack.message(card)

    assert wrong(drawn) == []
    assert "more" in str(drawn["blocks"][-2])
    assert drawn["blocks"][-1]["type"] == "actions"


def test_two_lists_share_the_room_and_say_how_many_are_left():
    items = tuple(Item(text=("word " * 400,)) for _n in range(300))
    drawn = slack.message(Card(text="x", parts=(Items(items=items), Items(items=items))))

    assert wrong(drawn) == []
    assert str(drawn).count("more") == 2


def test_entries_without_buttons_stand_together_and_one_button_stands_beside_its_entry():
    button = Button(label="Take it", act=ACT, words="take it", style="danger", sure="Really?")
    items = (Item(text=("a",), note=("b",)), Item(text=("c",)), Item(text=("d",), buttons=(button,)))
    drawn = slack.message(Card(text="x", parts=(Items(items=items),)))["blocks"]

    assert [block["text"]["text"] for block in drawn] == ["• a\n   b\n• c", "• d"]
    assert drawn[1]["accessory"]["confirm"]["text"]["text"] == "Really?"
    assert drawn[1]["accessory"]["style"] == "danger"


def test_a_long_paragraph_is_parted_between_words_and_loses_none():
    words = "word & " * 900
    drawn = slack.view(Card(text="x", parts=(Para(text=(words,)), Para(text=(words,), quiet=True))))["blocks"]

    assert [block["type"] for block in drawn[:3]] == ["section"] * 3
    assert sum(str(block).count("word") for block in drawn) == 1800


def test_a_text_is_never_cut_inside_an_escape_or_a_link():
    link = mrkdwn((Link(url="https://a.example/x|y z", text="the | page"),))

    assert link == "<https://a.example/x%7Cy%20z|the / page>"
    for longest in range(20, 60):
        assert all(
            len(piece) <= longest for piece in parted(f"{'&' * 50} {link} {link}".replace("&", "&amp;"), longest)
        )
        assert "<" not in cut(f"{'word ' * 4}{link}", longest).replace(link, "")


def test_a_name_pings_only_where_that_is_asked_for():
    sam = Identity(platform="slack", tenant="T1", user="U1")

    assert mrkdwn((Named(name="Sam", who=sam, ping=True),)) == "<@U1>"
    assert mrkdwn((Named(name="Sam", who=sam),)) == "Sam"
    assert mrkdwn((Named(name="Sam", who=Identity(platform="slack", tenant="T1", user="U1|x>"), ping=True),)) == "Sam"
    assert mrkdwn((Named(name="Sam", who=Identity(platform="web", tenant="", user="1"), ping=True),)) == "Sam"


def test_labels_are_plain_text_of_the_right_length():
    assert label("<!here> <@U1>", 75) == "<\u2060!here> <\u2060@U1>"
    assert label("", 75) == "…"
    assert len(label("word " * 100, 24)) <= 24


def test_every_kind_of_question_is_drawn_with_what_is_in_it():
    choices = tuple(Option(value=str(n) if n else "", label=f"Choice {n}") for n in range(12))
    fields = (
        Field(name="line", label="Line", kind="line", value="x" * 40, longest=20),
        Field(name="day", label="Day", kind="day", value="2027-01-20", hint="a hint"),
        Field(name="other_day", label="Other day", kind="day", value="Friday"),
        Field(name="person", label="Person", kind="person"),
        Field(name="partner", label="Partner", kind="person", value="2", options=choices),
        Field(name="people", label="People", kind="people"),
        Field(name="one", label="One", kind="one", value="", options=choices[:3], needed=False),
        Field(name="many", label="Many", kind="many", value=("1", "2"), options=choices[:3]),
        Field(name="of_many", label="Of many", kind="many", options=choices),
    )
    drawn = slack.view(Form(title="A form with a name that is long", act=ACT, fields=fields, submit="Keep it"))
    elements = {block["block_id"]: block["element"] for block in drawn["blocks"]}

    assert wrong(drawn) == []
    assert elements["line"]["initial_value"] == "x" * 20
    assert elements["day"]["initial_date"] == "2027-01-20"
    assert "initial_date" not in elements["other_day"]
    assert [elements[name]["type"] for name in ("person", "partner", "people")] == [
        "users_select",
        "static_select",
        "multi_users_select",
    ]
    assert elements["one"]["initial_option"]["value"] == "-"
    assert [one["value"] for one in elements["many"]["initial_options"]] == ["1", "2"]
    assert elements["of_many"]["type"] == "multi_static_select"


def test_every_kind_of_pick_is_drawn():
    picks = tuple(Pick(label="Which?", act=Act(name=f"a.{kind}"), kind=kind) for kind in ("day", "person"))
    one = Pick(label="Which?", act=ACT, kind="one", options=(Option(value="1", label="One"),))
    drawn = slack.message(Card(text="x", parts=(Actions(of=(*picks, one)),)))

    assert wrong(drawn) == []
    assert [way["type"] for way in drawn["blocks"][0]["elements"]] == ["datepicker", "users_select", "static_select"]


def test_facts_beyond_ten_go_on_in_another_block():
    rows = tuple((f"Fact {n}", (f"said {n}",)) for n in range(12))
    drawn = slack.message(Card(text="x", parts=(Facts(rows=rows),)))

    assert [len(block["fields"]) for block in drawn["blocks"]] == [10, 2]


def test_a_sentence_begins_large_also_behind_a_joiner():
    assert upper_first(plain(("x",))) == "X"
    assert literal("a.b") == "a.\u2060b"


def test_a_list_without_entries_is_nothing():
    assert slack.message(Card(text="x", parts=(Items(items=()), Para(text=("",)))))["blocks"] == []
