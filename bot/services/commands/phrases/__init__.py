"""How people ask for what we do, in their own words: and what may be done for it.

What is only like a phrase is understood as well, mistakes of spelling included (domain/intents.py). It is done at once
where the command is in `READS` or `ASKS`; else a button offers it, and only a phrase said word for word is done.
To add some, name the command in english.py or welsh.py and write what people would say. Tests ask that each is a
command, that no two have a phrase in common, and that those done at once change nothing.
"""

from itertools import product

from bot.services.commands.phrases import english, welsh

# Said bare they show something, whatever stands behind them, and change nothing.
READS = frozenset(
    {
        *(
            "commitment.list",
            "data.show",
            "digest.show",
            "effects.show",
            "help.show",
            "meeting.show",
            "part.show",
            "quiet.answer",
        ),
        *("reflection.list", "table.answers", "state.show", "table.more", "table.next", "table.settings"),
        *("table.show", "table.who", "view.list"),
    }
)

# What stands behind these says nothing to them, so that a sentence which only begins alike is another: "who ate it?"
WHOLE = READS - {"table.settings", "view.list"} | {"away.end", "data.erase", "table.leave"}

# Said bare they open a form, or ask.
ASKS = frozenset(
    {
        *("away.set", "commitment.ask", "commitment.make", "reflection.make", "seat.organisation", "table.invite"),
        *("table.missing", "view.give"),
    }
)

# The phrase does not say which one is meant, so that it is offered even where it is word for word.
OFFERED = frozenset(
    {
        *("commitment.done", "commitment.handon", "commitment.letgo", "commitment.move", "link.make", "messages.pause"),
    }
)

# A button for these would only ask for the rest of the sentence: what to type is shown instead.
TYPED = frozenset({"link.make"})


def parted(phrases: str) -> tuple[str, ...]:
    """The phrases of a block, in its order."""
    return tuple(" ".join(phrase.split()) for phrase in phrases.split(";") if phrase.strip())


def of(command: str) -> tuple[str, ...]:
    """All that people say who want a command."""
    return tuple(phrase for language in (english.ENGLISH, welsh.WELSH) for phrase in parted(language.get(command, "")))


def beginnings_of(command: str) -> tuple[str, ...]:
    """What people begin with who say a day in the same sentence; the day is behind it."""
    if command != "away.set":
        return ()
    return tuple(
        f"{away} {until}" for said in (english, welsh) for away, until in product(parted(said.AWAY), said.UNTIL)
    )
