"""What the page's renderer promises: HTML that is whole and can be used without eyes, in which words do nothing."""

from datetime import date, timedelta
from functools import cache, lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import deadlines
from bot.domain.acts import Act, read_wire
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
from bot.messages.render.html import Wire, html
from bot.messages.words import long_day
from tests.messages.examples import A_PICTURE, everything
from tests.messages.page import read
from tests.messages.promises import keep
from tests.messages.test_contract import LONG, NAUGHTY, NICE, every_card
from tools.words import buttons

WIRE = Wire(to="/t/home", hidden=(("key", "k1"),), prefix="e1-")
SHORT = everything("letters")
ACT = Act(name="commitment.move", on=("3",))
PEOPLE = tuple(Option(value=str(number), label=f"Person {number}") for number in range(8))
FEW = PEOPLE[:3]

SETS = {"nice": NICE, "nasty": NAUGHTY, "long": LONG, "short": SHORT}


def of_parts(*parts: Part, wire: Wire | None = WIRE):
    return read(html(Card(text="x", parts=parts), wire=wire))


def a_field(kind="line", **more):
    return Field(**{"name": "a", "label": "What?", "kind": kind, **more})


def a_form(*fields, **more):
    return Form(**{"title": "A form", "act": ACT, "fields": fields, "submit": "Save", **more})


def of_form(*fields, values=None, wrong=None, **more):
    return read(html(a_form(*fields, **more), wire=WIRE, values=values, wrong=wrong))


def said(text):
    """A sentence as it is drawn."""
    return str(html(Card(text="x", parts=(Para(text=text),))))


@lru_cache(maxsize=8)
def page_of(words, name, wire):
    """A card of a set, as it is read; the promises of one card look at the same drawings."""
    return read(html(SETS[words][name], wire=wire))


def it_is_whole(name):
    for words in ("nice", "nasty", "long"):
        for wire in (WIRE, None):
            page = page_of(words, name, wire)

            assert page.faults == []
            assert page.top == 1


def no_element_and_no_attribute_comes_from_what_people_typed(name):
    for wire in (WIRE, None):
        harmless = [one.shape for one in page_of("short", name, wire).elements]
        for words in ("nasty", "long"):
            assert [one.shape for one in page_of(words, name, wire).elements] == harmless


def every_way_on_can_be_pressed(name):
    page = page_of("nice", name, WIRE)

    pressed = [one["value"] for one in page.all("button", name="act")]
    assert sorted(pressed) == sorted(way.act.wire for way in buttons(NICE[name]))


def every_form_carries_what_the_page_has_to_carry(name):
    page = page_of("nice", name, WIRE)

    for form in page.all("form"):
        assert (form["method"], form["action"]) == ("post", "/t/home")
    assert len(page.all("input", type="hidden", name="key", value="k1")) == len(page.all("form"))


def every_question_of_a_form_is_asked(name):
    shown = NICE[name]
    if isinstance(shown, Form):
        page = page_of("nice", name, WIRE)

        assert [one["value"] for one in page.all("input", type="hidden", name="act")] == [shown.act.wire]
        assert len(page.all("input", type="hidden", name="form", value="1")) == 1
        asked = {one["name"] for one in page.elements if one["name"].startswith("f.")}
        assert asked == {f"f.{one.name}" for one in shown.fields}


def in_a_mail_nothing_can_be_pressed_and_everything_can_be_typed(name):
    page = page_of("nice", name, None)

    assert not page.all("form")
    assert not page.all("button")
    shown = " ".join(one.words for one in page.all("li"))
    for way in buttons(NICE[name]):
        if isinstance(way, Button):
            assert f"{way.label}: {' '.join(way.words.split())}" in shown


PROMISES = (
    it_is_whole,
    no_element_and_no_attribute_comes_from_what_people_typed,
    every_way_on_can_be_pressed,
    every_form_carries_what_the_page_has_to_carry,
    every_question_of_a_form_is_asked,
    in_a_mail_nothing_can_be_pressed_and_everything_can_be_typed,
)


@every_card
def test_every_promise_of_the_page_is_kept(name):
    keep(name, PROMISES)


