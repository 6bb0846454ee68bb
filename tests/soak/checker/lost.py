"""Nothing lost: what had to come, came in time, or something its reader did says why not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from tests.soak.checker.amounts import SINCE_FIRST
from tests.soak.checker.book import DIGEST, Book, Life, asked_in, kind_of, week_of
from tests.soak.checker.lines import Deed, Message
from tests.soak.checker.once import answers
from tests.soak.checker.violation import Violation, to

DAY = timedelta(days=1)
# Answers are at once, but Slack may ask for patience and the bot has to ask twice what became of one.
ANSWERED_WITHIN = 6 * timedelta(hours=1)
# A fortnight has working days enough for a first message, even at Christmas.
WELCOMED_WITHIN = 14 * DAY
REMINDED_WITHIN = 8 * DAY
# DESIGN 5: after 45 days of silence everybody is asked, in a note that may wait a week and a holiday.
ASKED_WITHIN = (45 + 16) * DAY
ASKED_AGAIN_WITHIN = 14 * DAY
# After these nobody can say what had to come.
WISHES = ("stop", "start", "away", "leave", "days", "no", "quietly")
ANSWERS = ("yes", "no", "quietly")


def every_answer_comes(book: Book) -> Iterator[Violation]:
    """DESIGN 7: answers are owed as rows, and would die with the process otherwise."""
    for life in book.lives:
        waiting: list[Deed] = []
        for step in (*life.steps, None):
            now = step.at if step else book.end
            late = [one for one in waiting if now - one.at > ANSWERED_WITHIN]
            if late:
                said = f"{life.person.id}: no answer to {late[0].what} of {late[0].at:%d %b %H:%M}"
                yield Violation(rule="every_answer_comes", said=said, lines=(late[0].n,))
                waiting = []
            if isinstance(step, Deed) and step.answered:
                waiting.append(step)
            elif isinstance(step, Message):
                way = answers(step, [one.answered for one in waiting])
                answered = next((one for one in waiting if one.answered == way), None)
                waiting = [one for one in waiting if one is not answered]


def every_welcome_comes(book: Book) -> Iterator[Violation]:
    """DESIGN 4: a command typed is served, and the welcome follows."""
    for life in book.lives:
        for joined in [one for one in life.deeds if one.what == "joined"]:
            until = joined.at + WELCOMED_WITHIN
            asked = _welcomed(life, joined, until) or _answered(life, joined, until)
            if until < book.end and not _wished(life, joined, until) and not asked:
                said = f"{life.person.id}: no welcome to {joined.table} since {joined.at:%d %b %Y}"
                yield Violation(rule="every_welcome_comes", said=said, lines=(joined.n,))


def _welcomed(life: Life, joined: Deed, until: datetime) -> bool:
    return any(kind_of(one) == "welcome" and joined.table in one.text and one.at <= until for one in _messages(life))


def _answered(life: Life, joined: Deed, until: datetime) -> bool:
    """Whoever begins a table agrees by that."""
    return any(one.what in ANSWERS and one.table == joined.table and one.at <= until for one in life.deeds)


def _messages(life: Life) -> list[Message]:
    return [one for one in life.steps if isinstance(one, Message)]


def _wished(life: Life, since: Deed, until: datetime) -> bool:
    """Whether somebody said meanwhile that they want it otherwise; an absence said before may reach into it too.

    What came later is later, though the clock was turned back in between.
    """
    first = life.day(since.at)
    return any(
        one.what in WISHES and one.at <= until and (one.n > since.n or (one.day or first) > first) for one in life.deeds
    )


def every_reminder_comes(book: Book) -> Iterator[Violation]:
    """DESIGN 4: commitments whose date has come, to whoever may be written to and works then."""
    for life in book.lives:
        for deed, standing in life.at_each():
            if not isinstance(deed, Deed) or deed.what not in ("committed", "moved") or deed.day is None:
                continue
            if deed.day <= life.day(deed.at) or standing.answers.get(deed.table) != "yes" or _is_off(life, deed):
                continue
            until = at_noon(deed.day + REMINDED_WITHIN)
            if until < book.end and not _closed(life, deed, until) and not _reminded(life, deed, until):
                said = f"{life.person.id}: nothing said of {deed.words!r}, due {deed.day}"
                yield Violation(rule="every_reminder_comes", said=said, lines=(deed.n,))


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _is_off(life: Life, deed: Deed) -> bool:
    """Whether they wished for something before or while the day came."""
    assert deed.day
    until = at_noon(deed.day + REMINDED_WITHIN)
    before = [one for one in life.deeds if one.what in ("stop", "start", "away", "leave") and one.n < deed.n]
    return bool(before) or _wished(life, deed, until)


def _closed(life: Life, deed: Deed, until: datetime) -> bool:
    closing = ("done", "let go", "moved")
    return any(
        one.what in closing and one.words == deed.words and deed.n < one.n and one.at < until for one in life.deeds
    )


def _reminded(life: Life, deed: Deed, until: datetime) -> bool:
    return any(
        kind_of(one) == "reminder" and deed.words in one.text and one.n > deed.n and one.at <= until
        for one in _messages(life)
    )


def every_digest_comes(book: Book) -> Iterator[Violation]:
    """DESIGN 4: the week's digest of a table that has something to say: something is due in it, and stays open."""
    for table, weeks in _weeks_with_something(book).items():
        digests = {week_of(one.at.date()) for one in book.public.get(table, []) if one.text.startswith(DIGEST)}
        for week, line in weeks.items():
            if week not in digests:
                yield Violation(rule="every_digest_comes", said=f"{table}: none in week {week}", lines=(line,))


