"""The tour as a page: who types what and the answer, and of what came unasked the first of each kind in full."""

import re
from collections.abc import Iterator
from datetime import timedelta
from textwrap import wrap

from tests.scenarios.tour.cast import CAST
from tests.scenarios.tour.script import BEGINS, Aside, Chapter, Step, chapters

HEAD = """# A tour: twelve weeks at one table

Five organisations and a resident want nobody to stay in hospital for want of a home. This is what they typed in twelve
weeks, and what Convenor answered, word for word: a test of ours tells the story again and writes this page. It is told
in the terminal; in Slack, in Teams and in a browser it is the same, with buttons to press. Here `[Yes]` is such a
button, and whatever one presses could be typed instead. Of what came unasked the first of each kind stands in full.

Around the table are Priya Shah and Gareth Pugh of Riverside Council, Sam Okoye of Ward 9 Trust, Jo Lee of Northside
Care, Lewis Ray of Elm Street Advice, Marcus Bell of Larkfold Homes, and Rita Ahmed, who has been through it. All of
them are invented. How each command works stands in [the commands](commands.md).
"""

WIDTH = 120

_WAY = re.compile(r"^( *)> (?P<label>.+?): .+$")
_LATER = {
    "welcome": "The same question came to {names}.",
    "note": "The note for the week came to {names}.",
    "reminder": "What they had asked to be reminded of came to {names}.",
    "brief": "The same, with what is theirs, came to {names}.",
    "digest": "The week's digest came to {names}.",
}
# Why it came, and the two ways out, which every unasked message has: in what is not the first they are left out.
_WAYS_OUT = re.compile(r"\n+(?:[^\n>]+\n){1,3}\n *> [^\n]+: messages off until \.\.\.\n *> [^\n]+: stop\s*$")
# A week in which something is different is told each time.
_RESULTS = "What is different now"
_IN_FULL = ("offer", "news")


class Page:
    """Lines, and what of its kind has been shown already."""

    def __init__(self) -> None:
        self._lines = [HEAD, *_contents()]
        self._shown: set[tuple[str, str]] = set()
        self._later: dict[str, list[str]] = {}
        self._told = ""

    @property
    def text(self) -> str:
        self._say_what_came()
        return "\n".join(self._lines).strip("\n") + "\n"

    def chapter(self, one: Chapter) -> None:
        self._say_what_came()
        self._lines += [f"## {_heading(one)}", ""]

    def aside(self, one: Aside) -> None:
        self._say_what_came()
        if self._lines[-2:] == [self._told, ""]:
            # It goes on.
            self._lines.pop()
        self._told = one.words
        self._lines += [one.words, ""]

    def did(self, step: Step, words: str, answer: str) -> None:
        """What somebody typed or pressed, and the answer."""
        self._say_what_came()
        who = f"**{CAST[step.who].name}**, {step.at:%A}"
        typed = ["", *(f"> {line}  " for line in words.splitlines())] if "\n" in words else []
        said = f"presses *{step.what}*" if step.how == "presses" else "" if typed else f"`{words}`"
        self._lines += [f"{who}: {said}".strip(), *typed, *([""] if typed else []), *_quoted(answer)]

    def came(self, kind: str, who: str, text: str) -> None:
        """What went out at a turn of the clock. `who`: their key; empty for all at the table."""
        sort = (kind, _sort(text))
        if sort in self._shown and kind not in _IN_FULL and _RESULTS not in text:
            self._later.setdefault(kind, []).append(CAST[who].name.split()[0] if who else "the table")
            return
        self._say_what_came()
        first = kind not in {known for known, _sort in self._shown}
        self._shown.add(sort)
        to = f"*To {CAST[who].name}, unasked:*" if who else "*To everybody at the table:*"
        self._lines += [to, *_quoted(text if first else _WAYS_OUT.sub("", text))]

    def _say_what_came(self) -> None:
        for kind, names in self._later.items():
            once = list(dict.fromkeys(names))
            listed = " and ".join(filter(None, (", ".join(once[:-1]), once[-1])))
            self._lines += [f"*{_LATER[kind].format(names=listed)}*", ""]
        self._later = {}


def _heading(one: Chapter) -> str:
    monday = BEGINS + timedelta(weeks=one.number - 1)
    return f"Week {one.number}, from {monday.day} {monday:%B}: {one.title}"


def _contents() -> Iterator[str]:
    """Where each week begins, and what it has."""
    for one, about in chapters():
        # As a heading is called on a page: its letters and figures, with a hyphen for each space.
        anchor = re.sub(r"[^\w -]", "", _heading(one).lower()).replace(" ", "-")
        yield f"- [Week {one.number}: {one.title}](#{anchor})"
        # What is typed stays in one piece.
        kept = re.sub("`[^`]+`", lambda typed: typed[0].replace(" ", "\xa0"), about)
        yield from (
            line.replace("\xa0", " ") for line in wrap(kept, WIDTH, initial_indent="  ", subsequent_indent="  ")
        )
    yield ""


def _sort(text: str) -> str:
    """What tells a message from others of its kind: its language, and what it is about beside what all are about."""
    about = ("For you who convene", "Are you still in?", "twenty minutes", "Stopio:")
    return " ".join(one for one in about if one in text)


def _quoted(text: str) -> Iterator[str]:
    """An answer, with each run of buttons in one line."""
    yield "```text"
    yield from re.sub(r"\n{2,}(?= *\[|- |\n)", "\n", "\n".join(_with_buttons(text))).strip("\n").splitlines()
    yield from ("```", "")


def _with_buttons(text: str) -> Iterator[str]:
    buttons: list[str] = []
    indent = ""
    for line in text.strip().splitlines():
        if found := _WAY.match(line):
            indent, buttons = found[1], [*buttons, f"[{found['label']}]"]
            continue
        if buttons and line.startswith(f"{indent}  "):
            # The words of a button go on.
            continue
        if buttons:
            yield f"{indent}{' '.join(buttons)}"
            buttons = []
        yield line
    if buttons:
        yield f"{indent}{' '.join(buttons)}"
