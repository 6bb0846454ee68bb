"""The forms about commitments: what, by when, how; and for each the words one could type instead."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.acts import Act
from bot.domain.commitments import Commitment, SeenBy
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards
from bot.messages.of_commitments import skip_plan
from bot.messages.parts import Actions, Field, Form, Option, Para, Part, Quote
from bot.messages.words import _, phrase


def make(
    given: Mapping[str, str],
    *,
    seated_for: bool,
    question: str | None = None,
    tables: Sequence[tuple[str, str]] = (),
) -> Form:
    """The whole commitment. `given`: what was filled in already; `question`: what to ask before it is kept.

    `tables`: slug and name of those that may be meant, where it is not known which.
    """
    before: tuple[Part, ...] = (Para(text=(question or safeguards.please(),), quiet=question is None),)
    fields = [*([_table(tables)] if tables else []), _what(given), _day(given), _plan(given)]
    if seated_for:
        fields.append(_seen_by(given))
    fields.append(_repeats(given))
    if question:
        fields.append(safeguards.field())
    return Form(
        title=_("A commitment"),
        act=Act(name="commitment.make"),
        fields=tuple(fields),
        submit=_("Keep it"),
        before=before,
    )


def _table(tables: Sequence[tuple[str, str]]) -> Field:
    options = tuple(Option(value=slug, label=name) for slug, name in tables)
    return Field(name="table", label=_("Which table?"), kind="one", options=options)


def _what(given: Mapping[str, str]) -> Field:
    return Field(
        name="words",
        label=_("What will you do?"),
        kind="lines",
        value=given.get("words", ""),
        hint=_("Small is fine: “send the discharge data”."),
        longest=LONGEST,
    )


def _day(given: Mapping[str, str]) -> Field:
    return Field(
        name="due_on", label=_("By when?"), kind="day", value=given.get("due_on", ""), needed=False, longest=100
    )


def _plan(given: Mapping[str, str]) -> Field:
    return Field(
        name="plan",
        label=_("When will you do it?"),
        kind="line",
        value=given.get("plan", ""),
        hint=_("when Tuesday's meeting ends then I'll send it"),
        needed=False,
        longest=LONGEST,
    )


def _seen_by(given: Mapping[str, str]) -> Field:
    return Field(
        name="seen_by",
        label=_("Who can see it?"),
        kind="one",
        value=given.get("seen_by") or SeenBy.TABLE,
        options=(
            Option(value=SeenBy.TABLE, label=_("The table")),
            Option(value=SeenBy.ORGANISATION, label=_("Only my organisation")),
        ),
        needed=False,
    )


def _repeats(given: Mapping[str, str]) -> Field:
    return Field(
        name="repeats",
        label=_("Does it come again?"),
        kind="one",
        value=given.get("repeats", ""),
        options=(
            Option(value="", label=_("No")),
            Option(value="weekly", label=_("Every week")),
            Option(value="fortnightly", label=_("Every fortnight")),
            Option(value="monthly", label=_("Every month")),
        ),
        needed=False,
    )


def _about(one: Commitment) -> tuple[Part, ...]:
    return (Para(text=(Quote(text=one.text),), quiet=True),)


def _act(action: str, one: Commitment) -> Act:
    return Act(name=f"commitment.{action}", on=(str(one.number),), seen=one.version)


def _reason() -> Field:
    return Field(
        name="reason",
        label=_("Why?"),
        kind="lines",
        hint=_("Welcome, never needed."),
        needed=False,
        longest=LONGEST,
    )


def move(one: Commitment, *, today: date) -> Form:
    """Another day, and why if they like."""
    start = one.due_on if one.due_on and one.due_on >= today else None
    day = Field(name="due_on", label=_("By when?"), kind="day", value=start.isoformat() if start else "", longest=100)
    return Form(
        title=_("Another day"),
        act=_act("move", one),
        fields=(day, _reason()),
        submit=_("Save"),
        before=(*_about(one), _typed(_("move {n} to Tuesday"), one)),
    )


def _typed(words: str, one: Commitment) -> Para:
    said = phrase(_("Or type: {words}"), words=words.format(n=one.number))
    return Para(text=said, quiet=True)


def plan(one: Commitment) -> Form:
    """When-then: the cue they will meet and what they do then."""
    cue = Field(name="cue", label=_("When ..."), kind="line", hint=_("Tuesday's meeting ends"), longest=LONGEST // 2)
    action = Field(
        name="action", label=_("then I'll ..."), kind="line", hint=_("send it from my phone"), longest=LONGEST // 2
    )
    return Form(
        title=_("When will you do it?"),
        act=_act("plan", one),
        fields=(cue, action),
        submit=_("Save"),
        before=(*_about(one), _typed(_("plan {n} when ... then ..."), one), Actions(of=(skip_plan(one),))),
    )