@cache
def shapes_of_all():
    return {name: read(html(shown, wire=WIRE)).shapes for name, shown in SHORT.items()}


@pytest.mark.no_cover  # Each card's own tests run the same lines, and are measured.
@given(st.text(max_size=400))
@settings(max_examples=15)
def test_any_words_at_all_are_only_words(words):
    shapes = shapes_of_all()
    for name, shown in everything(f"x{words}").items():
        page = read(html(shown, wire=WIRE))

        assert page.faults == []
        assert page.shapes == shapes[name]


# ---- Sentences -------------------------------------------------------------


def test_people_s_words_are_marked_as_theirs_and_kept_apart():
    assert "<q><bdi>a &lt;b&gt;\nc</bdi></q>" in said(("I ", Quote(text=" a <b>\nc ")))
    assert "<bdi>שלום</bdi>" in said((Named(name="שלום"),))
    assert "<strong><bdi>Home</bdi></strong>" in said((Strong(text="Home"),))
    assert '<time datetime="2026-12-04">Friday 4 December</time>' in said((date(2026, 12, 4),))


def test_words_alone_stand_in_a_block_of_their_own():
    assert '<blockquote><p dir="auto">a\nb</p></blockquote>' in said((Quote(text="a\nb\n"),))


def test_what_nobody_can_read_is_left_out():
    drawn = said((Quote(text="a\x1b[31m\x00\u202eb\ud800"),))

    assert "a[31mb" in drawn
    drawn.encode("utf-8")


@pytest.mark.parametrize("url", ["https://a.example/x?y=1&z=2", "http://a.example"])
def test_a_link_to_a_page_is_one(url):
    [link] = read(said((Link(url=url, text="the page"),))).all("a")

    assert (link["href"], link["rel"], link.words) == (url, "noopener noreferrer", "the page")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "//a.example", "t/home", "http//[", "//["],
)
def test_any_other_address_is_only_words(url):
    page = read(said((Link(url=url, text="the page"),)))

    assert not page.all("a")
    assert "the page" in page.elements[0].words


def test_the_other_parts():
    page = of_parts(
        Facts(rows=(("By", (date(2026, 12, 4),)),)),
        A_PICTURE,
        Para(text=("Small.",), quiet=True),
        Para(text=(Quote(text="Small."),), quiet=True),
    )

    assert [one.words for one in page.all("dt") + page.all("dd")] == ["By", "Friday 4 December"]
    assert page.all("p", class_="picture")[0].words == A_PICTURE.alt
    assert len(page.all("p", class_="quiet") + page.all("blockquote", class_="quiet")) == 2


# ---- Lists and buttons -------------------------------------------------------


def a_list(length, **more):
    button = Button(label="Done", act=ACT, words="done 3")
    return Items(items=tuple(Item(text=(f"no. {number}",), buttons=(button,)) for number in range(length)), **more)


def test_a_long_list_is_cut_and_the_rest_is_one_press_away():
    page = of_parts(a_list(53, more=Act(name="commitment.list", on=("all",))))

    assert len(page.all("li")) == 50
    assert page.all("button")[-1].words == "… and 3 more"
    assert read_wire(page.all("button")[-1]["value"]).name == "commitment.list"


@pytest.mark.parametrize(("wire", "more"), [(None, ACT), (WIRE, None)])
def test_where_there_is_no_way_to_the_rest_it_is_counted(wire, more):
    page = of_parts(a_list(51, more=more), wire=wire)

    assert page.all("p")[-1].words == "… and 1 more"


def test_a_list_that_is_short_enough_is_whole():
    assert "more" not in html(Card(text="x", parts=(a_list(50, more=ACT),)), wire=WIRE)


def test_a_button_in_a_list_is_described_by_its_entry():
    page = of_parts(a_list(2), a_list(2))

    for button, number in zip(page.all("button"), (0, 1, 0, 1), strict=True):
        assert page.named(button["aria-describedby"]).words == f"no. {number}"


