"""Our part: how an organisation looks from the table, shown to itself alone, with no judgement in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.acts import Act
from bot.domain.contests import Figure
from bot.messages.cards import challenge, contests, views
from bot.messages.of_commitments import Shown
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Facts,
    Heading,
    Item,
    Items,
    Named,
    Para,
    Part,
    Quote,
    Strong,
    Text,
)
from bot.messages.words import (
    LONGEST_QUOTE,
    _,
    clip,
    day,
    in_words,
    phrase,
    plain,
    several,
    short_day,
    spoken,
    upper_first,
)

MOST_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OurPart:
    """A seat's part. `name` None: a person's own seat. `kept`, `let_go` and `confirmed` count the last quarter.

    `sponsored`: the seat has a sponsor, who may see it too.
    """

    name: str | None
    last_on: date | None
    open: Sequence[Shown]
    late: Sequence[Shown]
    kept: int
    let_go: int
    waiting: Sequence[Shown]
    confirmed: int = 0
    handed_on: int = 0
    kept_late: int = 0
    sponsored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Owes:
    """What a seat owes beside commitments. `view`, `wording`: nobody of it has said; `said_back`: how many views wait.

    `meetings`: the days of those on which nobody of it has a word. `gone`: who left it lately, and when. `empty`:
    nobody sits there. `mine`: the reader does, so that they can say it themselves.
    """

    view: bool = False
    wording: bool = False
    said_back: int = 0
    meetings: Sequence[date] = ()
    gone: Sequence[tuple[str, date]] = ()
    empty: bool = False
    mine: bool = True


def line(part: OurPart, *, today: date) -> Text:
    """The one line that comes first: what others wait for from us, else what is late, else what came of it."""
    us = _("First, us at {name}: ").format(name=part.name) if part.name else _("First, your own part: ")
    if part.waiting:
        said = several("{n} thing waits for our word: ", "{n} things wait for our word: ", len(part.waiting))
        return (us, said, Quote(text=clip(part.waiting[0].text, LONGEST_QUOTE)), ".")
    if part.late:
        words = Quote(text=clip(part.late[0].text, LONGEST_QUOTE))
        return (us, *phrase(_("{words} was for {day}."), words=words, day=part.late[0].due_on or today))
    if part.open:
        return (us, several("we have {n} thing open.", "we have {n} things open.", len(part.open)))
    if part.kept:
        return (us, _kept(part))
    return (us, _("nobody waits for us, and we have nothing open."))


def _kept(part: OurPart) -> str:
    return several(
        "nobody waits for us; we kept {n} thing in the last three months.",
        "nobody waits for us; we kept {n} things in the last three months.",
        part.kept,
    )


def our_part(
    part: OurPart,
    table: str,
    *,
    owes: Owes | None = None,
    noticed: Sequence[tuple[str, str]] = (),
    stands: str = "",
    beside: Sequence[Part] = (),
    today: date,
) -> Card:
    """All of it: when we were last seen, what we promised, what came of it, what others wait for, what we noticed.

    `stands`: how the organisation stands, against its own past; `beside`: what somebody says of the figures.
    """
    whose = part.name or _("Your own seat")
    late = ((_("After their day"), (_number(part.kept_late),)),) if part.kept_late else ()
    confirmed = ((_("Confirmed by others"), (_number(part.confirmed),)),) if part.confirmed else ()
    handed = ((_("Handed on in three months"), (_number(part.handed_on),)),) if part.handed_on else ()
    facts = Facts(
        rows=(
            (_("Last here"), (short_day(part.last_on, today=today) if part.last_on else _("not yet"),)),
            (_("Open"), (_number(len(part.open)),)),
            (_("Past their day"), (_number(len(part.late)),)),
            (_("Kept in three months"), (_number(part.kept),)),
            *late,
            *confirmed,
            *handed,
            (_("Let go in three months"), (_number(part.let_go),)),
        )
    )
    lead = phrase(_("{name}, as the table {table} sees it."), name=Named(name=whose), table=Strong(text=table))
    parts: list[Part] = [Para(text=lead), *((Para(text=(stands,)),) if stands else ()), facts]
    parts += _lines(_("Waiting for our word"), part.waiting)
    owed = _owed(owes, today=today) if owes else []
    parts += owed
    if owes and not (owed or part.waiting or part.open):
        parts.append(Para(text=(_calm(part),)))
    parts += _lines(_("What we said we'd do"), part.open)
    parts += _noticed(noticed)
    parts += [*beside, *((Actions(of=_ways()),) if owes and owes.mine else ())]
    only = _only(part)
    parts.append(Para(text=(only,), quiet=True))
    said = "; ".join(f"{label}: {plain(value)}" for label, value in facts.rows)
    quotes = " ".join(plain((Quote(text=one.text),)) for one in (*part.waiting, *part.open))
    told = " ".join(filter(None, (spoken(owed), spoken(tuple(beside)))))
    quotes = " ".join(filter(None, (quotes, told, *(plain((Quote(text=words),)) for _who, words in noticed))))
    return Card(text=" ".join(filter(None, (plain(lead), stands, f"{said}.", quotes, only))), parts=tuple(parts))


def _owed(owes: Owes, *, today: date) -> list[Part]:
    """Views and answers that are ours to give, each with the way to give it; and seats of ours that nobody sits in."""
    lines = []
    if owes.view:
        ways = (views.answer_button(),) if owes.mine else ()
        lines.append(Item(text=(_("What it looks like from where we sit: not said yet."),), buttons=ways))
    if owes.wording:
        ways = (challenge.look_button(),) if owes.mine else ()
        lines.append(Item(text=(_("Whether we recognise the challenge as it is put: not said yet."),), buttons=ways))
    if owes.said_back:
        said = several(
            "{n} view of ours was said back, and waits for whether that's it.",
            "{n} views of ours were said back, and wait for whether that's it.",
            owes.said_back,
        )
        lines.append(Item(text=(upper_first(said),)))
    lines += [
        Item(
            text=(
                _("The meeting on {day}: whether any of us came isn't said yet.").format(
                    day=short_day(one, today=today)
                ),
            )
        )
        for one in owes.meetings[-MOST_LINES:]
    ]
    parts: list[Part] = [Heading(text=_("Views and answers we owe")), Items(items=tuple(lines))] if lines else []
    return [*parts, *_seats(owes, today=today)]


def _ways() -> tuple[Button, ...]:
    """That a figure isn't right; and how the reader stands themself."""
    own = Button(label=_("How I stand"), act=Act(name="state.show"), words="/table my state")
    return contests.button(Figure.PART), own


