"""How much is too much."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from tests.soak.checker.book import DIGEST, Book, Life, asked_in, kind_of, local, week_of
from tests.soak.checker.lines import Deed, Message
from tests.soak.checker.violation import Violation, to

# DESIGN 5: the floor of every allowed silence; DESIGN 4: days 0, 7 and 21 of a spell.
FLOOR = 14
SINCE_FIRST = {1: 7, 2: 21}


def one_note_a_week(book: Book) -> Iterator[Violation]:
    """DESIGN 4: one personal note a week per route, over all tables."""
    for life in book.lives:
        seen: dict[tuple[int, int], int] = {}
        for message, _standing in life.received():
            if kind_of(message) == "note":
                week = week_of(life.day(message.at))
                if week in seen:
                    said = to(life, message, "a second note in a week")
                    yield Violation(rule="one_note_a_week", said=said, lines=(seen[week], message.n))
                seen[week] = message.n


def one_reminder_a_day(book: Book) -> Iterator[Violation]:
    """DESIGN 4: reminders at dates and cues the person set, at most one message a day."""
    for life in book.lives:
        seen: dict[date, int] = {}
        for message, _standing in life.received():
            if kind_of(message) == "reminder":
                day = life.day(message.at)
                if day in seen:
                    said = to(life, message, "a second reminder in a day")
                    yield Violation(rule="one_reminder_a_day", said=said, lines=(seen[day], message.n))
                seen[day] = message.n


def one_digest_a_week(book: Book) -> Iterator[Violation]:
    """DESIGN 4: one digest per partnership and ISO week, ever. It may be drawn again where it stands."""
    for table, messages in book.public.items():
        seen: dict[tuple[int, int], int] = {}
        for one in messages:
            if one.text.startswith(DIGEST) and one.way == "post":
                week = week_of(one.at.date())
                if week in seen:
                    lines = (seen[week], one.n)
                    yield Violation(rule="one_digest_a_week", said=f"{table}: twice in week {week}", lines=lines)
                seen[week] = one.n


def three_touches(book: Book) -> Iterator[Violation]:
    """DESIGN 4: three touches per quiet spell, then silence."""
    for life, _table, spell in _spells(book):
        for message in spell[3:]:
            yield Violation(rule="three_touches", said=to(life, message, "asked a fourth time"), lines=(message.n,))


def touches_apart(book: Book) -> Iterator[Violation]:
    """DESIGN 4: on days 0, 7 and 21 of the spell, never sooner."""
    for life, _table, spell in _spells(book):
        first = life.day(spell[0].at)
        for index, days in SINCE_FIRST.items():
            if index < len(spell) and life.day(spell[index].at) < first + timedelta(days=days):
                said = to(life, spell[index], f"touch {index + 1} too soon")
                yield Violation(rule="touches_apart", said=said, lines=(spell[0].n, spell[index].n))


def nobody_who_is_here(book: Book) -> Iterator[Violation]:
    """DESIGN 4 and 5: any sign of life ends a spell; nobody is asked before a fortnight of silence, away days out.

    CONTRACTS: the day on which somebody was last here is the table's; the day on which they are asked is their own.
    """
    for life in book.lives:
        for message, standing in life.received():
            for table in asked_in(message):
                here = standing.signs.get(table)
                if here is None:
                    continue
                last = local(here, book.zones[table])
                days = _days_here(last, life.day(message.at), standing.aways)
                if days < FLOOR:
                    said = to(life, message, f"asked after {days} days of silence")
                    yield Violation(rule="nobody_who_is_here", said=said, lines=(message.n,))


def _days_here(first: date, last: date, aways: list[tuple[date, date]]) -> int:
    """The days after `first` up to `last` on which they were not away."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(not any(begins <= day < back for begins, back in aways) for day in days)


def _spells(book: Book) -> Iterator[tuple[Life, str, list[Message]]]:
    """What was asked in each silence at a table, which any deed there ends, or one of no table in particular."""
    for life in book.lives:
        asked: dict[str, list[Message]] = defaultdict(list)
        for step, standing in life.at_each():
            if isinstance(step, Message):
                for table in asked_in(step):
                    asked[table].append(step)
            elif _is_a_sign(step, standing.answers):
                ended = [step.table] if step.table else list(asked)
                yield from ((life, table, asked.pop(table)) for table in ended if asked.get(table))
        yield from ((life, table, spell) for table, spell in asked.items() if spell)


def _is_a_sign(deed: Deed, answers: dict[str, str]) -> bool:
    return deed.what != "talked" or answers.get(deed.table) == "yes"
