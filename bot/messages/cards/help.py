"""What can be said to the bot, and the closest commands when something was not understood."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.messages.cards import languages
from bot.messages.parts import Actions, Button, Card, Item, Items, Para, Quote, Strong
from bot.messages.words import _, plain, translated

# No renderer draws more of one list; all that can be said is several.
MOST_LISTED = 30


def help_card(lines: Sequence[tuple[str, str]], *, more: int | None) -> Card:
    """`lines`: what to type, and what it does; `more`: the page on which the others begin, if there are others."""
    items = tuple(Item(text=(Strong(text=usage), ": ", translated(what))) for usage, what in lines)
    lead, draft = Para(text=(_("You can say it in a sentence, or type:"),)), " ".join(languages.draft())
    said = "; ".join(f"{usage}: {translated(what)}" for usage, what in lines)
    note = (Para(text=(draft,), quiet=True),) if draft else ()
    lists = tuple(Items(items=items[first : first + MOST_LISTED]) for first in range(0, len(items), MOST_LISTED))
    text = f"{lead.text[0]} {said} {draft}".strip()
    return Card(text=text, parts=(lead, *lists, *note, *(_further(more) if more else ())))


def _further(page: int) -> tuple[Actions, ...]:
    """The first of the pages needs no number."""
    which = "more" if page == 1 else str(page)
    act = Act(name="help.show", on=(which,))
    return (Actions(of=(Button(label=_("More"), act=act, words=f"help {which}"),)),)


def closest(words: str, suggestions: Sequence[tuple[str, str]]) -> Card:
    """Not understood: the words given back, and two or three commands. `suggestions`: what it does, what to type."""
    lead = Para(text=(_("I didn't catch that: "), Quote(text=words), ".") if words else (_("I heard nothing."),))
    items = tuple(Item(text=(Strong(text=usage), ": ", translated(what))) for what, usage in suggestions)
    where = (
        _("I've kept your words. Type help for what I understand.") if words else _("Type help for what I understand.")
    )
    kept = Para(text=(where,), quiet=True)
    said = "; ".join(f"{usage}: {translated(what)}" for what, usage in suggestions)
    text = " ".join(filter(None, (plain(lead.text), said, plain(kept.text))))
    listed = (Para(text=(_("Did you mean:"),)), Items(items=items)) if items else ()
    return Card(text=text, parts=(lead, *listed, kept))