def _seats(owes: Owes, *, today: date) -> list[Part]:
    gone = [
        Item(text=(Named(name=name), _(", until {day}").format(day=short_day(on, today=today))))
        for name, on in owes.gone[-MOST_LINES:]
    ]
    empty = [Item(text=(_("Nobody sits in our seat just now."),))] if owes.empty else []
    return [Heading(text=_("Seats of ours")), Items(items=(*empty, *gone))] if empty or gone else []


def _calm(part: OurPart) -> str:
    """Where there is nothing to do, that is said; a newcomer has nothing to look back on."""
    if part.last_on is None:
        return _("There's nothing to look back on yet, and nobody waits for us.")
    return _("Nobody waits for us, and there's no answer that we owe.")


def _only(part: OurPart) -> str:
    """Who may see it."""
    if part.name is None:
        return _("Only you see this.")
    if part.sponsored:
        return _("Only those who sit here for {name}, and its sponsor, see this.").format(name=part.name)
    return _("Only those who sit here for {name} see this.").format(name=part.name)


def _number(number: int) -> str:
    return in_words(number) if number else _("none")


def _noticed(noticed: Sequence[tuple[str, str]]) -> list[Part]:
    """What somebody shared with their organisation, in whole; it stands nowhere else for the others of it."""
    if not noticed:
        return []
    lines = tuple(Item(text=(Named(name=who), ": ", Quote(text=words))) for who, words in noticed[:MOST_LINES])
    return [Heading(text=_("What we noticed, among ourselves")), Items(items=lines)]


def _lines(heading: str, items: Sequence[Shown]) -> list[Part]:
    if not items:
        return []
    lines = tuple(
        Item(
            text=(
                f"{one.number}. ",
                Quote(text=clip(one.text, LONGEST_QUOTE)),
                *((", ", day(one.due_on)) if one.due_on else ()),
            )
        )
        for one in items[:MOST_LINES]
    )
    return [Heading(text=heading), Items(items=lines)]
