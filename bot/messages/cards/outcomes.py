"""Outcomes: what would be different for whom, how it has gone, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.changes import Change
from bot.domain.outcomes import MOST_DRAWN, MOST_LIVE, Better, Measure, Outcome, State, comparable, drawable
from bot.messages import of_outcomes as piece
from bot.messages.cards import measures as measure_cards
from bot.messages.cards import safeguards
from bot.messages.parts import Button, Card, Chart, Heading, Item, Items, Named, Para, Part, Picture, Quote, Text
from bot.messages.words import _, listed, phrase, plain, several, short_day, upper_first

# What one looks back on: the rest of a long history is counted.
MOST_MEASURES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An outcome with all that was measured of it, and how many open commitments are towards it."""

    outcome: Outcome
    measures: Sequence[Measure] = ()
    tied: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads: what they may do depends on it. `adds`: they may measure; `partner_id`: what they logged is theirs."""

    partner_id: int
    adds: bool
    convenes: bool
    today: date


def kept(one: Outcome, live: int, *, careful: bool = False) -> Card:
    """What somebody reads who has set one. `live`: how many the table has now. One question: which way is better?"""
    said = phrase(_("That's outcome {number} of this table: {words}."), number=str(one.number), words=piece.quoted(one))
    many = several(
        "That's {n} at once. A table can look after about five: is there one that you've reached, or that isn't yours?",
        "That's {n} at once. A table can look after about five: is there one that you've reached, or that isn't yours?",
        live,
    )
    remark = (Para(text=(many,)),) if live > MOST_LIVE else ()
    question = Para(text=(_("When it's measured, which way is better?"),))
    first = (safeguards.danger(),) if careful else ()
    ways = (*piece.directions(one), piece.take_back(one))
    return piece.card(*first, Para(text=said), *remark, question, about=one, ways=ways)


def there_already(one: Outcome) -> Card:
    said = phrase(_("That's outcome {number} already: {words}."), number=str(one.number), words=piece.quoted(one))
    return piece.card(Para(text=said), about=one, ways=(piece.log(one), piece.more(one)))


def directed(one: Outcome) -> Card:
    """Which way is better is known now; the next thing is a first measure."""
    template = {
        Better.MORE: _("Noted: of {words}, more is better."),
        Better.FEWER: _("Noted: of {words}, fewer is better."),
    }[one.better or Better.MORE]
    said = phrase(template, words=piece.quoted(one))
    then = Para(text=(_("How does it stand now? A number with its day, or a sentence."),))
    return piece.card(Para(text=said), then, about=one, ways=(piece.log(one), piece.more(one)))


def listing(live: Sequence[Standing], closed: Sequence[Outcome], reader: Reader) -> Card:
    """All that the table works towards, each with how it has gone; then what was reached, and what is no longer its."""
    if not live and not closed:
        return nothing_yet(reader)
    items = tuple(_line(one, reader) for one in live)
    parts: list[Part] = [Heading(text=_("What would be different")), Items(items=items)] if live else []
    if closed:
        parts += [Heading(text=_("Before")), Items(items=tuple(_before(one, reader) for one in closed))]
    return piece.card(*parts, ways=(piece.begin(),) if reader.adds else ())


def nothing_yet(reader: Reader) -> Card:
    said = _("Nobody has said yet what would be different, and for whom. One sentence is plenty.")
    return piece.card(Para(text=(said,)), ways=(piece.begin(),) if reader.adds else ())


def _line(one: Standing, reader: Reader) -> Item:
    text = (f"{one.outcome.number}. ", piece.quoted(one.outcome))
    went = piece.how_it_went(one.measures, one.outcome, today=reader.today) or (_("Not measured yet."),)
    note = (*went, " ", *_tied(one.tied)) if one.tied else went
    log = (piece.log(one.outcome),) if reader.adds else ()
    return Item(text=text, note=note, buttons=(*log, piece.more(one.outcome)))


def _tied(number: int) -> Text:
    return (upper_first(several("{n} thing is open towards it.", "{n} things are open towards it.", number)),)


def _before(one: Outcome, reader: Reader) -> Item:
    return Item(
        text=(f"{one.number}. ", piece.quoted(one)), note=_became(one, reader.today), buttons=(piece.more(one),)
    )


def _became(one: Outcome, today: date) -> Text:
    """Reached, or no longer ours, since when and why."""
    on = short_day((one.closed_at or one.made_at).date(), today=today)
    template = _("Reached, {day}") if one.state is State.REACHED else _("No longer ours, {day}")
    why = phrase(_(": {why}"), why=Quote(text=one.reason)) if one.reason else ()
    return (template.format(day=on), *why, ".")


def details(one: Standing, history: Sequence[Change], reader: Reader) -> Card:
    """One of them: how it has gone, each measure, what is towards it, and what happened to it."""
    of = one.outcome
    lead = (f"{of.number}. ", Quote(text=of.text))
    went = piece.how_it_went(one.measures, of, today=reader.today) or (_("Not measured yet."),)
    parts: list[Part] = [Para(text=lead), Para(text=went)]
    parts += [] if of.is_live else [Para(text=_became(of, reader.today))]
    parts += picture(one, reader.today)
    parts += [Para(text=_tied(one.tied))] if one.tied else []
    parts += _measured(one, reader)
    lines = [line for change in history if (line := _happened(change, reader.today))]
    parts += [Heading(text=_("What happened")), Items(items=tuple(Item(text=line) for line in lines))] if lines else []
    return piece.card(*parts, about=of, ways=_ways(of, reader))


def _ways(one: Outcome, reader: Reader) -> tuple[Button, ...]:
    if not one.is_live:
        return (piece.reopen(one),) if one.may_change(reader.partner_id, convenes=reader.convenes) else ()
    log = (piece.log(one),) if reader.adds else ()
    asked = piece.directions(one) if reader.adds and one.better is None else ()
    if not one.may_change(reader.partner_id, convenes=reader.convenes):
        return (*log, *asked)
    return (*log, *asked, piece.change(one), *piece.close(one))


def picture(one: Standing, today: date) -> list[Part]:
    """How it has gone as bars, where there are enough of them; the words beside it say the same."""
    counted = comparable(one.measures)[-MOST_DRAWN:]
    counts = drawable(counted)
    if not counts:
        return []
    said = listed([plain(piece.figure(each.reading)) for each in counted])
    number = one.outcome.number
    return [
        Picture(
            name="outcome",
            alt=_("Outcome {number}, oldest first: {figures}.").format(number=number, figures=said),
            of=Chart(
                title=_("Outcome {number}").format(number=number),
                counts=counts,
                first=short_day(counted[0].reading.on, today=today),
                last=short_day(counted[-1].reading.on, today=today),
            ),
        )
    ]


def _measured(one: Standing, reader: Reader) -> list[Part]:
    if not one.measures:
        return []
    shown = one.measures[-MOST_MEASURES:]
    more = len(one.measures) - len(shown)
    rest = (Item(text=(several("and {n} before", "and {n} before", more),)),) if more else ()
    items = tuple(measure_cards.line(one.outcome, each, reader.today, mine=_may(each, reader)) for each in shown)
    return [Heading(text=_("What was measured")), Items(items=(*rest, *items))]


def _may(each: Measure, reader: Reader) -> bool:
    return reader.adds and (reader.convenes or each.partner_id == reader.partner_id)


def _happened(change: Change, today: date) -> Text:
    said = _step(change)
    if not said:
        return ()
    who = Named(name=change.by or _("somebody who has left"))
    reason = (" ", Quote(text=change.reason)) if change.reason else ()
    return (f"{short_day(change.at.date(), today=today)}, ", who, ": ", *said, *reason)


def _step(change: Change) -> Text:
    match change.what:
        case "changed":
            return phrase(_("said it anew; it was {before}"), before=Quote(text=change.before or ""))
        case "corrected":
            return phrase(_("corrected a measure; it was {before}"), before=Named(name=change.before or ""))
    plainly = {
        "set": _("set it"),
        "better": _("said which way is better"),
        "reached": _("said it was reached"),
        "dropped": _("said it was no longer ours"),
        "reopened": _("opened it again"),
        "unmeasured": _("took a measure back"),
    }
    return (plainly[change.what],) if change.what in plainly else ()


def changed(one: Outcome, before: str) -> Card:
    said = phrase(
        _("Outcome {number} is now {words}. It was {before}."),
        number=str(one.number),
        words=piece.quoted(one),
        before=Quote(text=before),
    )
    return piece.card(Para(text=said), about=one, ways=(piece.change(one), piece.more(one)))


def closed(one: Outcome) -> Card:
    """Reached is the table's; and not ours any more is a thing to know, too."""
    template = {
        State.REACHED: _("Reached: {words}. Thank you to everybody who had a part in it."),
        State.DROPPED: _("Noted: {words} is no longer this table's. That's good to know."),
    }[one.state]
    return piece.card(Para(text=phrase(template, words=piece.quoted(one))), about=one, ways=(piece.reopen(one),))


