"""The table's weekly digest: what came of it, what lies ahead, which chairs are empty, one question."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.digest import LONGEST_LINE, MOST_WORDS, WEEKS_BEFORE, Digest, Week, shorter
from bot.messages.cards import outlook
from bot.messages.parts import Card, Chart, Heading, Item, Items, Named, Para, Part, Picture, Quote, Strong, Text
from bot.messages.words import _, clip, listed, phrase, plain, several, short_day, spoken, upper_first


def questions() -> tuple[str, ...]:
    """One a week, in turn: each can be answered in a sentence, by anybody at the table."""
    return (
        _("What have you stopped doing since the last digest, and has anybody missed it?"),
        _("Who else sees this every day, and isn't at the table yet?"),
        _("What would somebody we serve say about last week?"),
        _("What is the smallest thing that would help another seat this week?"),
        _("What are we sure of that we haven't checked lately?"),
        _("Whose work got easier because of something we did?"),
        _("If one thing on our list were let go, which would it be?"),
        _("What did you hear from another organisation that surprised you?"),
        _("What would good enough look like by the end of the month?"),
        _("Where did we wait for each other, and need we have?"),
        _("Which part of this is ours, that we've been calling theirs?"),
        _("What have we learned that we'd tell a table just beginning?"),
    )


def _headings() -> dict[str, str]:
    """What stands above each list, in the order in which they are read."""
    return {
        "outcomes": _("What is different now"),
        "learned": _("Learned"),
        "kept": _("Kept"),
        "moved": _("What moved"),
        "due": _("Due in the coming week"),
    }


def digest(name: str, chosen: Digest[Text]) -> Card:
    """The digest of the table called `name`. Silent people and organisations are never named: counts only."""
    parts = _parts(name, fitting(name, chosen))
    return Card(text=spoken(parts), parts=tuple(parts))


def fitting(name: str, chosen: Digest[Text]) -> Digest[Text]:
    """As much of it as is read at one sitting."""
    while _words(_parts(name, chosen)) > MOST_WORDS and (less := shorter(chosen)):
        chosen = less
    return chosen


def is_cut(shown: Digest[Text]) -> bool:
    """Whether a list had to be cut; of the missing chairs /table has the rest."""
    return any(shown.more.get(name) for name in _headings())


def details(shown: Digest[Text], whole: Week[Text]) -> Card:
    """The lists that a digest had to cut, whole, in its thread."""
    parts: list[Part] = [Para(text=(_("All of what the digest had to cut short:"),))]
    for name, heading in _headings().items():
        if shown.more.get(name):
            parts += _section(heading, getattr(whole, name), whole.further.get(name, 0))
    return Card(text=spoken(parts), parts=tuple(parts))


def nothing_left(name: str) -> Card:
    """What stands in a digest's place once all of it was taken back."""
    said = phrase(_("The week at {table}. There is nothing left to say of it."), table=Strong(text=name))
    return Card(text=plain(said), parts=(Para(text=said),))


def nothing_cut() -> Card:
    """What stands in a digest's thread once the digest says all that there is."""
    said = _("The digest has room for all of it by now.")
    return Card(text=said, parts=(Para(text=(said,)),))


def _words(parts: Sequence[Part]) -> int:
    """How many words it has; the mark before each line of a list counts as one."""
    lines = sum(len(part.items) for part in parts if isinstance(part, Items))
    return len(spoken(parts).split()) + lines


def _parts(name: str, chosen: Digest[Text]) -> list[Part]:
    week = chosen.week
    parts: list[Part] = [Para(text=phrase(_("The week at {table}."), table=Strong(text=name)))]
    for section, heading in _headings().items():
        parts += _section(heading, getattr(week, section), chosen.more.get(section, 0))
    parts.append(Para(text=_taking_part(chosen)))
    parts += _over_time(week)
    if week.chairs:
        parts.append(Para(text=_chairs(week.chairs)))
    parts.append(Para(text=(questions()[chosen.question],)))
    return parts


def _over_time(week: Week[Text]) -> list[Part]:
    """The table's own past as a picture; the words that go with it say the same."""
    if not week.past or week.until is None:
        return []
    began = week.until - timedelta(weeks=WEEKS_BEFORE * (len(week.past) - 1))
    counts = listed([f"{count:,}" for count in week.past])
    alt = _("Organisations taking part, four weeks at a time, the latest last: {counts}.").format(counts=counts)
    chart = Chart(
        title=_("Organisations taking part, four weeks each"),
        counts=tuple(week.past),
        first=_("to {day}").format(day=short_day(began, today=week.until)),
        last=_("to {day}").format(day=short_day(week.until)),
    )
    return [Picture(name="taking_part", alt=alt, of=chart)]


def _section(heading: str, lines: Sequence[Text], more: int) -> list[Part]:
    if not lines:
        return []
    rest = (Item(text=(several("and {n} more", "and {n} more", more),)),) if more else ()
    return [Heading(text=heading), Items(items=(*(Item(text=line) for line in lines), *rest))]


def line(whose: str | None, words: str, on: date | None = None) -> Text:
    """Whose it is, the words, and its day."""
    said = Quote(text=clip(words, LONGEST_LINE))
    line: Text = phrase(_("{words}, {day}"), words=said, day=on) if on else (said,)
    return (*phrase(_("{whose}: "), whose=Named(name=whose)), *line) if whose else line


def kept_by(whose: Sequence[str], confirmed_by: str | None = None) -> str:
    """Everybody who is on it, and whom it helped, where they have said so."""
    if confirmed_by is None:
        return listed(whose)
    return _("{whose}, confirmed by {helps}").format(whose=listed(whose), helps=confirmed_by)


def _chairs(chairs: Sequence[str]) -> Text:
    runs: list[str | Named] = [_("Still missing: ")]
    for index, chair in enumerate(chairs):
        runs += [", "] if index else []
        runs.append(Named(name=chair))
    return (*runs, ".")


def _taking_part(chosen: Digest[Text]) -> Text:
    """How many take part, against the table's own past and nobody else's."""
    week = chosen.week
    people = several("{n} person took part this week", "{n} people took part this week", week.people)
    if week.share is None or not week.share.organisations:
        return (f"{upper_first(people)}.",)
    return (*outlook.taking_part(week.share, today=week.until), f" {upper_first(people)}.")
