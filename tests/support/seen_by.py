"""Everything that somebody can come to see at a table: pages, what they type, what they press, what is sent to them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.acts import Act
from bot.domain.errors import NoTableError
from bot.messages import plain
from bot.messages.parts import Card, Form
from bot.services import pages, sights
from bot.services.commands import COMMANDS
from bot.services.request import Answers
from tests.support.pressing import Outcome, Rows, Trier, ways_on

DEEP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One answer, and by which words or presses it was come to."""

    by: str
    shown: Card | Form
    words: str


def sentences() -> list[str]:
    """Each command as it stands in the documents, bare, and of each number that there is."""
    found: list[str] = []
    for command in COMMANDS:
        usage = command.usage.replace("Sam Okoye", "Sam Quillon").replace("Ward 9 Trust", "Larkfield Trust")
        found += [usage, command.bare] if usage else []
        if number := re.search(r"\b\d\b", usage):
            found += [f"{usage[: number.start()]}{one}{usage[number.end() :]}" for one in range(1, 6)]
    shown = [
        f"{words} {one}" for words in ("more", "show outcome", "show try", "/table strands") for one in range(1, 6)
    ]
    return list(
        dict.fromkeys([*found, *shown, "views from Larkfield Trust", "/table who 2", "/table actions Sam: ring"])
    )


class Looker(Trier):
    """Looks at all there is, and leaves everything as it was. No button does anything twice for anybody."""

    def rows(self) -> Rows:
        return {}

    def heard(self, who: str, said: Act | Answers, slug: str) -> Sight:
        """What is answered to a wire form, wherever somebody has it from."""
        # Whoever had everything on them taken out is signed in no more.
        known = pages.home_of(self.tx, self._token(who), now=self.now) is not None
        shown = self._hear(who, said, slug).reply.show if known else None
        return self._sight(str(said), shown or Card(text="", parts=()))

    def everything(self, who: str, sentences: Iterable[str], slug: str) -> Iterator[Sight]:
        """All that stands on their pages, and all that is answered to the sentences and on what those lead to."""
        pressed: set[str] = set()
        for name, shown in self._standing(who, slug):
            yield self._sight(name, shown)
            yield from self._presses(who, slug, shown, name, pressed)
        for words in sentences:
            with self.taken_back():
                outcome = self.say(who, words, slug=slug)
                yield from self._follow(outcome, words, pressed, DEEP)

    def _standing(self, who: str, slug: str) -> list[tuple[str, Card | Form]]:
        try:
            page = pages.look(self.tx, self._token(who), slug, now=self.now)
        except NoTableError:
            return []
        assert page is not None
        found = [("the page", entry.shown) for entry in page.entries]
        for name in sights.SIGHTS:
            try:
                seen = sights.look(self.tx, self._token(who), slug, name, now=self.now)
            except NoTableError:
                continue
            assert seen is not None
            found += [(f"the page {name}", card) for card in seen.cards]
        return found

    def _presses(self, who: str, slug: str, shown: Card | Form, name: str, pressed: set[str]) -> Iterator[Sight]:
        for way in ways_on(who, slug, "", shown):
            if not isinstance(way.on, Form) and way.act.wire not in pressed:
                pressed.add(way.act.wire)
                with self.taken_back():
                    yield from self._follow(self.press(way), f"{name} > {way.label}", pressed, DEEP)

    def _follow(self, outcome: Outcome, by: str, pressed: set[str], depth: int) -> Iterator[Sight]:
        shown = outcome.reply.show
        if shown is None:
            return
        yield self._sight(by, shown)
        if depth:
            for way in ways_on(outcome.who, outcome.slug, outcome.entry, shown):
                if not isinstance(way.on, Form) and way.act.wire not in pressed:
                    pressed.add(way.act.wire)
                    with self.taken_back():
                        yield from self._follow(self.press(way), f"{by} > {way.label}", pressed, depth - 1)

    @staticmethod
    def _sight(by: str, shown: Card | Form) -> Sight:
        return Sight(by=by, shown=shown, words=plain.written(shown))
