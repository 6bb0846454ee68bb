"""What is drawn for Teams fits it, is live nowhere, and says in its text what it means."""

import json
import re

import pytest
from hypothesis import Phase, given, settings
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
    Part,
    Pick,
    Quote,
    Strong,
)
from bot.messages.render import adaptive
from bot.messages.render.adaptive_text import flat, literal
from tests.fakes.teams.checker import What, links, live, objects, pings, problems
from tests.messages.examples import A_PICTURE, everything

ACT = Act(name="a.b", on=("1",))
ONE = Button(label="Done", act=ACT, words="done 1")
CARDS = everything("send the discharge data to the ward")

# What people type: anything, and what a client would make something of.
PIECES = st.sampled_from(
    [
        *("*", "**", "_", "`", "```", "~~", "#", "# ", "- ", "+ ", "1. ", "2) ", "> ", "---", "===", "|a|b|\n|-|-|"),
        *("[x](https://x.example)", "![x](y)", "[x]: http://x", "[x]", "(y)", "\\", "&amp;", "&#42;", "<b>", "<!--"),
        *("<at>Sam</at>", "<at", ">", "</at>", "{{", "DATE(2027-02-14T06:08:39Z,LONG)", "}}", "${x}", "<https://x.y>"),
        *("https://x.example", "www.x.example", "a@b.example", "mailto:a", "tel:1", "msteams://x", "\n\n", "    "),
        *("🙂" * 40, "Łódź ", "שלום", "\u202e", "x" * 400, "&" * 300, "word " * 200, "\u2028", "\x07"),
    ]
)
NASTY = st.lists(st.one_of(st.text(max_size=60), PIECES), max_size=12).map("".join)
ALL_AT_ONCE = (
    "# *a* _b_ `c` ~~d~~ \\* &amp; [y](http://z) <at>Sam</at> a@b.uk {{DATE(2027-02-14T06:08:39Z)}} https://x.y"
)


def message(*parts: Part) -> dict:
    return adaptive.message(Card(text="x", parts=parts))


def wrong(drawn: dict, what: What = "message") -> list[str]:
    return [*problems(drawn, what), *live(drawn)]


def size(drawn: dict) -> int:
    return len(json.dumps(drawn, ensure_ascii=False).encode())


def read(drawn: str) -> str:
    """What somebody reads of it: joiners and isolates have no width, and the twins look the same."""
    return re.sub(r"[\u2060\u2068\u2069]", "", drawn).translate(str.maketrans("\u2217\u02cd\u02cb\u223c", "*_`~"))


def said(drawn: dict) -> list[str]:
    """What stands in it, a line a text."""
    texts = objects(drawn["body"], "TextBlock", "RichTextBlock")
    return ["".join(run["text"] for run in one["inlines"]) if "inlines" in one else one["text"] for one in texts]


def drawings(words: str) -> list[tuple[dict, What]]:
    """Every card and form around these words, in each way that it is drawn."""
    found: list[tuple[dict, What]] = []
    for one in everything(words).values():
        found.append((adaptive.dialog(one, origin="{}"), "dialog"))
        if isinstance(one, Form):
            names = {field.name: words for field in one.fields}
            found.append((adaptive.dialog(one, wrong=names), "dialog"))
            found.append((adaptive.inline(one, wrong=names), "answer"))
        else:
            found.append((adaptive.message(one), "message"))
    return found


def of_ours(found: str) -> bool:
    """The example address that a form shows how to write."""
    return found == "sam@ward9.e"


