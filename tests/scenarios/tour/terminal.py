"""The twelve weeks at the terminal, as an operator and seven people type them; and the transcript that comes of it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from click.testing import Result

from tests.scenarios.tour import script
from tests.scenarios.tour.cast import CAST, SLUG, TABLE
from tests.scenarios.tour.page import Page
from tests.scenarios.tour.script import BEGINS, Aside, Chapter, Step

Run = Callable[..., Result]

_WAY = re.compile(r"^\s*> (?P<label>.+?): (?P<words>.+)$", re.MULTILINE)


class NotLivedError(Exception):
    """A step was refused, or there was no such button; it is said with the answer."""


@dataclass(slots=True)
class Terminal:
    """The command line, and what each person had before them last."""

    run: Run
    page: Page = field(default_factory=Page)
    numbers: dict[str, int] = field(default_factory=dict)
    seen: dict[str, list[str]] = field(default_factory=dict)

    def tell(self) -> str:
        """All twelve weeks, as a page of the documentation."""
        self._begin()
        last = datetime.combine(BEGINS, datetime.min.time(), script.HERE)
        for told in script.read("terminal"):
            match told:
                case Chapter():
                    self._turn(last, told.begins)
                    self.page.chapter(told)
                    last = max(last, told.begins)
                case Aside():
                    self.page.aside(told)
                case Step():
                    self._turn(last, told.at)
                    self._live(told)
                    last = told.at
        self._turn(last, script.end())
        return self.page.text

    def _begin(self) -> None:
        priya = CAST["priya"]
        self._done(
            self.run(
                "table",
                "start",
                TABLE,
                "--coordinator",
                f"{priya.name} <{priya.email}>",
                "--organisation",
                priya.organisation or "",
                "--meets",
                "14",
            )
        )
        for one in CAST.values():
            if one.key != "priya" and one.is_there:
                sits = ("--organisation", one.organisation or "")
                self._done(self.run("table", "join", SLUG, "--partner", f"{one.name} <{one.email}>", *sits))

    def _turn(self, after: datetime, until: datetime) -> None:
        for moment in script.turns(after, until):
            for line in self._done(self.run("tick", "--at", moment.isoformat(), "--json")).stdout.splitlines():
                self._came(json.loads(line))

    def _came(self, line: dict[str, Any]) -> None:
        """What went out at a turn of the clock."""
        if line["state"] != "sent" or not line["text"]:
            return
        key = next((one.key for one in CAST.values() if one.email == line["to"]), "")
        if not key and line["kind"] != "digest":
            # Somebody who was invited and never comes.
            return
        if key:
            self.seen.setdefault(key, []).append(line["text"])
        self.page.came(line["kind"], key, line["text"])

    def _live(self, step: Step) -> None:
        words = self._words(step)
        asked = self.run(
            "say", "--as", CAST[step.who].email, "--table", SLUG, "--at", step.at.isoformat(), "--json", words
        )
        found = json.loads(asked.stdout)
        if bool(asked.exit_code or found["wrong"]) != (step.how == "wonders"):
            raise NotLivedError(f"{step.at:%a %H:%M} {step.who}: {words} -> {found}")
        if step.name:
            self.numbers[step.name] = found["kept"][0]["number"]
        self.seen.setdefault(step.who, []).append(found["text"])
        self.page.did(step, words, found["text"])

    def _words(self, step: Step) -> str:
        """What they type: the words of a button, where they would press it."""
        words = step.said(self.numbers)
        if step.how != "presses":
            return words
        for text in reversed(self.seen.get(step.who, [])):
            for way in _WAY.finditer(text):
                if way["label"] == words:
                    return way["words"]
        raise NotLivedError(f"{step.at:%a %H:%M} {step.who}: no button {words} on {self.seen.get(step.who, [])[-1:]}")

    def _done(self, result: Result) -> Result:
        if result.exit_code:
            raise NotLivedError(result.output)
        return result