def test_what_cannot_be_taken_back_is_asked_first_without_a_script():
    page = of_parts(Actions(of=(Button(label="Erase", act=ACT, words="erase", sure="Really?", style="danger"),)))

    [button] = page.all("button")
    assert "details" in button.parents
    assert "summary" not in button.parents
    assert page.all("summary")[0].words == "Erase"
    assert page.all("details")[0].words == "EraseReally?Erase"
    assert button["class"] == "danger"


def test_enter_in_one_choice_never_presses_another():
    page = of_parts(
        Actions(
            of=(
                Button(label="Done", act=Act(name="a.done"), words="done"),
                Pick(label="Which day?", act=Act(name="a.day"), kind="day"),
                Pick(label="Whom?", act=Act(name="a.whom"), kind="person", options=PEOPLE),
                Pick(label="Who else?", act=Act(name="a.else"), kind="person"),
            )
        )
    )

    assert page.faults == []
    assert len(page.all("form")) == 4
    assert [one.tag for one in page.elements if one["name"] == "picked"] == ["input", "select", "input"]
    assert [read_wire(one["value"]).name for one in page.all("button")] == ["a.done", "a.day", "a.whom", "a.else"]


def test_in_a_mail_a_choice_shows_what_can_be_chosen():
    page = of_parts(Actions(of=(Pick(label="Whom?", act=ACT, kind="one", options=FEW),)), wire=None)

    assert page.all("li")[0].words == "Whom? Person 0, Person 1, Person 2"


# ---- Forms ---------------------------------------------------------------------

