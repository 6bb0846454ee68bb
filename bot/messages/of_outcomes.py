"""The pieces that every card about an outcome is made of: figures, how it has gone, its buttons."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.acts import Act
from bot.domain.outcomes import Measure, Outcome, Reading, Trend, comparable, in_order, trend
from bot.messages.parts import Actions, Button, Card, Named, Part, Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, month, phrase, short_day, spoken

# What was measured so lately is how it stands now.
NOW_FOR = timedelta(days=31)


def card(*parts: Part, about: Outcome | None = None, ways: Sequence[Button] = ()) -> Card:
    """A card with the buttons under it."""
    drawn = (*parts, Actions(of=tuple(ways))) if ways else parts
    return Card(text=spoken(parts), parts=drawn, subject=f"outcome:{about.number}" if about else None)


def quoted(one: Outcome) -> Quote:
    return Quote(text=clip(one.text, LONGEST_QUOTE))


def figure(reading: Reading) -> Text:
    """The number with its unit: `31`, `31%`, `£31`, `31 nights`."""
    value = reading.value or 0.0
    said = f"{value:,.0f}" if value.is_integer() else f"{value:,.2f}".rstrip("0")
    if not reading.unit:
        return (said,)
    if reading.unit == "%":
        return (f"{said}%",)
    return (f"{reading.unit}{said}",) if reading.unit in "£€$" else (f"{said} ", Named(name=reading.unit))


def reading(one: Reading) -> Text:
    """All that was said: the number, and the words beside it or in its place."""
    words = Quote(text=clip(one.words or "", LONGEST_QUOTE))
    if one.value is None:
        return (words,)
    return (*figure(one), ", ", words) if one.words else figure(one)


def how_it_went(measures: Sequence[Measure], one: Outcome, *, today: date) -> Text:
    """`42 in September, 31 now.` and whether that is better; in words, where it was last answered so."""
    counted = comparable(measures)
    lines: list[Text] = [_from_to(counted, one, today)] if counted else []
    last = in_order(measures)[-1:]
    lines += [_in_words(found.reading, today) for found in last if found.reading.value is None]
    return tuple(run for number, line in enumerate(lines) for run in (*((" ",) if number else ()), *line))


def _from_to(counted: Sequence[Measure], one: Outcome, today: date) -> Text:
    first, last = counted[0].reading, counted[-1].reading
    if first is last:
        return (*_now(last, today), ".")
    began = _in_month(first, today) if _months(first) != _months(last) else _on_day(first, today)
    return (*began, ", ", *_now(last, today), ". ", _went(first, last, one))


def _months(one: Reading) -> tuple[int, int]:
    return one.on.year, one.on.month


def _in_month(one: Reading, today: date) -> Text:
    return (*figure(one), _(" in {month}").format(month=month(one.on, today=today)))


def _on_day(one: Reading, today: date) -> Text:
    return (*figure(one), _(" on {day}").format(day=short_day(one.on, today=today)))


def _now(one: Reading, today: date) -> Text:
    return (*figure(one), _(" now")) if today - one.on <= NOW_FOR else _on_day(one, today)


def _in_words(one: Reading, today: date) -> Text:
    words = Quote(text=clip(one.words or "", LONGEST_QUOTE))
    return phrase(_("On {day}: {words}."), day=short_day(one.on, today=today), words=words)


def _went(first: Reading, last: Reading, one: Outcome) -> str:
    said = {
        Trend.BETTER: _("That's the way we want it."),
        Trend.WORSE: _("That's not the way we want it yet."),
        Trend.SAME: _("That's the same."),
        Trend.MORE: _("That's more."),
        Trend.FEWER: _("That's fewer."),
    }
    return said[trend(first.value or 0.0, last.value or 0.0, one.better)]


def _button(label: str, name: str, one: Outcome, words: str, *more: str) -> Button:
    act = Act(name=name, on=(str(one.number), *more), seen=one.fingerprint)
    return Button(label=label, act=act, words=words.format(n=one.number))


def log(one: Outcome) -> Button:
    act = Act(name="measure.log", on=(str(one.number),))
    return Button(label=_("Measure it"), act=act, words=_("/table measure {n} ...").format(n=one.number))


def more(one: Outcome) -> Button:
    act = Act(name="outcome.show", on=(str(one.number),))
    return Button(label=_("More"), act=act, words=f"show outcome {one.number}")


def directions(one: Outcome) -> tuple[Button, ...]:
    """Which way is better: asked, for nobody can tell it from the words."""
    return (
        _button(_("More is better"), "outcome.better", one, _("for outcome {n}, more is better"), "more"),
        _button(_("Fewer is better"), "outcome.better", one, _("for outcome {n}, fewer is better"), "fewer"),
    )


def take_back(one: Outcome) -> Button:
    act = Act(name="outcome.withdraw", on=(str(one.number),), seen=one.fingerprint)
    return Button(label=_("Take back"), act=act, words=f"take back outcome {one.number}")


def change(one: Outcome) -> Button:
    return _button(_("Change"), "outcome.change", one, _("change outcome {n} to ..."))


def close(one: Outcome) -> tuple[Button, ...]:
    return (
        _button(_("Reached…"), "outcome.reached", one, _("reached outcome {n}, because ...")),
        _button(_("No longer ours…"), "outcome.drop", one, _("drop outcome {n}, because ...")),
    )


def reopen(one: Outcome) -> Button:
    return _button(_("Open again"), "outcome.reopen", one, "reopen outcome {n}")


def begin() -> Button:
    return Button(
        label=_("Set an outcome"),
        act=Act(name="outcome.set"),
        words=_("/table outcome fewer nights on a ward, for ..."),
    )


def listing() -> Button:
    return Button(label=_("Outcomes"), act=Act(name="outcome.list"), words="/table outcomes")
