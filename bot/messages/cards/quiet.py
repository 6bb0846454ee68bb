"""Who has gone quiet: for coordinators names with a way on, for everybody else counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.acts import Act
from bot.domain.manners import Kind
from bot.domain.quiet import NextStep, Usual
from bot.messages.cards import calls, effects, hindrances, left_be, sponsors, states
from bot.messages.parts import Actions, Button, Card, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import _, in_words, marked, phrase, several, short_day, spoken, translated, upper_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What everybody may know: numbers, and the chairs that are missing.

    `early`: the table has not been seen for long enough that nobody's being quiet would say anything.
    """

    seats: int
    slow: int
    away: int
    not_messaged: int
    unreachable: int
    invited: int
    chairs: Sequence[str]
    maybe_the_table: bool
    outlook: Sequence[Text] = ()
    early: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietOne:
    """Somebody a coordinator is told about, for they were asked first and had time to answer.

    `sponsor`: who could be asked about their seat, once they were told so and had time to answer that too. `mine`: the
    reader said that they'd ring; `rings`: which other coordinator did, and on which day.
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
    mine: bool = False
    rings: tuple[str, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheWay:
    """What somebody let a coordinator know is in the way."""

    name: str
    organisation: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What else a coordinator is told, about the table before anybody's name.

    `rang`: whom they said they'd ring; `way`: what gets in the way here, in numbers; `told`: what somebody let them
    know is in theirs; `left`: who is left be; `gone`: what would bring back who has left; `off`: what is switched off
    here that would ask after anybody.
    """

    rang: Sequence[calls.Called] = ()
    way: Text = ()
    told: Sequence[InTheWay] = ()
    left: Sequence[left_be.LeftBe] = ()
    gone: Sequence[Part] = ()
    off: Sequence[Kind] = ()


NOTHING = Beside()


def answer(
    part: Text,
    counts: Counts,
    names: Sequence[QuietOne],
    *,
    more: int,
    beside: Beside = NOTHING,
    today: date,
) -> Card:
    """The coordinator's answer: their own part first, then the table, then at most three names."""
    parts: list[Part] = [Para(text=part), *(Para(text=line) for line in counts.outlook)]
    parts += [Para(text=(_maybe(counts),))] if counts.maybe_the_table else []
    parts += [Para(text=beside.way)] if beside.way else []
    parts += [Actions(of=(hindrances.ask_button(),))] if counts.maybe_the_table else []
    # Whoever is named below is asked about there, once.
    named, rang = {one.partner_id for one in names}, {one.partner_id for one in beside.rang}
    parts += calls.to_be_told([one for one in beside.rang if one.partner_id not in named])
    number = len(names) + more
    parts += effects.nobody_asked(beside.off) if beside.off else ()
    parts += [Para(text=(_how_many(number, early=counts.early),))] if number or not beside.off else []
    if names:
        parts.append(Items(items=tuple(_item(one, today, rang=one.partner_id in rang) for one in names)))
    parts += _more(more, after=len(names))
    if beside.told:
        told = Items(items=tuple(map(_told, beside.told)))
        parts += [Para(text=(_("What they told you is in the way:"),)), told]
    parts += [Para(text=_others(counts)), *_seats(counts), *beside.gone]
    parts += [Para(text=left_be.those(beside.left, today=today))] if beside.left else []
    if names:
        busy = _("They may be busy on this elsewhere. If you've heard from them, tell me.")
        parts.append(Para(text=(busy,), quiet=True))
    return Card(text=spoken(parts), parts=tuple(parts))


def further(names: Sequence[QuietOne], *, before: int, more: int, today: date) -> Card:
    """The next of them, a few at a time: nobody acts on a list of twelve."""
    if not names:
        return Card(text=_("There is nobody else."), parts=(Para(text=(_("There is nobody else."),)),))
    items = Items(items=tuple(_item(one, today) for one in names))
    parts = (items, *_more(more, after=before + len(names)))
    return Card(text=spoken(parts), parts=parts)


