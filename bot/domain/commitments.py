"""What a partner said they would do: its states, who may move it between them, and which one somebody means."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Literal

from bot.domain.calendars import is_working_day
from bot.domain.grammar import fold
from bot.domain.people import WORKING_WEEK

Repeat = Literal["weekly", "fortnightly", "monthly"]

# The same words again this soon are a double click or a second try after a slow answer, not a second commitment.
SAME_WORDS = timedelta(minutes=10)

# A date this close is its own plan: the question when to do it would come too late to help.
PLAN_WORTH_ASKING = timedelta(days=2)
SKIPS_BEFORE_PAUSE = 2
PLAN_PAUSE = timedelta(days=30)


# At so many open at once somebody is asked, once, whether one could go: a fifth is remarked on no more.
MANY_OPEN = 4


class State(StrEnum):
    ASKED = "asked"
    OPEN = "open"
    KEPT = "kept"
    LET_GO = "let_go"
    HANDED_ON = "handed_on"


class SeenBy(StrEnum):
    """Who can see it besides its owner: everybody at the table, or only the owner's own organisation."""

    TABLE = "table"
    ORGANISATION = "organisation"


class Lateness(StrEnum):
    """How long ago its day was: in words, never in numbers, and for its owner alone."""

    JUST = "just"
    A_WHILE = "a while"
    LONG = "long"


def lateness(due_on: date | None, *, today: date) -> Lateness | None:
    """How late it is; None where it has no day, or its day has not gone."""
    if due_on is None or due_on >= today:
        return None
    if today - due_on <= _JUST:
        return Lateness.JUST
    return Lateness.A_WHILE if today - due_on <= _A_WHILE else Lateness.LONG


_JUST, _A_WHILE = timedelta(weeks=1), timedelta(weeks=4)


class Step(StrEnum):
    """What can happen to a commitment. An undo goes back to where the last step came from."""

    ACCEPT = "accept"
    DECLINE = "decline"
    KEEP = "keep"
    LET_GO = "let_go"
    HAND_ON = "hand_on"


_AFTER = {
    (State.ASKED, Step.ACCEPT): State.OPEN,
    (State.ASKED, Step.DECLINE): State.LET_GO,
    (State.ASKED, Step.LET_GO): State.LET_GO,
    # Somebody who has done what they were asked need not say yes first.
    (State.ASKED, Step.KEEP): State.KEPT,
    (State.OPEN, Step.KEEP): State.KEPT,
    (State.OPEN, Step.LET_GO): State.LET_GO,
    (State.OPEN, Step.HAND_ON): State.HANDED_ON,
}

# What may be opened again: the one handed on is somebody else's by then.
CAN_REOPEN = frozenset({State.KEPT, State.LET_GO})


def states_for(step: Step) -> frozenset[State]:
    """The states in which a step makes sense."""
    return frozenset(state for state, taken in _AFTER if taken is step)