KINDS = {
    "line": ("input", ()),
    "lines": ("textarea", ()),
    "day": ("input", ()),
    "person": ("select", PEOPLE),
    "one": ("select", PEOPLE),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_labelled_and_says_more_below(kind):
    tag, options = KINDS[kind]
    page = of_form(a_field(kind, hint="A hint.", options=options))

    [box] = [one for one in page.elements if one["name"] == "f.a"]
    assert page.faults == []
    assert box.tag == tag
    assert page.all("label", for_=box["id"])[0].words == "What?"
    assert page.named(box["aria-describedby"]).words == "A hint."
    assert "aria-invalid" not in box.attributes


@pytest.mark.parametrize("kind", ["one", "many", "people"])
def test_a_few_options_are_all_in_view(kind):
    page = of_form(a_field(kind, hint="A hint.", options=FEW))

    [group] = page.all("fieldset")
    ticks = [one for one in page.all("input") if one["name"] == "f.a"]
    assert page.faults == []
    assert page.all("legend")[0].words == "What?"
    assert page.named(group["aria-describedby"]).words == "A hint."
    assert {one["type"] for one in ticks} == {"radio" if kind == "one" else "checkbox"}
    assert [one["value"] for one in ticks] == ["0", "1", "2"]


def test_many_people_are_all_in_view_however_many():
    assert len(of_form(a_field("people", options=PEOPLE)).all("input", type="checkbox")) == 8


@pytest.mark.parametrize("kind", ["person", "people", "one", "many"])
def test_where_nothing_is_offered_one_can_type(kind):
    page = of_form(a_field(kind), values={"a": ("Sam", "Jo")})

    [box] = [one for one in page.elements if one["name"] == "f.a"]
    assert (box.tag, box["type"], box["value"]) == ("input", "text", "Sam, Jo")


@pytest.mark.parametrize("kind", ["line", "lines"])
def test_what_was_typed_comes_back(kind):
    typed = '\n"quoted" <b>\nsecond'
    page = of_form(a_field(kind, value="before"), values={"a": typed})

    [box] = [one for one in page.elements if one["name"] == "f.a"]
    # The first line's end in a textarea is the browser's, and not part of what it holds.
    assert (box["value"] if kind == "line" else "".join(box.text).removeprefix("\n")) == typed


def test_what_was_chosen_comes_back():
    page = of_form(
        a_field("one", options=FEW, value="0"),
        a_field("many", name="b", options=FEW),
        a_field("person", name="c", options=PEOPLE),
        values={"a": "1", "b": ("0", "2"), "c": "7"},
    )

    chosen = [one for one in page.elements if "checked" in one.attributes or "selected" in one.attributes]
    assert [one["value"] for one in chosen] == ["1", "0", "2", "7"]


def test_nothing_is_chosen_for_anybody():
    page = of_form(a_field("one", options=FEW), a_field("person", name="b", options=PEOPLE, value="99"))

    assert not [one for one in page.elements if "checked" in one.attributes or "selected" in one.attributes]
    assert page.all("option")[0].words == "Choose…"


def test_what_may_be_left_out_says_so():
    page = of_form(
        a_field(needed=False),
        a_field("one", name="b", options=FEW, needed=False),
        a_field("one", name="c", options=FEW, needed=False, value="0"),
    )

    assert page.all("label", for_="e1-f-a")[0].words == "What? (if you like)"
    assert [one.words for one in page.all("legend")] == ["What? (if you like)", "What?"]


def test_what_is_wrong_is_said_on_top_and_at_the_question():
    page = of_form(
        a_field("day", hint="A day."),
        a_field("one", name="b", options=FEW),
        a_field("many", name="c", options=FEW),
        values={"a": "yesterday"},
        wrong={"a": "That day has gone.", "b": "Which?", "c": "Which ones?", "words": "Something else."},
    )

    assert page.faults == []
    [summary] = page.all("div", role="alert")
    assert [one["href"] for one in page.all("a")] == ["#e1-f-a", "#e1-f-b-0", "#e1-f-c-0"]
    assert "Something else." in summary.words
    day = page.named("e1-f-a")
    assert day["aria-invalid"] == "true"
    assert [page.named(one).words for one in day["aria-describedby"].split()] == ["A day.", "That day has gone."]
    [one, many] = page.all("fieldset")
    assert one["aria-invalid"] == "true"
    assert "aria-invalid" not in many.attributes
    assert {tick["aria-invalid"] for tick in page.all("input", type="checkbox")} == {"true"}


def test_headings_follow_those_of_the_page():
    wire = Wire(to="/", level=2)
    shown = a_form(a_field(), before=(Heading(text="Before"),))

    assert [one.words for one in read(html(shown, wire=wire)).all("h2")] == ["A form", "Before"]
    assert [one.words for one in read(html(shown)).all("h3")] == ["A form", "Before"]


def test_a_form_without_faults_says_nothing_of_any():
    assert "alert" not in html(a_form(a_field()), wire=WIRE)


def test_buttons_before_the_questions_are_forms_of_their_own():
    skip = Actions(of=(Button(label="Skip", act=Act(name="a.skip"), words="skip"),))
    page = of_form(a_field(), before=(skip,))

    assert page.faults == []
    assert len(page.all("form")) == 2


def test_no_browser_keeps_words_from_being_sent():
    page = of_form(*(a_field(kind, name=kind, options=FEW, longest=3) for kind in ("line", "lines", "day", "one")))

    assert not {"required", "maxlength", "pattern", "min", "max"} & {
        name for one in page.elements for name in one.attributes
    }


@pytest.mark.parametrize("kept", ["2026-12-04", "2024-02-29"])
def test_a_day_stands_in_its_box_as_people_write_it(kept):
    [box] = [one for one in of_form(a_field("day", value=kept)).elements if one["name"] == "f.a"]

    assert box["value"] == long_day(date.fromisoformat(kept))


def test_what_stands_in_a_day_s_box_is_read_as_that_day():
    first = date(2026, 11, 24)

    for number in range(0, 800, 7):
        on = first + timedelta(days=number)
        assert deadlines.read(long_day(on), first).due == on


def test_the_days_that_are_offered_are_understood():
    offered = [one["value"] for one in of_form(a_field("day")).all("option")]

    assert len(offered) >= 5
    for words in offered:
        read_as = deadlines.read(words, date(2026, 11, 24))
        assert (read_as.text, read_as.trouble) == ("", None)
        assert read_as.due


def test_two_cards_on_a_page_share_no_id():
    cards = "".join(html(a_form(a_field()), wire=Wire(to="/", prefix=f"e{number}-")) for number in range(2))

    assert read(f"<div>{cards}</div>").faults == []
