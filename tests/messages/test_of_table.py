"""A card that says which table it is of says it on everything that can be pressed."""

import pytest

from bot.domain.acts import Act, read_wire
from bot.messages.of_table import at_table
from bot.messages.parts import Actions, Button, Card, Field, Form, Item, Items, Para, Pick


def actions(parts):
    """Every action that stands on some parts, in their order."""
    for part in parts:
        if isinstance(part, Actions):
            yield from (one.act for one in part.of)
        if isinstance(part, Items):
            yield from (button.act for item in part.items for button in item.buttons)
            yield part.more


def test_every_action_of_a_card_and_of_a_form_is_at_the_table():
    button = Button(label="Yes", act=Act(name="a.b", on=("1",), seen=7), words="yes")
    pick = Pick(label="Which?", act=Act(name="a.c"), kind="day")
    parts = (
        Para(text=("Hello.",)),
        Items(items=(Item(text=("one",), buttons=(button,)),), more=Act(name="a.d")),
        Items(items=()),
        Actions(of=(button, pick)),
    )
    form = Form(
        title="A form",
        act=Act(name="a.e"),
        fields=(Field(name="a", label="A", kind="line"),),
        submit="Save",
        before=(Actions(of=(button,)),),
    )
    card = at_table(Card(text="Hello.", parts=parts, subject="x"), "home")
    stamped = at_table(form, "home")

    yes = Act(name="a.b", on=("1", "@home"), seen=7)
    assert list(actions(card.parts)) == [
        yes,
        Act(name="a.d", on=("@home",)),
        None,
        yes,
        Act(name="a.c", on=("@home",)),
    ]
    assert (card.text, card.subject, card.parts[0]) == ("Hello.", "x", parts[0])
    assert [stamped.act.table, *actions(stamped.before)] == ["home", yes]
    assert list(actions(at_table(card, "away").parts)) == list(actions(card.parts))


@pytest.mark.parametrize("on", [(), ("7",), ("draft", "3", "as-it-is")])
def test_the_table_comes_back_from_the_wire_and_is_none_of_the_ids(on):
    act = read_wire(Act(name="a.b", on=on, seen=1).at("home-from-hospital-2").wire)

    assert (act.table, act.ids) == ("home-from-hospital-2", on)


@pytest.mark.parametrize("slug", ["", "a:b", "café", "x" * 65])
def test_a_slug_that_would_not_fit_is_left_out(slug):
    assert Act(name="a.b", on=("1",)).at(slug) == Act(name="a.b", on=("1",))
