"""What every card and every renderer promises: nothing lost, nothing live, nothing unkind."""

import importlib
import inspect
import pkgutil
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.acts import read_wire
from bot.messages import cards, plain
from bot.messages.parts import Button, Card, Form, Quote
from bot.messages.render import RENDERERS
from bot.messages.render.html import Wire, html
from tests.messages.examples import everything
from tests.messages.promises import Promise, keep
from tools.words import buttons, problems, texts

GOLDEN = Path(__file__).parents[1] / "golden"
NICE = everything("send the discharge data to the ward")
NASTY = (
    "</b><script>alert(1)</script> <!channel> <@U1> \x1b[31m\x07 \u202eevil\u202c [x](http://x) "
    "=cmd() 🙂 שלום\nsecond line"
)
NAUGHTY = everything(NASTY)
LONG = everything("word " * 1000)


# Where a new line changes nothing on a page.
BETWEEN_BLOCKS = re.compile(r"(?<=>)(?=</?(?!/?(?:a|bdi|kbd|q|span|strong|textarea|time)[ >])[a-z])")


def _on_a_page(shown: Card | Form) -> str:
    """Drawn so that it can be pressed, a block a line."""
    drawn = html(shown, wire=Wire(to="/t/home", hidden=(("key", "k1"),), prefix="e1-"))
    return BETWEEN_BLOCKS.sub("\n", str(drawn))


# How golden files end and are drawn, where that is not as plain text.
WRITTEN: Mapping[str, tuple[str, Callable[[Card | Form], str]]] = {"html": ("html", _on_a_page)}


def functions() -> set[str]:
    """Every public function of the cards that makes a card or a form."""
    found = set()
    for module in pkgutil.iter_modules(cards.__path__):
        loaded = importlib.import_module(f"{cards.__name__}.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and inspect.signature(function).return_annotation in (Card, Form):
                found.add(f"{module.name}.{name}")
    return found


def test_every_card_has_an_example():
    assert functions() <= {".".join(name.split(".")[:2]) for name in NICE}


every_card = pytest.mark.parametrize("name", sorted(NICE))


def drawn_as_it_was(renderer: str, *, write: bool) -> Promise:
    """As its golden file says, which is written first where somebody asked for that."""
    ending, draw = WRITTEN.get(renderer, ("txt", RENDERERS[renderer]))

    def as_it_was(name: str) -> None:
        drawn = draw(NICE[name]) + "\n"
        file = GOLDEN / renderer / f"{name}.{ending}"
        if write:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(drawn, encoding="utf-8")

        assert drawn == file.read_text(encoding="utf-8")

    as_it_was.__name__ = f"it_is_drawn_as_it_was_in_{renderer}"
    return as_it_was


@every_card
def test_a_card_is_drawn_as_it_was_in_every_renderer(name, request):
    write = request.config.getoption("--update-golden")

    keep(name, [drawn_as_it_was(renderer, write=write) for renderer in sorted(RENDERERS)])


@pytest.mark.parametrize("renderer", sorted(RENDERERS))
def test_no_golden_file_is_left_over(renderer):
    assert {file.stem for file in (GOLDEN / renderer).iterdir()} == set(NICE)


def its_text_says_it_all(name):
    card = NICE[name]
    if isinstance(card, Card):
        assert card.text.strip()
        for text in texts(card):
            for run in text:
                if isinstance(run, Quote):
                    assert " ".join(run.text.split())[:100] in " ".join(card.text.split())


def our_own_words_are_short_kind_and_plain(name):
    shown = NICE[name]

    assert problems(name, shown) == []
    assert "  " not in (shown.text if isinstance(shown, Card) else shown.title)


def every_button_fits_every_platform_and_can_be_typed(name):
    pressed = list(buttons(NICE[name]))

    assert len(pressed) <= 25
    for button in pressed:
        assert 0 < len(button.label) <= 75
        assert read_wire(button.act.wire) == button.act
        if isinstance(button, Button):
            assert button.words


def it_comes_back_from_json_as_it_was(name):
    for shown in (NICE, NAUGHTY, LONG):
        assert plain.read(plain.written(shown[name])) == shown[name]


def the_terminal_is_left_alone_whatever_people_typed(name):
    for shown in (NAUGHTY, LONG):
        for one in set(RENDERERS["text"](shown[name])):
            assert one == "\n" or unicodedata.category(one) != "Cc"
            assert unicodedata.bidirectional(one) not in ("RLO", "LRO", "RLE", "LRE", "PDF")


def each_way_on_is_drawn(name):
    drawn = " ".join(RENDERERS["text"](NICE[name]).split())

    for button in buttons(NICE[name]):
        if isinstance(button, Button):
            assert " ".join(f"{button.label}: {button.words}".split()) in drawn


PROMISES = (
    its_text_says_it_all,
    our_own_words_are_short_kind_and_plain,
    every_button_fits_every_platform_and_can_be_typed,
    it_comes_back_from_json_as_it_was,
    the_terminal_is_left_alone_whatever_people_typed,
    each_way_on_is_drawn,
)


@every_card
def test_every_promise_is_kept(name):
    keep(name, PROMISES)


@pytest.mark.no_cover  # Each card's own tests run the same lines, and are measured.
@given(st.text(max_size=400))
@settings(max_examples=10)
def test_any_words_at_all_can_be_said_and_kept(words):
    for shown in everything(words).values():
        for render in RENDERERS.values():
            assert isinstance(render(shown), str)
        assert plain.read(plain.written(shown)) == shown
