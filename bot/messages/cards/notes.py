"""The weekly note: a check-in if one is due, what is yours, what waits for your word; for coordinators a line more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.acts import Act
from bot.domain.commitments import lateness
from bot.domain.manners import asking_that_is_off
from bot.domain.people import Partner
from bot.messages import of_commitments as piece
from bot.messages.cards import asks, doubts, effects, seats, signs, thanks
from bot.messages.of_commitments import Shown
from bot.messages.of_table import parts_at
from bot.messages.parts import Actions, Button, Card, Heading, Item, Items, Named, Para, Part, Quote, Strong, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase, several, short_day, spoken, upper_first

MOST_LINES = 3
# Nobody is to miss a word of thanks; more than these in one week is a table of saints.
MOST_THANKS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """The question to somebody quiet: when they were last here (None: never yet), and the how-manieth asking it is.

    `seen`: they were here themselves on that day; else somebody noted it of them.
    """

    last_on: date | None
    joined_on: date
    touch: int
    seen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TableNote:
    """One table's part of a note. `quiet`: for coordinators, how many are; None for everybody else.

    `open`: with a check-in, all that they have open. `unsure`: for coordinators, what may not have reached somebody.
    `noted`: signs of life that somebody noted for the reader; `answers`: what came of what they asked; `put_down`: who
    put them down for whom they sit, empty where that is not kept. All since the last note.
    `thanked`: what somebody thanks them for; `moves`: for coordinators, what might move; `question`: the half-year's.
    `meetings`: a sentence each of those in the coming days. `seat_word`: that a sponsor may be asked about their seat.
    `contested`: for coordinators, how many figures are said not to be right since.
    `back`: what the reader noticed, given back to them; not beside a check-in, which asks one thing.
    """

    partner: Partner
    check_in: CheckIn | None
    due: Sequence[Shown]
    waiting: Sequence[Item]
    quiet: int | None
    open: Sequence[Shown] = ()
    noted: Sequence[signs.Sign] = ()
    answers: Sequence[asks.Answer] = ()
    put_down: str | None = None
    unsure: doubts.Doubts = doubts.NO_DOUBTS
    thanked: Sequence[thanks.Given] = ()
    moves: Sequence[Item] = ()
    question: Sequence[Part] = ()
    meetings: Sequence[Text] = ()
    back: Sequence[Item] = ()
    seat_word: Sequence[Part] = ()
    contested: int = 0


def note(tables: Sequence[TableNote], *, today: date) -> Card:
    """The note as it goes out; each table has its heading where there are several."""
    first = tables[0].partner.person.first_name
    parts: list[Part] = [Para(text=phrase(_("Hello {name}."), name=Named(name=first)))]
    for table in tables:
        parts += parts_at(_table(table, several_tables=len(tables) > 1, today=today), table.partner.partnership.slug)
    return Card(text=spoken(parts), parts=tuple(parts), because=_because(tables))


def _because(tables: Sequence[TableNote]) -> str:
    names = " / ".join(table.partner.partnership.name for table in tables)
    if any(table.check_in for table in tables):
        return _("You said I may write, at most once a week, for {table}.").format(table=names)
    return _("This is your note for the week from {table}.").format(table=names)


def _table(table: TableNote, *, several_tables: bool, today: date) -> list[Part]:
    parts: list[Part] = [Heading(text=table.partner.partnership.name)] if several_tables else []
    if table.check_in:
        # Before anything else: nobody reads a page to find out that somebody asks after them.
        parts += _check_in(table, table.check_in, today=today)
    if table.quiet is not None:
        off = asking_that_is_off(table.partner.partnership.off)
        parts += [_convening(table.quiet)] if table.quiet or not off else effects.nobody_asked(off)
        parts += doubts.said(table.unsure, today=today)
        parts += _contested(table.contested)
        parts += [Items(items=tuple(table.moves[:MOST_LINES]))] if table.moves else []
    if table.thanked:
        parts.append(Items(items=tuple(thanks.for_you(one) for one in table.thanked[:MOST_THANKS])))
    if table.put_down is not None:
        parts.append(Items(items=(seats.put_down_for_you(table.partner, table.put_down),)))
    if table.noted:
        parts.append(Items(items=tuple(signs.noted_for_you(one) for one in table.noted[:MOST_LINES])))
    parts += [Para(text=one) for one in table.meetings]
    if table.answers:
        parts += _answered(table.answers)
    if table.waiting:
        parts += _waiting(table.waiting)
    if table.due and not table.check_in:
        parts += _yours(table.due, today=today)
    if table.back and not table.check_in:
        parts.append(Items(items=tuple(table.back)))
    return [*parts, *table.seat_word, *table.question]


def _check_in(table: TableNote, check_in: CheckIn, *, today: date) -> list[Part]:
    """Why I write, their own words back, one question, three answers."""
    name = Strong(text=table.partner.partnership.name)
    if check_in.last_on is None:
        why = phrase(_("I'm asking because you took a seat at {table} and I haven't seen you there yet."), table=name)
    else:
        last = (
            _("I'm asking because I last saw you at {table} on {day}.")
            if check_in.seen
            else _("I'm asking because the last I heard of you at {table} was on {day}, from somebody there.")
        )
        why = phrase(last, table=name, day=short_day(check_in.last_on, today=today))
    mine = next(iter(table.open or table.due), None)
    if mine:
        question = phrase(
            _(" You'd said you would {words}. Is this still yours?"), words=Quote(text=clip(mine.text, LONGEST_QUOTE))
        )
    else:
        question = (_(" Are you still in?"),)
    over = (_(" This is the last time I'll ask."),) if check_in.touch == LAST_TOUCH else ()
    who = _("Your coordinators see only that you answered, unless you say otherwise.")
    asked: list[Part] = [Para(text=(*why, *question, *over)), Actions(of=_answers()), Para(text=(who,), quiet=True)]
    return asked + _open(table.open, today=today)


def _open(mine: Sequence[Shown], *, today: date) -> list[Part]:
    """What they have open comes back, each with what can be said of it."""
    if not mine:
        return []
    items = tuple(
        Item(
            text=(f"{one.number}. ", *piece.for_its_owner(one, today=today, longest=LONGEST_QUOTE)),
            buttons=piece.at_check_in(one.number),
        )
        for one in mine[:MOST_LINES]
    )
    return [Para(text=(_("If you'd rather say it of each that is open:"),)), Items(items=items)]


LAST_TOUCH = 3


def _answers() -> tuple[Button, ...]:
    return (
        Button(label=_("Still in"), act=Act(name="checkin.stillin", on=("1",)), words="still in", style="first"),
        Button(label=_("Not just now"), act=Act(name="checkin.notnow", on=("1",)), words="not just now"),
        Button(
            label=_("Something's in the way"),
            act=Act(name="checkin.obstacle", on=("1",)),
            words="something's in the way",
        ),
    )


def _yours(due: Sequence[Shown], *, today: date) -> list[Part]:
    """What they said they would do, the next days' first and the late kindly."""
    lines = tuple(Item(text=_due(one, today)) for one in due[:MOST_LINES])
    return [Para(text=(_("You said you would:"),)), Items(items=lines)]


