"""Why a partner, and an organisation, is in the state it is in: said in one place, for every reader."""

from datetime import date

from bot.domain.quiet import OrganisationState, Standing, State, Usual
from bot.messages.words import _, several, short_day


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
