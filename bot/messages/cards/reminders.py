"""Reminders of what people set themselves, in their own words."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.of_commitments import Shown
from bot.messages.parts import Button, Card, Item, Items, Named, Para, Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase, plain


class Planned(Shown, Protocol):
    """A commitment that somebody is reminded of, with their own words for when they would do it."""

    @property
    def plan(self) -> str | None: ...


def reminder(partner: Partner, lines: Sequence[Item], *, subject: str | None) -> Card:
    """What has come, a line each. `subject`: what it is about, if that is one thing."""
    lead = Para(text=phrase(_("Hello {name}. You asked to be reminded:"), name=Named(name=partner.person.first_name)))
    said = "; ".join(plain(item.text) for item in lines)
    because = _("This comes because you named the day at {table}.").format(table=partner.partnership.name)
    return Card(
        text=f"{plain(lead.text)} {said}.", parts=(lead, Items(items=tuple(lines))), because=because, subject=subject
    )


def commitment(reason: str, one: Planned, *, today: date) -> Item:
    """What somebody said they would do, by the reason it came: "due", "cue" or "late". One question: is it done?"""
    return Item(text=_line(reason, one, today), buttons=_ways(one))


def _line(reason: str, one: Planned, today: date) -> Text:
    words = Quote(text=clip(one.text, LONGEST_QUOTE))
    if one.due_on is None or reason == "cue":
        if one.plan:
            own = Quote(text=clip(one.plan, LONGEST_QUOTE))
            return phrase(_("{words}: this is the moment you named, {plan}"), words=words, plan=own)
        return phrase(_("{words}: this is when you said you'd do it"), words=words)
    if reason == "late":
        return phrase(_("{words} was for {day}. Is it done, or better moved or let go?"), words=words, day=one.due_on)
    if one.due_on == today:
        return phrase(_("{words} is for today"), words=words)
    template = _("{words} is for {day}") if one.due_on > today else _("{words} was for {day}")
    return phrase(template, words=words, day=one.due_on)


def _ways(one: Planned) -> tuple[Button, ...]:
    number = str(one.number)
    return (
        Button(label=_("Done"), act=Act(name="commitment.done", on=(number,)), words=f"done {number}", style="first"),
        Button(
            label=_("Change date"), act=Act(name="commitment.move", on=(number,)), words=f"move {number} to Tuesday"
        ),
        Button(label=_("Let go"), act=Act(name="commitment.letgo", on=(number,)), words=f"let go {number}"),
    )
