"""Who has gone quiet: for coordinators names with a way on, for everybody else counts; and why, in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.acts import Act
from bot.domain.quiet import NextStep, OrganisationState, Standing, State, Usual
from bot.messages.cards import sponsors
from bot.messages.parts import Button, Card, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import _, in_words, marked, phrase, several, short_day, spoken, translated, upper_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What everybody may know: numbers, and the chairs that are missing."""

    seats: int
    slow: int
    away: int
    not_messaged: int
    unreachable: int
    invited: int
    chairs: Sequence[str]
    maybe_the_table: bool
    outlook: Sequence[Text] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietOne:
    """Somebody a coordinator is told about, for they were asked first and had time to answer.

    `sponsor`: who could be asked about their seat, once they were told so and had time to answer that too.
    """

    partner_id: int
    name: str
    organisation: str
    last_on: date | None
    asked_on: date | None
    usual: Usual
    meetings_missed: int | None
    only_one: bool
    waited_for: bool
    step: NextStep
    worth: str | None = None
    sponsor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheWay:
    """What somebody let a coordinator know is in the way."""

    name: str
    organisation: str | None
    words: str


def answer(
    part: Text,
    counts: Counts,
    names: Sequence[QuietOne],
    *,
    more: int,
    told: Sequence[InTheWay] = (),
    today: date,
) -> Card:
    """The coordinator's answer: their own part first, then the table, then at most three names."""
    parts: list[Part] = [Para(text=part), *(Para(text=line) for line in counts.outlook)]
    if counts.maybe_the_table:
        parts.append(Para(text=(_maybe(counts),)))
    number = len(names) + more
    parts.append(Para(text=(_how_many(number),)))
    if names:
        parts.append(Items(items=tuple(_item(one, today) for one in names)))
    if more:
        parts.append(Para(text=(upper_first(several("{n} more.", "{n} more.", more)),)))
    if told:
        parts += [Para(text=(_("What they told you is in the way:"),)), Items(items=tuple(map(_told, told)))]
    parts.append(Para(text=_others(counts)))
    if names:
        busy = _("They may be busy on this elsewhere. If you've heard from them, tell me: spoke to {name} on Tuesday")
        parts.append(Para(text=phrase(busy, name=Named(name=f"@{names[0].name}")), quiet=True))
    return Card(text=spoken(parts), parts=tuple(parts))


# As it is kept, whatever language it was told in.
_IN_THE_WAY = {
    words: words for words in (marked("too much on"), marked("the wrong person now"), marked("it isn't working for us"))
}


def _told(one: InTheWay) -> Item:
    words = translated(_IN_THE_WAY.get(one.words, one.words))
    if one.organisation is None:
        return Item(text=phrase(_("{name}: {words}"), name=Named(name=one.name), words=words))
    where = Named(name=one.organisation)
    return Item(
        text=phrase(_("{name}, {organisation}: {words}"), name=Named(name=one.name), organisation=where, words=words)
    )


def counts_only(part: Text, counts: Counts) -> Card:
    """What anybody at the table is told: their own part, the empty chairs, numbers."""
    parts: list[Part] = [Para(text=part), *(Para(text=line) for line in counts.outlook)]
    if counts.maybe_the_table:
        parts.append(Para(text=(_maybe(counts),)))
    parts.append(Para(text=_others(counts)))
    return Card(text=spoken(parts), parts=tuple(parts))


def _maybe(counts: Counts) -> str:
    line = _("That's {slow} of {seats}. It may be the table, not them.")
    return line.format(slow=in_words(counts.slow), seats=in_words(counts.seats))


def _how_many(number: int) -> str:
    if not number:
        return _("Nobody has been quiet here for longer than is usual for them.")
    line = several(
        "{n} person has been quiet here for longer than is usual for them. I asked, and there's been no answer yet.",
        "{n} people have been quiet here for longer than is usual for them. I asked each; none has answered yet.",
        number,
    )
    return upper_first(line)


_SUGGESTED = {NextStep.CALL: marked("I'd ring."), NextStep.OFFER: marked("I'd offer something smaller.")}


def _item(one: QuietOne, today: date) -> Item:
    name = phrase("{name}, {organisation}.", name=Named(name=one.name), organisation=Named(name=one.organisation))
    facts = [
        _("Last here {day}").format(day=short_day(one.last_on, today=today)) if one.last_on else _("Not seen here yet"),
        *([_("asked {day}").format(day=short_day(one.asked_on, today=today))] if one.asked_on else ()),
    ]
    reasons = [
        *([usually(one.usual)] if one.usual is not Usual.UNKNOWN else [not_enough()]),
        *([_missed(one.meetings_missed)] if one.meetings_missed else ()),
        *([_("The only person in that seat.")] if one.only_one else ()),
        *([_("Somebody waits for their word.")] if one.waited_for else ()),
        translated(_SUGGESTED[one.step]),
    ]
    note: Text = (f"{'; '.join(facts)}. {' '.join(reasons)}",)
    if one.worth:
        note = (*note, " ", *phrase(_("They said it would be worth it if {words}."), words=Quote(text=one.worth)))
    return Item(text=name, note=note, buttons=_ways(one))


def _ways(one: QuietOne) -> tuple[Button, ...]:
    """What can be done about it from here; ringing somebody is done by whoever rings."""
    on = (str(one.partner_id),)
    heard = Button(
        label=_("I've heard from them…"),
        act=Act(name="quiet.spoke", on=on),
        words=_("spoke to @{name} on Tuesday").format(name=one.name),
    )
    if one.sponsor:
        return heard, sponsors.draft_button(one.partner_id, one.organisation, one.sponsor)
    if one.step is not NextStep.OFFER:
        return (heard,)
    offer = Button(
        label=_("Offer something smaller"),
        act=Act(name="commitment.ask", on=on),
        words=_("/table ask @{name} to ...").format(name=one.name),
    )
    return offer, heard


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


def _missed(number: int) -> str:
    return several("Missed the last meeting.", "Missed the last {n} meetings.", number)


def _others(counts: Counts) -> Text:
    """Those no list should name: as numbers, and the missing chairs by what they are called."""
    numbers = [
        _("Away: {n}.").format(n=counts.away),
        _("Not messaged: {n}.").format(n=counts.not_messaged),
        _("No way to reach: {n}.").format(n=counts.unreachable),
        _("Invited, not seen yet: {n}.").format(n=counts.invited),
    ]
    said = [line for line, number in zip(numbers, _numbers(counts), strict=True) if number]
    chairs: list[str | Named] = []
    for index, chair in enumerate(counts.chairs):
        chairs += [_("Still missing: ") if not index else ", ", Named(name=chair)]
    lead = f"{' '.join(said)} " if said else ""
    return (lead, *chairs, ".") if chairs else (lead or _("Nobody is away, and no chair is missing."),)


def _numbers(counts: Counts) -> tuple[int, ...]:
    return (counts.away, counts.not_messaged, counts.unreachable, counts.invited)


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
