"""What is asked about an outcome: what would be different for whom, and why one is closed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.acts import Act
from bot.domain.outcomes import Outcome
from bot.domain.writing import LONGEST
from bot.messages import of_outcomes as piece
from bot.messages.cards import safeguards
from bot.messages.parts import Field, Form, Quote
from bot.messages.words import _


def act(name: str, about: Outcome | None = None) -> Act:
    """What the form does, on what."""
    return Act(name=name, on=(str(about.number),), seen=about.fingerprint) if about else Act(name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A form as it is drawn: which act, on what, with which words in it."""

    act: Act
    values: Mapping[str, str] = field(default_factory=dict)
    asking: str | None = None


def form(shown: Shown, *, about: Outcome | None = None) -> Form:
    """One sentence. `about`: the outcome that is said anew."""
    box = Field(
        name="words",
        label=_("What would be different, and for whom?"),
        kind="lines",
        value=shown.values.get("words", ""),
        hint=_("One sentence: “fewer nights on a ward for want of a home, for people leaving hospital”."),
        longest=LONGEST,
    )
    title = _("Say it anew") if about else _("An outcome")
    return _form(title, shown, box, note=_("Everybody at the table can see it."))


def closing(shown: Shown, *, about: Outcome) -> Form:
    """Why it is closed; a word of it helps whoever was not there."""
    box = Field(
        name="words",
        label=_("What would you say about it?"),
        kind="lines",
        value=shown.values.get("words", ""),
        hint=_("A sentence that somebody who wasn't here will understand."),
        longest=LONGEST,
    )
    reached = shown.act.name == "outcome.reached"
    title = _("Reached") if reached else _("No longer ours")
    return _form(title, shown, box, note=piece.quoted(about))


def _form(title: str, shown: Shown, box: Field, *, note: str | Quote) -> Form:
    return Form(
        title=title,
        act=shown.act,
        fields=(box, safeguards.field()) if shown.asking else (box,),
        submit=_("Keep it"),
        before=(safeguards.above(shown.asking, note),),
    )