@pytest.mark.no_cover  # Each card's own tests run the same lines, and are measured.
@pytest.mark.slow
@given(words=NASTY)
@settings(max_examples=10, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_whatever_is_typed_every_drawing_fits_teams_and_is_live_nowhere(words):
    for drawn, what in drawings(words):
        assert problems(drawn, what) == []
        assert [found for found in live(drawn) if not of_ours(found)] == []
        assert pings(drawn) == []


@pytest.mark.parametrize("words", ["x", "word " * 2000, "&" * 3000, "🙂" * 3000, "*" * 3000, "\n" * 50], ids=len)
def test_long_and_strange_words_fit_as_well(words):
    for drawn, what in drawings(words):
        assert problems(drawn, what) == []


@given(words=NASTY)
def test_what_was_typed_is_read_as_it_was_typed(words):
    once = " ".join(read(literal(words)).split())

    assert read(flat(words)) == read(literal(words))
    assert wrong(message(Heading(text=words or "x"), Para(text=(Quote(text=words), Named(name=words))))) == []
    assert once in " ".join(read(" ".join(said(message(Para(text=(Quote(text=words),)))))).split())


@pytest.mark.parametrize("name", sorted(CARDS))
def test_each_message_has_its_meaning_in_its_text(name):
    one = CARDS[name]
    if isinstance(one, Card):
        drawn = adaptive.message(one)

        assert read(drawn["fallbackText"]) == " ".join(one.text.split()) == read(drawn["speak"])
        assert drawn["msteams"] == {"width": "Full"}


@pytest.mark.parametrize("name", sorted(CARDS))
def test_every_button_says_what_it_does_and_where_it_comes_from(name):
    one = CARDS[name]
    for shown in (adaptive.dialog(one, origin="here"), adaptive.dialog(one)):
        sent = [action["data"] for action in objects(shown, "Action.Submit")]

        assert {data["origin"] for data in sent} <= {"here", ""}
        assert [action["data"]["form"] for action in shown.get("actions", [])] == [True] * isinstance(one, Form)
    if isinstance(one, Card):
        for action in objects(adaptive.message(one), "Action.Execute"):
            assert action["verb"] == action["data"]["action"] == "convenor"
            assert action["data"]["act"].startswith("1:")


def test_a_field_is_never_called_what_a_button_holds():
    names = {field.name for one in CARDS.values() if isinstance(one, Form) for field in one.fields}

    assert names.isdisjoint({"about", "act", "form", "many", "msteams", "origin"})


def test_a_button_that_opens_a_dialog_says_so_and_no_other_does():
    other = Button(label="Other", act=Act(name="a.c"), words="other")
    drawn = adaptive.message(Card(text="x", parts=(Actions(of=(ONE, other)),)), opens=lambda act: act == ACT)
    first, second = drawn["body"][0]["actions"]

    assert wrong(drawn) == []
    assert (first["type"], first["data"]) == ("Action.Submit", {"msteams": {"type": "task/fetch"}, "act": ACT.wire})
    assert second["type"] == "Action.Execute"


def test_what_a_whole_card_is_about_comes_back_with_each_of_its_buttons():
    drawn = adaptive.message(Card(text="x", parts=(Actions(of=(ONE,)),)), about="commitment:3")

    assert drawn["body"][0]["actions"][0]["data"]["about"] == "commitment:3"


def test_what_is_asked_once_more_shows_its_question_and_then_the_button():
    sure = Button(label="Take back", act=ACT, words="take back", style="danger", sure="Delete it *everywhere*?")
    drawn = message(Actions(of=(sure,)))
    [asks] = drawn["body"][0]["actions"]

    assert wrong(drawn) == []
    assert (asks["type"], asks["title"]) == ("Action.ShowCard", "Take back")
    assert said(asks["card"]) == [sure.sure]
    assert [one["style"] for one in asks["card"]["actions"]] == ["destructive"]


def test_more_buttons_than_teams_shows_go_on_in_another_row():
    drawn = message(Actions(of=(ONE,) * 13))

    assert wrong(drawn) == []
    assert [len(row["actions"]) for row in drawn["body"]] == [6, 6, 1]


def test_every_kind_of_pick_is_drawn_and_sent_under_its_own_name():
    picks = tuple(Pick(label="Which?", act=Act(name=f"a.{kind}"), kind=kind) for kind in ("day", "person"))
    one = Pick(label="Which?", act=ACT, kind="one", options=(Option(value="", label="None *of* them"),))
    drawn = message(Actions(of=(ONE, *picks, one, ONE)))
    kinds = [part["type"] for part in drawn["body"]]

    assert wrong(drawn) == []
    assert kinds == ["ActionSet", "Input.Date", "ActionSet", *["Input.ChoiceSet", "ActionSet"] * 2, "ActionSet"]
    assert [one["id"] for one in objects(drawn, "Input.ChoiceSet")] == ["1:a.person:", "1:a.b::1"]
    assert drawn["body"][5]["choices"][0]["value"] == "-"
    assert "associatedInputs" not in drawn["body"][2]["actions"][0]


def test_a_list_is_cut_and_says_how_to_see_the_rest():
    long = Items(items=tuple(Item(text=(f"entry {n}",), buttons=(ONE, ONE)) for n in range(800)), more=ACT)
    drawn = message(Heading(text="All"), long, Actions(of=(ONE,)))

    assert wrong(drawn) == []
    assert "more" in drawn["body"][-2]["actions"][0]["title"]
    assert size(drawn) > 12_000


def test_two_lists_share_the_room_and_say_how_many_are_left():
    items = tuple(Item(text=("word " * 400,), note=("note " * 40,)) for _n in range(300))
    drawn = message(Items(items=items), Items(items=items))

    assert wrong(drawn) == []
    assert [line for line in said(drawn) if "more" in line] == [f"… and {300 - 15} more"] * 2


def test_what_could_never_fit_says_its_whole_meaning_instead():
    drawn = adaptive.message(Card(text="all of it", parts=(Heading(text="x" * 100),) * 500))

    assert wrong(drawn) == []
    assert said(drawn) == ["all of it"]


def test_entries_of_a_list_stand_close_and_one_button_stands_beside_its_entry():
    items = (Item(text=("a",), note=("b",)), Item(text=("c",)), Item(text=("d",), buttons=(ONE,)))
    drawn = message(Items(items=items))

    assert [part["type"] for part in drawn["body"]] == [*["RichTextBlock"] * 3, "ColumnSet"]
    assert [part.get("spacing") for part in drawn["body"]] == [None, "None", "Small", None]
    assert said(drawn) == ["• a", "b", "• c", "• d"]


def test_buttons_of_a_list_stand_all_beside_their_entries_or_all_below():
    short, long = (Item(text=(words,), buttons=(ONE,)) for words in ("a", "word " * 20))
    drawn = message(Items(items=(short, long)))

    assert [part["type"] for part in drawn["body"]] == ["RichTextBlock", "ActionSet"] * 2


def test_an_empty_list_and_an_empty_sentence_are_nothing():
    assert message(Items(items=()), Para(text=("",)))["body"] == []


def test_facts_are_lines_with_their_names_before_them():
    drawn = message(Facts(rows=(("Owner", (Quote(text="*Sam*"),)), ("Due", ("Friday",)))))

    assert said(drawn) == ["Owner: “*Sam*”", "Due: Friday"]
    assert [part["inlines"][0]["weight"] for part in drawn["body"]] == ["Bolder", "Bolder"]


def test_a_picture_is_said_in_words():
    assert said(message(A_PICTURE)) == [read(literal(A_PICTURE.alt))]


def test_a_link_is_one_that_was_meant():
    drawn = message(Para(text=("See ", Link(url="https://a.example/x", text="the *page*"), ".")))

    assert wrong(drawn) == []
    assert links(drawn) == ["https://a.example/x"]
    assert said(drawn) == ["See the *page*."]


def test_a_name_calls_only_whom_it_is_asked_to_and_only_on_teams():
    sam = Identity(platform="teams", tenant="t", user="29:abc")
    elsewhere = Identity(platform="slack", tenant="T1", user="U1")
    drawn = message(
        Para(text=(Named(name="S*m <at>", who=sam, ping=True), ", see ", Strong(text="[x](y)"), " now")),
        Para(text=(Named(name="Sam", who=sam), Named(name="Jo", who=elsewhere, ping=True), Named(name="X", ping=True))),
    )

    assert wrong(drawn) == []
    assert pings(drawn) == ["29:abc"]
    assert [read(line) for line in said(drawn)] == ["<at>S*m at</at>, see [x](y) now", "SamJoX"]


def test_every_kind_of_question_is_drawn_with_what_is_in_it():
    choices = tuple(Option(value=str(n) if n else "", label=f"Choice {n}") for n in range(12))
    fields = (
        Field(name="line", label="Line", kind="line", value="x" * 40, longest=20),
        Field(name="lines", label="Lines", kind="lines", value=" ", needed=False),
        Field(name="day", label="Day", kind="day", value="2027-01-20", hint="a hint"),
        Field(name="other_day", label="Other day", kind="day", value="Friday"),
        Field(name="person", label="Person", kind="person"),
        Field(name="partner", label="Partner", kind="person", value="2", options=choices),
        Field(name="people", label="People", kind="people"),
        Field(name="one", label="One", kind="one", value="", options=choices[:3], needed=False),
        Field(name="many", label="Many", kind="many", value=("1", "2"), options=choices[:3]),
    )
    drawn = adaptive.dialog(Form(title="A form", act=ACT, fields=fields, submit="Keep it"), origin="o")
    inputs = {one["id"]: one for one in objects(drawn, "Input.Text", "Input.Date", "Input.ChoiceSet")}

    assert wrong(drawn, "dialog") == []
    assert (inputs["line"]["value"], inputs["line"]["maxLength"]) == ("x" * 20, 20)
    assert (inputs["lines"]["isMultiline"], "value" in inputs["lines"]) == (True, False)
    assert inputs["day"]["value"] == "2027-01-20"
    assert "value" not in inputs["other_day"]
    assert [inputs[name]["choices"] for name in ("person", "people")] == [[], []]
    assert (inputs["partner"]["style"], inputs["partner"]["value"]) == ("filtered", "2")
    assert (inputs["one"]["style"], inputs["one"]["value"]) == ("expanded", "-")
    assert (inputs["many"]["isMultiSelect"], inputs["many"]["value"]) == (True, "1,2")
    assert inputs["lines"]["label"] == "Lines (if you like)"
    assert [one["id"] for one in inputs.values() if not one.get("isRequired")] == ["lines", "one"]
    assert drawn["actions"][0]["data"] == {"act": ACT.wire, "origin": "o", "form": True, "many": "people,many"}


def test_what_was_wrong_is_said_beside_its_field_and_nothing_typed_in_it_is_live():
    fields = tuple(Field(name=name, label=name, kind="line", hint="a hint") for name in ("a", "b"))
    drawn = adaptive.dialog(Form(title="x", act=ACT, fields=fields, submit="x"), wrong={"b": ALL_AT_ONCE})

    assert wrong(drawn, "dialog") == []
    assert [part["type"] for part in drawn["body"]] == [
        *("Input.Text", "RichTextBlock"),
        *("Input.Text", "RichTextBlock", "RichTextBlock"),
    ]
    assert read(said(drawn)[1]) == ALL_AT_ONCE


def test_what_somebody_wrote_in_a_form_is_never_cut_though_what_stands_before_it_is():
    before = tuple(Para(text=("word " * 3000,)) for _n in range(9))
    field = Field(name="a", label="a", kind="lines", value="🙂" * 3000)
    drawn = adaptive.dialog(Form(title="x", act=ACT, fields=(field,), submit="x", before=before))

    assert wrong(drawn, "dialog") == []
    assert next(objects(drawn, "Input.Text"))["value"] == field.value


def test_a_form_in_the_place_of_a_card_says_its_name_and_comes_back_as_a_card_does():
    drawn = adaptive.inline(Form(title="A form", act=ACT, fields=(), submit="Keep it"))

    assert wrong(drawn) == []
    assert said(drawn) == ["A form"]
    assert drawn["actions"][0]["data"] == {"act": ACT.wire, "form": True}


def test_a_dialog_is_called_what_its_form_is_called_else_what_the_bot_is_called():
    form = Form(title="*A* form", act=ACT, fields=(), submit="x")

    assert read(adaptive.title_of(form)) == "*A* form"
    assert adaptive.title_of(Card(text="x", parts=())) == "Convenor"
    assert adaptive.spoken(Card(text="🙂 " * 3000, parts=())).endswith("…")
    assert len(adaptive.spoken(Card(text="🙂" * 3000, parts=())).encode()) <= 3900
