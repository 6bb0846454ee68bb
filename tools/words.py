"""Every word that people read, by card, and what is wrong with any: `make words`.

Each card's example is drawn as text, in English; then come the sentences of pages and doors. Then the checks, which the
tests ask too: how long one reads before one is asked, and the words that people never meet; of each other language,
that nothing is missing from it.
"""

import re
import sys
from collections.abc import Iterator, Mapping

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.messages.parts import Actions, Button, Card, Form, Heading, Items, Para, Part, Pick, Text
from bot.messages.render.text import text
from bot.messages.words import spoken
from tests.messages.examples import everything
from tools.catalogue import LOCALE, faults, template

# DESIGN 4: at most so many words before the question of a message that nobody asked for.
MOST, WELCOME, PAGE = 60, "welcome.", "briefs.brief.coordinator"
# A welcome says what is kept as well; a coordinator's brief is a page to read before a meeting, as long as a digest.
LONGER = {WELCOME: 90, PAGE: 250}

# DESIGN 2: people never meet our own words for things, nor these.
NEVER = re.compile(
    r"\b(nudges?|spells?|rhythms?|ledgers?|risks?|fades?|inactive|dropped off|organization|well done"
    r"|your organisation has)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?:])\s+")


def texts(shown: Card | Form) -> Iterator[Text]:
    """Every sentence of a card or form, as runs."""
    for part in _parts(shown):
        match part:
            case Para():
                yield part.text
            case Heading():
                yield (part.text,)
            case Items():
                for item in part.items:
                    yield item.text
                    yield item.note


def buttons(shown: Card | Form) -> Iterator[Button | Pick]:
    for part in _parts(shown):
        if isinstance(part, Actions):
            yield from part.of
        if isinstance(part, Items):
            for item in part.items:
                yield from item.buttons


def ours(shown: Card | Form) -> str:
    """What we say ourselves: everything but people's own words and names."""
    said = [run for text in texts(shown) for run in text if isinstance(run, str)]
    labels = [button.label for button in buttons(shown)]
    fields = [f"{one.label} {one.hint}" for one in shown.fields] if isinstance(shown, Form) else []
    return " ".join([*said, *labels, *fields, getattr(shown, "because", "") or ""])


def _parts(shown: Card | Form) -> tuple[Part, ...]:
    return shown.parts if isinstance(shown, Card) else shown.before


def before_the_question(shown: Card | Form) -> int:
    """How many words one reads before the first question; none on a card that was asked for, or asks none."""
    if not isinstance(shown, Card) or not shown.because:
        return 0
    read = 0
    for part in shown.parts:
        for sentence in _SENTENCE.split(spoken([part])):
            if sentence.endswith("?"):
                return read
            read += len(sentence.split())
    return 0


def problems(name: str, shown: Card | Form) -> list[str]:
    """What is wrong with how a card is worded, in English."""
    most = next((most for begins, most in LONGER.items() if name.startswith(begins)), MOST)
    read, said = before_the_question(shown), ours(shown)
    long = [f"{name}: {read} words before the question, and {most} is the most"] if read > most else []
    return long + [f"{name}: {wrong}" for wrong in _unkind(said)]


def _unkind(said: str) -> list[str]:
    loud = ["an exclamation mark"] if "!" in said else []
    return loud + [f"“{word}” is a word that people never read" for word in NEVER.findall(said)]


def of_the_source(found: Catalog) -> list[str]:
    """The same of every sentence, whichever card it stands on, or on none."""
    english = (part for one in found if one.id for part in ([one.id] if isinstance(one.id, str) else one.id))
    return [f"{sentence}: {wrong}" for sentence in english for wrong in _unkind(sentence)]


def of_languages(found: Catalog) -> list[str]:
    """What is missing from each language's file, or wrong in it."""
    wrong = []
    for file in sorted(LOCALE.glob("*.po")):
        with file.open("rb") as written:
            catalogue = read_po(written, locale=file.stem)
        wrong += [f"{file.name}: {one}" for one in faults(catalogue, found)]
    return wrong


def main() -> int:
    """All of it, printed; 1 where something is wrong."""
    shown, found = everything("send the discharge data to the ward"), template()
    for name, card in sorted(shown.items()):
        print(f"== {name}\n{text(card)}\n")
    print("== pages and doors")
    for one in found:
        if one.id and not any(file.startswith("bot/messages/cards") for file, _line in one.locations):
            print(one.id if isinstance(one.id, str) else " / ".join(one.id))
    wrong = [problem for name, card in sorted(shown.items()) for problem in problems(name, card)]
    wrong += [*of_the_source(found), *of_languages(found)]
    print("", *wrong, *_figures(shown, found, wrong), sep="\n")
    return 1 if wrong else 0


def _figures(shown: Mapping[str, Card | Form], found: Catalog, wrong: list[str]) -> list[str]:
    longest = max(
        (before_the_question(card), name) for name, card in shown.items() if not name.startswith((WELCOME, PAGE))
    )
    welcome = max((before_the_question(card), name) for name, card in shown.items() if name.startswith(WELCOME))
    return [
        f"texts: {len(found)}, in {', '.join(['English', *sorted(file.stem for file in LOCALE.glob('*.po'))])}",
        f"cards and forms: {len(shown)}",
        f"words before the question at most: {longest[0]} ({longest[1]}); of a welcome {welcome[0]} ({welcome[1]})",
        f"problems: {len(wrong)}",
    ]


if __name__ == "__main__":
    sys.exit(main())
