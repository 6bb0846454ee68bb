"""Who looked at what is known of somebody, as they are told it, and as a coordinator sees it."""

from collections.abc import Sequence

from bot.domain.looks import Look, What
from bot.messages.parts import Card, Heading, Item, Items, Named, Para, Part, Text
from bot.messages.words import _, phrase, spoken


def about_you(one: Look) -> Text:
    """One line, to whoever it is about."""
    said = {
        What.QUIET: _("{who} looked at how you're doing on {day}."),
        What.BRIEF: _("{who} read what helps before ringing you on {day}."),
        What.HISTORY: _("{who} looked back over how you've been doing on {day}."),
        What.PART: _("{who} looked at your seat's part on {day}."),
    }
    return phrase(said[one.what], who=_who(one), day=one.on)


def _of_another(one: Look) -> Text:
    said = {
        What.QUIET: _("{who} looked at how {whom} is doing on {day}."),
        What.BRIEF: _("{who} read what helps before ringing {whom} on {day}."),
        What.HISTORY: _("{who} looked back over how {whom} has been doing on {day}."),
        What.PART: _("{who} looked at the part of the seat of {whom} on {day}."),
    }
    return phrase(said[one.what], who=_who(one), whom=Named(name=one.of), day=one.on)


def _who(one: Look) -> Named:
    return Named(name=one.by or _("Somebody who isn't here any more"))


def looked(mine: Sequence[Look], others: Sequence[Look], *, convenes: bool) -> Card:
    """What was noted about the reader; for a coordinator, about the others as well."""
    head = _("Who looked at what is known of you") if mine else _("Nobody has looked at what is known of you.")
    parts: list[Part] = [Heading(text=head) if mine else Para(text=(head,))]
    parts += [_lines([about_you(one) for one in mine])] if mine else []
    if convenes and others:
        parts += [Heading(text=_("And of others")), _lines([_of_another(one) for one in others])]
    note = _(
        "Noted, once a day, when a coordinator is told by name how somebody is doing, and when a sponsor looks at a "
        "seat's part. It's kept for 13 months."
    )
    parts.append(Para(text=(note,), quiet=True))
    return Card(text=spoken(parts), parts=tuple(parts))


def _lines(said: Sequence[Text]) -> Items:
    return Items(items=tuple(Item(text=one) for one in said))
