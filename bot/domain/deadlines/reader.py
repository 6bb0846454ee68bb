"""Reading a deadline: words, the days among them, the one that is meant, and what is left of the sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.domain.deadlines import cutting, dates, feasts, foreign, repeats, spans, weekdays, within
from bot.domain.deadlines.deadline import Deadline, Repeat, Trouble
from bot.domain.deadlines.judging import stands
from bot.domain.deadlines.reckoning import WEEK
from bot.domain.deadlines.rules import Asked, Rule, unnamed
from bot.domain.deadlines.surroundings import Place, place
from bot.domain.deadlines.words import Words, split


@dataclass(frozen=True, slots=True)
class _Found:
    """One day in a sentence: its place in words, and what it means. `due` says that a "by" or the like is there."""

    start: int
    end: int
    day: date | None
    trouble: Trouble | None
    repeat: Repeat | None
    due: bool


def _any_of(rules: Iterable[Rule]) -> str:
    return "|".join(unnamed(rule.pattern.pattern) for rule in rules)


# In this order where two rules explain as many words. A whole family is passed over at once where none of it fits.
_FAMILIES = tuple(
    (re.compile(_any_of(family)), family)
    for family in (
        repeats.REPEATS,
        feasts.FEASTS,
        weekdays.WEEKDAYS,
        spans.SPANS,
        within.WITHIN,
        dates.DATES,
        dates.NUMBERED,
        weekdays.TODAYS,
        weekdays.HOURS,
    )
)
# After a hyphen a word goes on: the "in" of a drop-in begins nothing.
_ANY = re.compile(rf"(?<![^ ])(?<!- )(?=[A-Za-z\d])(?:{'|'.join(_any_of(family) for _any, family in _FAMILIES)})")


def read(sentence: str, today: date, *, country: str = "GB-ENG") -> Deadline:
    """The deadline in what somebody typed on a day; `country` decides the bank holidays (ISO code such as GB-WLS).

    Raises LookupError for a country whose bank holidays are asked for and unknown.
    """
    words = split(sentence)
    found = _outermost(_found(words, Asked(today, country)))
    if found:
        meant = _meant(_grouped(words, found))
        if meant.trouble:
            return Deadline(None, sentence, meant.trouble)
        text = cutting.cut(sentence, words.words[meant.start].start, words.words[meant.end - 1].end)
        return Deadline(meant.day, text, None, meant.repeat)
    if in_another_language := foreign.read(words, today):
        day, start, end = in_another_language
        return Deadline(None, sentence, "past") if day < today else Deadline(day, cutting.cut(sentence, start, end))
    return Deadline(None, cutting.as_typed(sentence))


def _found(words: Words, asked: Asked) -> Iterator[_Found]:
    """Every day in the sentence that is a deadline where it stands, in order."""
    at = 0
    while candidate := _ANY.search(words.line, at):
        first = words.number_at(candidate.start())
        readings = sorted(_readings(words, first), key=lambda reading: -reading[1].end())
        at = words.end_of(words.number_at(readings[0][1].end()) - 1)
        for rule, match in readings:
            where = place(words, first, words.number_at(match.end()))
            if stands(words, where, rule) and (day := _day(rule, match, where, asked)):
                yield day
                at = match.end()
                break


def _readings(words: Words, first: int) -> Iterator[tuple[Rule, re.Match[str]]]:
    at = words.at[first]
    for any_of_them, family in _FAMILIES:
        if any_of_them.match(words.line, at):
            for rule in family:
                if match := rule.pattern.match(words.line, at):
                    yield rule, match


def _day(rule: Rule, match: re.Match[str], where: Place, asked: Asked) -> _Found | None:
    """What a day's words mean; None for a period that is over and that nobody called a deadline: "in 2020"."""
    day: date | None
    trouble: Trouble | None
    try:
        day = rule.read(match, asked)
        trouble = "past" if day < asked.today else None
    except LookupError:
        return None
    except (ValueError, OverflowError):
        day, trouble = None, "impossible"
    if trouble == "past" and rule.whole and not where.due:
        return None
    return _Found(where.start, where.end, day, trouble, rule.repeat, where.due)


def _outermost(found: Iterator[_Found]) -> tuple[_Found, ...]:
    """Without those inside another: in "by 5pm on Friday" the hour alone would be today."""
    outer: list[_Found] = []
    for one in found:
        while outer and one.start <= outer[-1].start and outer[-1].end <= one.end:
            outer.pop()
        if not outer or one.end > outer[-1].end:
            outer.append(one)
    return tuple(outer)


_JOINING = ("or", "/", "and", "to", "-", "–")


def _grouped(words: Words, found: tuple[_Found, ...]) -> list[_Found]:
    """Thursday or Friday, Thursday/Friday: one deadline, the later one, and all of its words."""
    groups = list(found[:1])
    for last, one in pairwise(found):
        between = words.symbols(last.end, one.start)
        together = len(between) == 1 and between[0] in _JOINING
        groups.append(_joined(groups.pop(), between[0], one) if together else one)
    return groups


def _joined(first: _Found, word: str, last: _Found) -> _Found:
    day = _not_before(last.day, first.day) if word in ("or", "/") else last.day
    return _Found(first.start, last.end, day, last.trouble, last.repeat or first.repeat, last.due or first.due)


def _not_before(day: date | None, earlier: date | None) -> date | None:
    """Said on a Wednesday, "next Tuesday or Wednesday" is a week away."""
    return day + WEEK if day and earlier and earlier - WEEK <= day < earlier else day


def _meant(found: list[_Found]) -> _Found:
    """The one with by, before, due or deadline, else one that comes again, else the last.

    A day that is gone, or that there never was, only where no other will do.
    """
    return max(
        enumerate(found),
        key=lambda at: (at[1].due, at[1].trouble is None, at[1].repeat is not None, at[0]),
    )[1]