def as_it_is(one: Outcome, *, may_change: bool, today: date) -> Card:
    """How it stands: for a second press, or a card that showed something older."""
    if one.is_live:
        said = phrase(_("As it stands, outcome {number}: {words}."), number=str(one.number), words=piece.quoted(one))
        return piece.card(Para(text=said), about=one, ways=(piece.log(one), piece.more(one)))
    said = (piece.quoted(one), ". ", *_became(one, today))
    return piece.card(Para(text=said), about=one, ways=(piece.reopen(one),) if may_change else ())


def reopened(one: Outcome) -> Card:
    said = phrase(_("Open again: {words}."), words=piece.quoted(one))
    return piece.card(Para(text=said), about=one, ways=(piece.log(one), piece.more(one)))


def withdrawn() -> Card:
    said = _("Taken back and deleted. Whoever has read it, has read it.")
    return piece.card(Para(text=(said,)), ways=(piece.begin(), piece.listing()))


def measured_already(one: Outcome) -> Card:
    """Others have measured it, so it is not one person's to take back."""
    said = phrase(
        _("{words} has been measured already, so it is the table's. It can be closed: no longer ours."),
        words=piece.quoted(one),
    )
    return piece.card(Para(text=said), about=one, ways=piece.close(one))


def line(live: Sequence[Standing], today: date) -> Text | None:
    """One sentence for the table at a glance: the latest measured, with how many more there are."""
    if not live:
        return None
    measured = [one for one in live if one.measures]
    newest = max(measured, key=lambda one: max(each.reading.on for each in one.measures)) if measured else live[0]
    went = piece.how_it_went(newest.measures, newest.outcome, today=today) or (_("Not measured yet."),)
    rest = several("And {n} more outcome.", "And {n} more outcomes.", len(live) - 1)
    more = (f" {rest}",) if len(live) > 1 else ()
    return (*phrase(_("Is anyone better off? {words}: "), words=piece.quoted(newest.outcome)), *went, *more)
