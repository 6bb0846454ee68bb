"""Measures: how it stands with an outcome, as a number with its day or in words; corrected, and taken back."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.acts import Act
from bot.domain.outcomes import Measure, Outcome
from bot.domain.writing import LONGEST
from bot.messages import of_outcomes as piece
from bot.messages.cards import safeguards
from bot.messages.parts import Button, Card, Field, Form, Item, Named, Para
from bot.messages.words import _, long_day, phrase, plain, short_day


def _correct(of: Outcome, one: Measure) -> Button:
    act = Act(name="measure.correct", on=(str(of.number), str(one.number)), seen=one.fingerprint)
    words = _("correct measure {m} of outcome {n} to ...").format(m=one.number, n=of.number)
    return Button(label=_("Correct"), act=act, words=words)


def _take_back(of: Outcome, one: Measure) -> Button:
    act = Act(name="measure.withdraw", on=(str(of.number), str(one.number)), seen=one.fingerprint)
    words = f"take back measure {one.number} of outcome {of.number}"
    return Button(label=_("Take it back"), act=act, words=words)


def line(of: Outcome, one: Measure, today: date, *, mine: bool) -> Item:
    """A measure in a list, with who logged it; whoever may can correct it and take it back."""
    day = short_day(one.reading.on, today=today)
    by = phrase(_("{day}, {who}"), day=day, who=Named(name=one.by)) if one.by else (day,)
    return Item(
        text=piece.reading(one.reading), note=by, buttons=(_correct(of, one), _take_back(of, one)) if mine else ()
    )


def kept(of: Outcome, one: Measure, measures: Sequence[Measure], *, today: date, careful: bool = False) -> Card:
    """What somebody reads who has logged one: as it was understood, and how it has gone."""
    said = (
        *phrase(_("Noted for {words}: "), words=piece.quoted(of)),
        *piece.reading(one.reading),
        _(" ({day}).").format(day=short_day(one.reading.on, today=today)),
    )
    went = piece.how_it_went(measures, of, today=today) if len(measures) > 1 else ()
    asks = of.better is None and one.reading.value is not None
    question = (Para(text=(_("Which way is better?"),)),) if asks else ()
    first = (safeguards.danger(),) if careful else ()
    more = (Para(text=went),) if went else ()
    ways = piece.directions(of) if asks else (_correct(of, one), _take_back(of, one))
    return piece.card(*first, Para(text=said), *more, *question, about=of, ways=(*ways, piece.more(of)))


def corrected(of: Outcome, one: Measure, before: Measure, *, today: date) -> Card:
    said = (
        *phrase(_("Corrected for {words}: "), words=piece.quoted(of)),
        *piece.reading(one.reading),
        _(" ({day}). It was ").format(day=short_day(one.reading.on, today=today)),
        *piece.reading(before.reading),
        ".",
    )
    return piece.card(Para(text=said), about=of, ways=(_correct(of, one), piece.more(of)))


def withdrawn(of: Outcome) -> Card:
    said = phrase(_("Taken back and deleted: it is no longer a measure of {words}."), words=piece.quoted(of))
    return piece.card(Para(text=said), about=of, ways=(piece.log(of), piece.more(of)))


def closed(of: Outcome, *, may_change: bool) -> Card:
    """What is closed is not measured: it is opened again first."""
    said = phrase(_("{words} is closed. To measure it, open it again first."), words=piece.quoted(of))
    return piece.card(Para(text=said), about=of, ways=(piece.reopen(of),) if may_change else (piece.more(of),))


def form(act: Act, of: Outcome, values: Mapping[str, str], *, asking: str | None = None) -> Form:
    """How it stands, and when that was. `act` logs one, or corrects one."""
    box = Field(
        name="words",
        label=_("How does it stand? A number, or a sentence."),
        kind="lines",
        value=values.get("words", ""),
        hint=_("“31 nights, from the ward's own count”, or what people say: is anyone better off?"),
        longest=LONGEST,
    )
    day = Field(
        name="day",
        label=_("Which day is that from?"),
        kind="line",
        value=values.get("day", ""),
        hint=_("Today, if you leave it empty."),
        needed=False,
        longest=100,
    )
    return Form(
        title=_("A measure"),
        act=act,
        fields=(box, day, safeguards.field()) if asking else (box, day),
        submit=_("Note it"),
        before=(safeguards.above(asking, piece.quoted(of)),),
    )


def written(one: Measure) -> Mapping[str, str]:
    """A measure as one would type it again."""
    figure = plain(piece.figure(one.reading)) if one.reading.value is not None else ""
    said = ", ".join(filter(None, (figure, one.reading.words)))
    return {"words": said, "day": long_day(one.reading.on)}