def _more(more: int, *, after: int) -> tuple[Part, ...]:
    """How many there are besides, and the way to the next of them."""
    if not more:
        return ()
    ahead = Button(
        label=_("The next names"), act=Act(name="quiet.answer", on=(str(after),)), words=f"/table quiet after {after}"
    )
    return Para(text=(upper_first(several("{n} more.", "{n} more.", more)),)), Actions(of=(ahead,))


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
    line = several(
        "{n} of the {seats} seats has slowed down, beside its own past: that may be the table, not them.",
        "{n} of the {seats} seats have slowed down, beside their own past: that may be the table, not them.",
        counts.slow,
    )
    return upper_first(line).format(seats=in_words(counts.seats))


def _how_many(number: int, *, early: bool) -> str:
    if not number and early:
        return _("It's too early to say who is quiet: I've seen this table for less than four weeks.")
    if not number:
        return _("Nobody has been quiet here for longer than is usual for them.")
    line = several(
        "{n} person has been quiet here for longer than is usual for them. I asked, and there's been no answer yet.",
        "{n} people have been quiet here for longer than is usual for them. I asked each; none has answered yet.",
        number,
    )
    return upper_first(line)


_SUGGESTED = {NextStep.CALL: marked("I'd ring."), NextStep.OFFER: marked("I'd offer something smaller.")}


def _item(one: QuietOne, today: date, *, rang: bool = False) -> Item:
    """`rang`: the reader is to say how their call went, which is what there is to do about this one."""
    name = phrase("{name}, {organisation}.", name=Named(name=one.name), organisation=Named(name=one.organisation))
    facts = [
        _("Last here {day}").format(day=short_day(one.last_on, today=today)) if one.last_on else _("Not seen here yet"),
        *([_("asked {day}").format(day=short_day(one.asked_on, today=today))] if one.asked_on else ()),
    ]
    reasons = [
        *([states.usually(one.usual)] if one.usual is not Usual.UNKNOWN else [states.not_enough()]),
        *([_missed(one.meetings_missed)] if one.meetings_missed else ()),
        *([_("The only person in that seat.")] if one.only_one else ()),
        *([_("Somebody waits for their word.")] if one.waited_for else ()),
        *([calls.meant_by_another(*one.rings, today=today)] if one.rings else ()),
        *([_("You said you'd ring.")] if one.mine and not rang else ()),
        *([translated(_SUGGESTED[one.step])] if not (one.mine or one.rings) else ()),
    ]
    note: Text = (f"{'; '.join(facts)}. {' '.join(reasons)}",)
    if one.worth:
        note = (*note, " ", *phrase(_("They said it would be worth it if {words}."), words=Quote(text=one.worth)))
    if rang:
        note = (*note, " ", _("You said you'd ring. How did it go?"))
    return Item(text=name, note=note, buttons=calls.waits(one).buttons if rang else _ways(one))


def _ways(one: QuietOne) -> tuple[Button, ...]:
    """What can be done about it from here, the suggestion first."""
    on = (str(one.partner_id),)
    heard = Button(
        label=_("I've heard from them…"),
        act=Act(name="quiet.spoke", on=on),
        words=_("spoke to @{name} on Tuesday").format(name=one.name),
    )
    be = left_be.button(one.partner_id, one.name)
    if one.mine:
        return calls.went_button(one), calls.wont_button(one), be, heard
    sponsor = (sponsors.draft_button(one.partner_id, one.organisation, one.sponsor),) if one.sponsor else ()
    rings = one.step is not NextStep.OFFER
    ring = calls.ring_button(one.partner_id, one.name, first=rings)
    if rings:
        return ring, *sponsor, be, heard
    offer = Button(
        label=_("Offer something smaller"),
        act=Act(name="commitment.ask", on=on),
        words=_("/table ask @{name} to ...").format(name=one.name),
        style="first",
    )
    return offer, *sponsor, be, ring, heard


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


def _seats(counts: Counts) -> tuple[Part, ...]:
    """What can be done for those who are numbers: whoever was never in, or can't be reached; and an empty chair."""
    ways = []
    if counts.invited or counts.unreachable:
        ways.append(Button(label=_("Who has answered"), act=Act(name="table.answers"), words="/table answers"))
    if counts.chairs:
        ways.append(Button(label=_("Invite somebody"), act=Act(name="table.invite"), words="/table invite"))
    return (Actions(of=tuple(ways)),) if ways else ()
