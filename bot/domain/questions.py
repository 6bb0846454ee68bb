"""Which question somebody is asked next: of the behaviours in turn, none twice, from what happened where it can."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Once all were asked they begin again, with the one that is longest ago.
AGAIN_AFTER = timedelta(days=365)

# What happened is asked about while it is still fresh.
FRESH = timedelta(days=28)
TWICE = 2


class Behaviour(StrEnum):
    """What a table that works well does, in the order in which we ask about it."""

    OUTCOMES = "outcomes"
    LISTENING = "listening"
    TRYING = "trying"
    HONEST = "honest"
    GOOD_ENOUGH = "good enough"


class About(StrEnum):
    """What a question may begin from: something of the person's own."""

    MOVED = "moved"
    LET_GO = "let_go"
    DECLINED = "declined"
    TURNED_DOWN = "turned_down"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question by its name, which is for ever. `about`: what must have happened for it to be asked."""

    name: str
    behaviour: Behaviour
    about: About | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """That somebody was asked a question, in the week of `on`."""

    name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened with a commitment or an ask, in its words."""

    about: About
    number: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A question, what it begins from, and when it was asked before."""

    question: Question
    fact: Fact | None = None
    before: date | None = None


def choose(
    bank: Sequence[Question], asked: Sequence[Asked], facts: Sequence[Fact], *, person: int, today: date
) -> Chosen | None:
    """The next question for somebody who was `asked` those, the latest last; None when they have met them all.

    No behaviour comes twice running while another has a question left. `person` only lets people begin differently.
    """
    known = {question.name: question for question in bank}
    met = {one.name: one.on for one in asked}
    last = next((known[one.name].behaviour for one in reversed(asked) if one.name in known), None)
    left = [question for question in bank if question.name not in met]
    return (
        _from_facts(left, facts, last)
        or _in_turn([question for question in left if question.about is None], last, person)
        or _again(bank, asked, last, today)
    )


def _from_facts(left: Sequence[Question], facts: Sequence[Fact], last: Behaviour | None) -> Chosen | None:
    for fact in facts:
        for question in left:
            if question.about is fact.about and question.behaviour is not last:
                return Chosen(question=question, fact=fact)
    return None


def _in_turn(left: Sequence[Question], last: Behaviour | None, person: int) -> Chosen | None:
    """Of the behaviour with most questions left, so that none remains alone at the end; else the next in turn."""
    if not left:
        return None
    number = Counter(question.behaviour for question in left)
    order = list(Behaviour)
    begin = order.index(last) + 1 if last else person % len(order)
    turn = [*order[begin:], *order[:begin]]
    behaviour = min(number, key=lambda one: (one is last, -number[one], turn.index(one)))
    those = [question for question in left if question.behaviour is behaviour]
    return Chosen(question=those[person % len(those)])


def _again(bank: Sequence[Question], asked: Sequence[Asked], last: Behaviour | None, today: date) -> Chosen | None:
    """The one asked longest ago, once that is a year; of another behaviour than the last if there is one."""
    known = {question.name: question for question in bank if question.about is None}
    old = [(known[one.name], one.on) for one in asked if one.name in known and today - one.on >= AGAIN_AFTER]
    if not old:
        return None
    question, on = min(old, key=lambda one: (one[0].behaviour is last, one[1]))
    return Chosen(question=question, before=on)