def _due(one: Shown, today: date) -> Text:
    said = piece.for_its_owner(one, today=today, longest=LONGEST_QUOTE)
    if lateness(one.due_on, today=today) is None:
        return said
    return (*said, _(" (move it or let it go if that's better)"))


def _answered(answers: Sequence[asks.Answer]) -> list[Part]:
    """What came of what the reader asked."""
    lines = tuple(asks.answered(one) for one in answers[:MOST_LINES])
    return [Para(text=(_("You asked, and this is what came of it:"),)), Items(items=lines)]


def _waiting(waiting: Sequence[Item]) -> list[Part]:
    lead = upper_first(several("{n} thing waits for your word:", "{n} things wait for your word:", len(waiting)))
    further = len(waiting) - MOST_LINES
    rest = several("And {n} more: /table catch me up", "And {n} more: /table catch me up", further)
    more = [Para(text=(rest,), quiet=True)] if further > 0 else []
    return [Para(text=(lead,)), Items(items=tuple(waiting[:MOST_LINES])), *more]


def _contested(number: int) -> list[Part]:
    """A count, once; what it is stands where the figure may be seen."""
    if not number:
        return []
    line = several("{n} figure is contested: /table contested", "{n} figures are contested: /table contested", number)
    return [Para(text=(upper_first(line),))]


def _convening(quiet: int) -> Part:
    """The coordinator's line: a count, no names; those stand behind it, for whoever asks."""
    if not quiet:
        return Para(text=(_("Nobody has been quiet for longer than is usual for them."),))
    line = several(
        "{n} person has been quiet here for longer than is usual for them.",
        "{n} people have been quiet here for longer than is usual for them.",
        quiet,
    )
    return Para(text=(f"{upper_first(line)} {_('Who, and what to do: /table quiet')}",))
