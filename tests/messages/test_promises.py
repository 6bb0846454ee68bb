"""That a card which breaks a promise is found out, whichever it is."""

import pytest

from tests.messages.promises import keep


def it_is_kind(name):
    assert "never" not in name


def it_is_short(name):
    assert len(name) < 9


def it_is_known(name):
    assert {"a card": True}[name]


def test_what_keeps_all_of_them_passes():
    keep("a card", [it_is_kind, it_is_short, it_is_known])


def test_each_that_is_broken_is_named_and_shown():
    with pytest.RaisesGroup(AssertionError, AssertionError, KeyError, match="it_is_kind.*it_is_short.*it_is_known"):
        keep("never a card", [it_is_kind, it_is_short, it_is_known])


def test_one_that_is_broken_says_nothing_of_the_others():
    with pytest.RaisesGroup(KeyError, match="^a thing: That is: it_is_known") as found:
        keep("a thing", [it_is_kind, it_is_short, it_is_known])

    assert found.value.exceptions[0].args == ("a thing",)
