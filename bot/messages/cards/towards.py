"""What a commitment is towards: picked from the table's outcomes, and said back."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.commitments import Commitment
from bot.domain.outcomes import Outcome
from bot.messages import of_commitments as piece
from bot.messages import of_outcomes
from bot.messages.parts import Button, Card, Field, Form, Option, Para, Quote
from bot.messages.words import _, clip, phrase

NOTHING = "0"

# What still reads as one line in a list to choose from.
LONGEST_CHOICE = 60


def _act(one: Commitment) -> Act:
    return Act(name="commitment.towards", on=(str(one.number),), seen=one.version)


def way(one: Commitment) -> Button:
    words = _("towards ...: {n}").format(n=one.number)
    return Button(label=_("What is it towards?"), act=_act(one), words=words)


def form(one: Commitment, live: Sequence[Outcome], now: Outcome | None) -> Form:
    """Which of the outcomes, or none."""
    options = [
        Option(value=str(each.number), label=f"{each.number}. {clip(each.text, LONGEST_CHOICE)}") for each in live
    ]
    stands = str(now.number) if now and now.is_live else NOTHING
    which = Field(
        name="outcome",
        label=_("What is it towards?"),
        kind="one",
        value=stands,
        options=(*options, Option(value=NOTHING, label=_("None of these"))),
    )
    return Form(
        title=_("What is it towards?"),
        act=_act(one),
        fields=(which,),
        submit=_("Save"),
        before=(Para(text=(Quote(text=one.text),), quiet=True),),
    )


def tied(one: Commitment, to: Outcome | None) -> Card:
    if to is None:
        said = phrase(_("Noted: {what} is towards no outcome in particular."), what=Quote(text=one.text))
    else:
        said = phrase(
            _("Noted: {what} is towards {outcome}."), what=Quote(text=one.text), outcome=of_outcomes.quoted(to)
        )
    return piece.card(Para(text=said), about=one, ways=(way(one), piece.more(one)))


def none_yet(one: Commitment) -> Card:
    """There is nothing to tie it to."""
    said = _("Nobody has set an outcome here yet, so there's nothing to tie it to.")
    return piece.card(Para(text=(said,)), about=one, ways=(of_outcomes.begin(), piece.more(one)))
