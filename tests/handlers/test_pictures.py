"""Pictures are drawn by a program of their own, within a time; what can't be drawn has its words."""

import asyncio
import sys
from dataclasses import replace

import pytest

from bot.handlers import pictures
from bot.handlers.pictures import Pictures, with_pictures
from bot.messages.parts import Card, Para
from tests.messages.examples import A_CHART, A_PICTURE

CARD = Card(text="x", parts=(Para(text=("Before.",)), A_PICTURE))


def a_program(*lines: str) -> tuple[str, ...]:
    return (sys.executable, "-c", "\n".join(("import sys, os, time", *lines)))


@pytest.fixture
def counted(tmp_path):
    """A program that notes each time that it draws."""
    file = tmp_path / "drawn"
    lines = (f"open({str(file)!r}, 'a').write(sys.argv[1])", "sys.stdout.write('<svg></svg>')")
    return a_program(*lines), lambda: len(file.read_text()) // len("svg") if file.exists() else 0


@pytest.fixture
def patient(monkeypatch):
    """A machine that is busy with other tests is no reason to do without."""
    monkeypatch.setattr(pictures, "PATIENCE", 60.0)


async def test_a_chart_is_drawn_for_a_page_and_for_a_chat(patient):
    drawing = Pictures()

    assert (await drawing.svg(A_PICTURE)).startswith("<svg ")
    assert (await drawing.png(A_PICTURE)).startswith(b"\x89PNG")


async def test_the_program_knows_nothing_of_ours(patient, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    drawing = Pictures(a_program("sys.stdout.write(str('SLACK_BOT_TOKEN' in os.environ))"))

    assert await drawing.png(A_PICTURE) == b"False"


async def test_what_was_drawn_is_known_again_and_only_as_much_as_there_is_room_for(patient, counted, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_KNOWN", 1)
    program, times = counted
    drawing = Pictures(program)
    await asyncio.gather(*(drawing.svg(A_PICTURE) for _time in range(3)))
    once = times()
    await drawing.svg(replace(A_PICTURE, of=replace(A_CHART, counts=(1, 2, 3, 9))))
    await drawing.svg(A_PICTURE)

    assert (once, times()) == (1, 3)


@pytest.mark.parametrize(
    "program",
    [a_program("sys.stdout.write('half'); sys.stdout.flush(); sys.exit(3)"), ("/nowhere/to/be/found",)],
    ids=["fails", "is not there"],
)
async def test_what_cannot_be_drawn_keeps_its_words(patient, program):
    shown = await Pictures(program).on_a_page(CARD)

    assert shown == CARD


async def test_nobody_waits_for_long_and_the_program_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "PATIENCE", 0.5)
    ended = tmp_path / "ended"
    drawing = Pictures(a_program("time.sleep(2)", f"open({str(ended)!r}, 'w')"))
    made = await drawing.png(A_PICTURE)
    await asyncio.sleep(2)

    assert made == b""
    assert not ended.exists()


async def test_where_drawing_fails_it_is_not_tried_again_at_once(patient, tmp_path):
    file = tmp_path / "tried"
    drawing = Pictures(a_program(f"open({str(file)!r}, 'a').write('x')", "sys.exit(1)"))
    await drawing.png(A_PICTURE)
    await drawing.png(A_PICTURE)
    once = file.read_text()
    drawing._rests_until = 0.0
    await drawing.png(A_PICTURE)

    assert (once, file.read_text()) == ("x", "xx")


async def test_all_else_on_a_card_stays_as_it_was():
    async def made(picture):
        return f"a drawing of {picture.name}"

    first, second = (await with_pictures(CARD, made)).parts

    assert first == CARD.parts[0]
    assert second == replace(A_PICTURE, made="a drawing of taking_part")
