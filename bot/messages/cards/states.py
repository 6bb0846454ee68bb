"""Why a partner, and an organisation, is in the state it is in: said in one place, for every reader."""

from collections.abc import Sequence
from datetime import date

from bot.domain.quiet import OrganisationState, Standing, State, Usual
from bot.domain.states import Change
from bot.messages.parts import Item
from bot.messages.words import _, several, short_day

# What somebody reads of how they stood: the newest changes.
MOST_CHANGES = 12


def not_enough() -> str:
    """What is said while fewer than four days are known."""
    return _("There isn't enough history yet to say what's usual.")


def usually(usual: Usual) -> str:
    """Somebody against their own past, in units people use."""
    return {
        Usual.WEEKS: _("Usually here most weeks."),
        Usual.FORTNIGHTS: _("Usually here most fortnights."),
        Usual.MONTHS: _("Usually here most months."),
        Usual.NOW_AND_THEN: _("Usually here now and then."),
        Usual.UNKNOWN: not_enough(),
    }[usual]


def why(state: State, standing: Standing, usual: Usual, *, silent_days: int, today: date) -> str:
    """The reason of a partner's state in one sentence."""
    since = (
        _("Last here {day}").format(day=short_day(standing.last_on, today=today))
        if standing.last_on
        else _("Not seen here yet")
    )
    days = several("{n} day ago", "{n} days ago", silent_days)
    seen = f"{since}, {days}" if standing.last_on else since
    asked = (
        _("asked {day}").format(day=short_day(standing.asked_on, today=today)) if standing.asked_on else _("not asked")
    )
    reasons = {
        State.LEFT: _("Has left the table."),
        State.HANDED_OVER: _("Has handed the seat to somebody else."),
        State.OBSERVER: _("Looks on, and is not asked."),
        State.AWAY: _("Away; those days are no silence."),
        State.NOT_MESSAGED: _("Not messaged: by choice, or not answered yet."),
        State.UNREACHABLE: _("{seen}. There is no way to write to them.").format(seen=seen),
        State.INVITED: _("Invited, and not seen yet."),
        State.QUIET: _("{seen}; {asked}, and three of their working days are over.").format(seen=seen, asked=asked),
        State.ASKED: _("{seen}; {asked}, and there is still time to answer.").format(seen=seen, asked=asked),
        State.DUE: _("{seen}, longer than is usual for them; {asked} yet.").format(seen=seen, asked=asked),
        State.NEW: _("{seen}. {enough}").format(seen=seen, enough=not_enough()),
        State.HERE: f"{seen}. {usually(usual)}",
    }
    return reasons[state]


def why_organisation(state: OrganisationState, *, last_on: date | None, here: int, partners: int, today: date) -> str:
    """The reason of an organisation's state in one sentence, against its own past."""
    seen = _("last here {day}").format(day=short_day(last_on, today=today)) if last_on else _("not seen here yet")
    present = _("{here} of {all} partners here").format(here=here, all=partners)
    reasons = {
        OrganisationState.EMPTY_SEAT: _("Nobody sits in its seat."),
        OrganisationState.AWAY: _("Everybody who sits for it is away."),
        OrganisationState.QUIET: _("Quiet for longer than its own past explains: {seen}, {present}."),
        OrganisationState.SLOWING: _("Slower than its own past: {seen}, {present}."),
        OrganisationState.ACTIVE: _("Taking part: {seen}, {present}."),
    }
    return reasons[state].format(seen=seen, present=present)


def told(change: Change, *, today: date) -> str:
    """One change of somebody's own state, with its day and its reason, in a sentence."""
    day = short_day(change.on_day, today=today)
    last = (
        _("last here {day}").format(day=short_day(change.last_on, today=today)) if change.last_on else _("not here yet")
    )
    asked = short_day(change.asked_on, today=today) if change.asked_on else day
    until = short_day(change.until_on, today=today) if change.until_on else ""
    sentences = {
        State.LEFT: _("You left on {day}."),
        State.HANDED_OVER: _("From {day} your seat was somebody else's."),
        State.OBSERVER: _("From {day} you looked on; you weren't asked."),
        State.AWAY: _("Away from {day} to {until}; those days are no silence."),
        State.NOT_MESSAGED: _("From {day} to {until} I didn't write to you, as you said.")
        if until
        else _("From {day} I didn't write to you: you said so, or hadn't answered whether I may."),
        State.UNREACHABLE: _("From {day} there was no way to write to you."),
        State.INVITED: _("Invited on {day}, and not seen here yet."),
        State.QUIET: _("Quiet from {day}: {last}, longer than is usual for you; asked {asked}."),
        State.ASKED: _("From {day} there was time to answer: {last}; asked {asked}."),
        State.DUE: _("From {day} it was longer than is usual for you: {last}."),
        State.NEW: _("New here from {day}. {enough}"),
        State.HERE: _("Here from {day}. {usual}"),
    }
    return sentences[change.state].format(
        day=day, last=last, asked=asked, until=until, usual=usually(change.usual), enough=not_enough()
    )


def history(changes: Sequence[Change], *, today: date) -> tuple[Item, ...]:
    """The newest changes first."""
    return tuple(Item(text=(told(one, today=today),)) for one in reversed(changes[-MOST_CHANGES:]))
