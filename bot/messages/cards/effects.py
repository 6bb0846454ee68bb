"""What the table's messages do: kind by kind in plain words, with as much doubt as there is; and switching one off."""

from collections.abc import Collection, Sequence

from bot.domain import effects as domain
from bot.domain.acts import Act
from bot.domain.effects import FRACTIONS, Beside, Effect, Verdict
from bot.domain.manners import MAY_BE_OFF, Kind
from bot.messages.parts import Actions, Button, Card, Item, Items, Para, Part, Strong, Text
from bot.messages.words import _, listed, plain, several, spoken, upper_first


def named(kind: Kind) -> str:
    """A kind as people call it, in the plural."""
    return {
        Kind.WELCOME: _("welcomes"),
        Kind.NOTE: _("weekly notes"),
        Kind.CHECK_IN: _("check-ins"),
        Kind.REMINDER: _("reminders"),
        Kind.BRIEF: _("briefs"),
        Kind.OFFER: _("offers"),
        Kind.DIGEST: _("digests"),
    }[kind]


def _typed(kind: Kind) -> str:
    """The same as it is typed, in English whatever the language."""
    return {Kind.NOTE: "weekly notes", Kind.CHECK_IN: "check-ins"}.get(kind, f"{kind}s")


def may_be_off() -> tuple[str, ...]:
    """What there is to switch off."""
    return tuple(_typed(kind) for kind in domain.KINDS if kind in MAY_BE_OFF)


def effects(found: Sequence[Effect], *, beside: Beside | None = None, off: Collection[str] = ()) -> Card:
    """One line a kind; what speaks against one comes with a button, and nothing is switched off by itself."""
    lead = _("What went out in the last three months and had its week to be answered. Numbers only, never who.")
    parts: list[Part] = [Para(text=(lead,))]
    if found:
        parts.append(Items(items=tuple(_item(one, beside, off) for one in found)))
    else:
        parts.append(Para(text=(_("Nothing yet."),)))
    gone = [kind for kind in domain.KINDS if kind in off]
    if gone:
        parts += [Para(text=switched_off_here(gone)), Actions(of=tuple(on_button(kind) for kind in gone))]
    return Card(text=spoken(parts), parts=tuple(parts))


def _item(one: Effect, beside: Beside | None, off: Collection[str]) -> Item:
    name: Text = (Strong(text=upper_first(named(one.kind))),)
    if one.kind is Kind.DIGEST:
        said = several(
            "{n} posted. Who reads them can't be told.", "{n} posted. Who reads them can't be told.", one.sent
        )
        return Item(text=name, note=(upper_first(said),))
    if not one.is_told:
        said = several("{n} sent: too few to tell.", "{n} sent: too few to tell.", one.sent)
        return Item(text=name, note=(upper_first(said),))
    lines = [_answered(one), *([_beside(beside)] if beside and one.kind is Kind.NOTE else ()), _stopped(one)]
    proposed = one.verdict if one.kind not in off else None
    if proposed:
        lines.append(_proposed(proposed))
    return Item(text=name, note=(" ".join(lines),), buttons=(_off_button(one.kind),) if proposed else ())


def _answered(one: Effect) -> str:
    said = _("{sent} sent, {answered} followed within a week by a sign of life.").format(
        sent=f"{one.sent:,}", answered=f"{one.answered:,}"
    )
    low, high = _between(one.answered, one.sent)
    if one.is_sure:
        return f"{said} {_('In the long run that would be between {low} and {high}.').format(low=low, high=high)}"
    doubt = _("That's too few to be sure: in the long run it may be anything between {low} and {high}.")
    return f"{said} {doubt.format(low=low, high=high)}"


def _beside(beside: Beside) -> str:
    low, high = _between(beside.with_sign, beside.weeks)
    line = _("Of the weeks of those who get none it was between {low} and {high}; they may differ in other ways.")
    return line.format(low=low, high=high)


def _between(number: int, of: int) -> tuple[str, str]:
    low, high = domain.said_between(*domain.between(number, of))
    return _fraction(low), _fraction(high)


def _fraction(share: float) -> str:
    words = (
        *(_("none"), _("a tenth"), _("a fifth"), _("a quarter"), _("a third"), _("half")),
        *(_("two thirds"), _("three quarters"), _("four fifths"), _("nine tenths"), _("all")),
    )
    return words[FRACTIONS.index(share)]


def _stopped(one: Effect) -> str:
    if not one.stopped:
        return _("Nobody stopped messages within a week of one.")
    return upper_first(
        several(
            "{n} person stopped messages within a week of one.",
            "{n} people stopped messages within a week of one.",
            one.stopped,
        )
    )


def _proposed(verdict: Verdict) -> str:
    return {
        Verdict.NOTHING: _("They seem to do little here. You might switch them off."),
        Verdict.AWAY: _("They seem to drive people away. You might switch them off."),
    }[verdict]


def _off_button(kind: Kind) -> Button:
    label = _("Switch off {kind}").format(kind=named(kind))
    return Button(label=label, act=Act(name="effects.off", on=(kind.value,)), words=f"/table switch off {_typed(kind)}")


def on_button(kind: Kind) -> Button:
    label = _("Switch on {kind}").format(kind=named(kind))
    return Button(label=label, act=Act(name="effects.on", on=(kind.value,)), words=f"/table switch on {_typed(kind)}")


def switched_off_here(kinds: Sequence[Kind]) -> Text:
    return (_("Switched off at this table: {kinds}.").format(kinds=listed([named(kind) for kind in kinds])),)


def nobody_asked(kinds: Sequence[Kind]) -> tuple[Part, ...]:
    """Where a table's check-ins are off: why nobody is said to be quiet who was not before; and the way back."""
    why = _("Nobody is asked whether they're still in, so I can't tell you who has gone quiet.")
    return Para(text=(*switched_off_here(kinds), f" {why}")), Actions(of=tuple(on_button(kind) for kind in kinds))


def _card(said: str, *ways: Button) -> Card:
    parts: tuple[Part, ...] = (Para(text=(said,)), *((Actions(of=ways),) if ways else ()))
    return Card(text=plain((said,)), parts=parts)


def switched_off(kind: Kind) -> Card:
    """What stops with it is said; the way back stands beneath."""
    said = _("At this table I send no {kind} any more.").format(kind=named(kind))
    return _card(f"{said}{_with(kind)}", on_button(kind))


def _with(kind: Kind) -> str:
    more = {
        Kind.NOTE: _(" Check-ins go with them. Whoever convenes still gets a line a week."),
        Kind.OFFER: _(" What waits for somebody's word still stands in their weekly note."),
    }
    return more.get(kind, "")


def off_already(kind: Kind) -> Card:
    return _card(_("They are off already: {kind}.").format(kind=named(kind)), on_button(kind))


def switched_on(kind: Kind) -> Card:
    return _card(
        _("At this table I send {kind} again, to those who said yes.").format(kind=named(kind)), _off_button(kind)
    )