def after(state: State, step: Step) -> State:
    """The state a step leads to; KeyError where it makes no sense, such as keeping what is let go."""
    return _AFTER[state, step]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A commitment, with the names that go with it. `number` is its own at the table, from 1.

    `partner_id` is its owner: for an ask the one who is asked. `asked_by` stays when they say yes. `parties`: who else
    is in on it, and `others` what they are called. `helps`: for whom it is done, and `helped` what they said of it.
    """

    id: int
    partnership_id: int
    number: int
    partner_id: int
    owner: str
    organisation: str | None
    text: str
    state: State
    seen_by: SeenBy
    made_at: datetime
    due_on: date | None = None
    repeats: Repeat | None = None
    plan: str | None = None
    plan_on: date | None = None
    asked_by: int | None = None
    asker: str | None = None
    reason: str | None = None
    in_return: str | None = None
    closed_at: datetime | None = None
    version: int = 1
    parties: frozenset[int] = frozenset()
    others: tuple[str, ...] = ()
    helps: str | None = None
    helped: str | None = None

    @property
    def whose(self) -> tuple[str, ...]:
        """Everybody who is on it, as the table knows them: organisations, and people in their own right."""
        return (self.organisation or self.owner, *(one for one in self.others if one != self.organisation))

    def is_on_it(self, partner_id: int) -> bool:
        """Whether it is theirs, alone or with others."""
        return self.partner_id == partner_id or partner_id in self.parties

    def may_change(self, partner_id: int, step: Step | None = None) -> bool:
        """Only its owner; and whoever asked may take back an ask that is not answered."""
        taking_back = self.state is State.ASKED and step is Step.LET_GO and self.asked_by == partner_id
        return self.partner_id == partner_id or taking_back


def next_due(due_on: date, repeats: Repeat, *, today: date) -> date:
    """The first day of the series after both the last one and today; months are clipped (31 January, 28 February)."""
    for times in count(1):
        following = _step(due_on, repeats, times)
        if following > max(today, due_on):
            return following
    raise AssertionError  # pragma: no cover - a count has no end


def falls_free(day: date, repeats: Repeat, *, country: str) -> bool:
    """Whether a day of a series was chosen by nobody and is no working day: a bank holiday, monthly a weekend too."""
    chosen = repeats != "monthly" and day.weekday() not in WORKING_WEEK
    return not (chosen or is_working_day(day, country=country))


def _step(due_on: date, repeats: Repeat, times: int) -> date:
    if repeats != "monthly":
        return due_on + times * _WEEKS[repeats]
    years, month = divmod(due_on.month - 1 + times, 12)
    year = due_on.year + years
    return date(year, month + 1, min(due_on.day, monthrange(year, month + 1)[1]))


_WEEKS = {"weekly": timedelta(weeks=1), "fortnightly": timedelta(weeks=2)}


def repeat_in(words: str) -> Repeat | Literal["never"] | None:
    """How often the words say that it comes again: "every week", "monthly", "no more"; None where they say neither."""
    said = f" {fold(words)} "
    for repeat, ways in _REPEATS.items():
        if any(f" {way} " in said for way in ways):
            return repeat
    return None


_REPEATS: Mapping[Repeat | Literal["never"], Sequence[str]] = {
    "never": ("never", "no more", "not any more", "no longer", "once"),
    "fortnightly": ("fortnightly", "fortnight", "two weeks", "2 weeks", "other week"),
    "weekly": ("weekly", "week"),
    "monthly": ("monthly", "month"),
}


def plan_helps(due_on: date | None, *, today: date) -> bool:
    """Whether there is time to meet the cue of a when-then plan before the day."""
    return due_on is not None and due_on - today > PLAN_WORTH_ASKING


def tired_of_plans(answers: Sequence[tuple[str, date]], *, today: date) -> bool:
    """Whether to leave somebody alone about plans: they skipped twice running, less than a month ago.

    `answers`: "planned" or "skipped" with its day, newest first.
    """
    last = answers[:SKIPS_BEFORE_PAUSE]
    skipped = len(last) == SKIPS_BEFORE_PAUSE and all(answer == "skipped" for answer, _ in last)
    return skipped and today - last[0][1] < PLAN_PAUSE


_NUMBER = re.compile(r"#?(\d{1,9})\b[\s:,;-]*")
_BECAUSE = re.compile(r"(?:^|[\s,;:–-]+)because\b[\s,:]*", re.IGNORECASE)
_WHEN_THEN = re.compile(
    r"(?:when|if|once|after)\s+(?P<cue>.+?)[\s,;:]+(?:then\s+)(?P<action>.+)", re.IGNORECASE | re.DOTALL
)
_SMALL_WORDS = fold(
    "a an and at by for from i ill in it me my of on our that the their them then this to we with"
).split()

_OPENING = re.compile(
    r"(?:(?:i|we)(?:['’]ll| will| am going to| are going to|['’]m going to)|to(?! do list\b)) ", re.IGNORECASE
)

# A word of four letters or more may be typed short ("disch"); shorter ones would fit anything.
_STEM = 4


def numbered(words: str) -> tuple[int | None, str]:
    """A number at the start and the rest: "3 because ..." -> 3, "because ..."; None where there is none."""
    found = _NUMBER.match(words)
    return (int(found[1]), words[found.end() :].strip()) if found else (None, words.strip())


def because(words: str) -> tuple[str, str | None]:
    """What stands before "because", and the reason after it."""
    head, *reason = _BECAUSE.split(words, maxsplit=1)
    return head.strip(), (reason[0].strip() or None) if reason else None


def plainly(words: str) -> str:
    """The words without "I'll" or "to" in front, so that they fit after "You said you'd"."""
    return _OPENING.sub("", words, count=1) if _OPENING.match(words) else words


def cue_of(plan: str) -> str:
    """The cue of a when-then plan, in which a day may stand; all of it where there is no "then"."""
    found = _WHEN_THEN.fullmatch(plan.strip())
    return found["cue"] if found else plan


def matching(words: str, among: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Those that fit the words best; several where they fit equally well, none where fewer than half the words do."""
    wanted = _telling(words)
    fits = [(_share(wanted, _telling(one.text)), one) for one in among]
    best = max((fit for fit, _ in fits), default=0.0)
    return tuple(one for fit, one in fits if fit == best and fit >= 1 / 2)


def _telling(words: str) -> list[str]:
    """The words that tell one commitment from another; all of them where none does."""
    folded = fold(words).split()
    return [word for word in folded if word not in _SMALL_WORDS] or folded


def _share(wanted: Sequence[str], held: Sequence[str]) -> float:
    if wanted == held:
        return 2.0
    return sum(any(_same(word, one) for one in held) for word in wanted) / max(1, len(wanted))


def _same(typed: str, held: str) -> bool:
    return typed == held or (len(typed) >= _STEM and held.startswith(typed))