def _weeks_with_something(book: Book) -> dict[str, dict[tuple[int, int], int]]:
    found: dict[str, dict[tuple[int, int], int]] = {}
    for life in book.lives:
        for deed in life.deeds:
            if deed.what not in ("committed", "moved") or deed.day is None:
                continue
            monday = deed.day - DAY * deed.day.weekday()
            ends = at_noon(monday + 6 * DAY)
            left = any(one.what == "leave" and one.at < ends for one in life.deeds)
            lies_ahead = deed.day.weekday() > 3 and deed.at < at_noon(monday - DAY) and ends < book.end
            if lies_ahead and not left and not _closed(life, deed, at_noon(monday + 3 * DAY)):
                found.setdefault(deed.table, {})[week_of(monday)] = deed.n
    return found


def everybody_silent_is_asked(book: Book) -> Iterator[Violation]:
    """DESIGN 4 and 5: whoever may be asked is asked once their silence is longer than anybody's may be, and again."""
    for life in book.lives:
        for table in life.tables:
            yield from _unasked_at(book, life, table)


def _unasked_at(book: Book, life: Life, table: str) -> Iterator[Violation]:
    here = next((one for one in life.deeds if one.what == "yes" and one.table == table), None)
    if here is None or any(one.what in WISHES for one in life.deeds):
        return
    asked: list[Message] = []
    for step in (*life.steps, None):
        now = step.at if step else book.end
        if late := _late(life, here, asked, now):
            yield Violation(rule="everybody_silent_is_asked", said=f"{life.person.id}: {late}", lines=(here.n,))
            return
        if isinstance(step, Deed) and step.n > here.n:
            here, asked = step, []
        elif isinstance(step, Message) and table in asked_in(step):
            asked.append(step)


def _late(life: Life, here: Deed, asked: list[Message], now: datetime) -> str:
    """What should have been asked by now; empty if nothing."""
    if not asked:
        return "never asked" if now - here.at > ASKED_WITHIN else ""
    days = SINCE_FIRST.get(len(asked))
    if days is None or now - asked[0].at <= days * DAY + ASKED_AGAIN_WITHIN:
        return ""
    return to(life, asked[-1], f"not asked again after touch {len(asked)}")
