"""docs/who-has-dropped-off.md shows the answer at five tables as it is drawn; `--update-golden` writes it anew."""

from pathlib import Path
from textwrap import fill

from bot.messages.render.text import text
from tests.support.five_tables import TABLES, answers

PAGE = Path(__file__).parents[2] / "docs" / "who-has-dropped-off.md"

BEGINNING = """
A coordinator asks `/table quiet`, or "who has dropped off?", and reads this by a private route. Five tables,
and the answer at each: as the terminal draws it, and in pictures of Slack, Teams and a browser on a phone. A test of
ours fills these tables and writes this page; `python -m tools.pictures answers` draws the pictures from the same
tables. What follows a `>` in the terminal is a button elsewhere. Everybody named was asked first, and had three of
their own working days to answer. People and places are invented; each command stands in [the commands](commands.md)."""


def filled(words: str) -> str:
    return fill(" ".join(words.split()), width=120)


def picture(name: str) -> str:
    return f"pictures/answers/{name}.png"


def test_the_page_is_what_is_drawn(tx, request):
    told, drawn = [f"# Who has dropped off?\n\n{filled(BEGINNING)}\n"], answers(tx)
    for one in TABLES:
        seen = f"![{one.title}: the answer in Slack, in Teams and in a browser]({picture(one.name)})"
        terminal = f"```text\n{text(drawn[one.name], width=100).rstrip()}\n```"
        told.append(f"## {one.title}\n\n{filled(one.said)}\n\n{seen}\n\n{terminal}\n")
    page = "\n".join(told)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page
