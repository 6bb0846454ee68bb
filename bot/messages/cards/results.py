"""What came of outcomes and tries, a sentence each: in the digest, for whoever was away, for a newcomer."""

from collections.abc import Sequence
from datetime import date

from bot.domain.outcomes import Measure, Outcome, State
from bot.domain.tries import Decided, Try
from bot.messages import of_outcomes, of_tries
from bot.messages.parts import Named, Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase


def begun(one: Outcome) -> Text:
    return phrase(_("What would be different: {words}."), words=of_outcomes.quoted(one))


def closed(one: Outcome) -> Text:
    template = _("Reached: {words}.") if one.state is State.REACHED else _("No longer this table's: {words}.")
    return phrase(template, words=of_outcomes.quoted(one))


def measured(one: Outcome, measures: Sequence[Measure], *, today: date) -> Text:
    went = of_outcomes.how_it_went(measures, one, today=today)
    return (*phrase(_("{words}: "), words=of_outcomes.quoted(one)), *went)


def learned(one: Try) -> Text:
    """Who did what with it, and what was learned: stopping is a result like the others."""
    templates = {
        Decided.KEPT: _("{who} goes on with {words}. Learned: {learned}."),
        Decided.CHANGED: _("{who} changed it to {words}. Learned: {learned}."),
        Decided.STOPPED: _("{who} stopped {words}. Learned: {learned}."),
    }
    return phrase(
        templates[one.decided or Decided.KEPT],
        who=Named(name=one.organisation or one.owner),
        words=of_tries.quoted(one),
        learned=Quote(text=clip(one.learned or "", LONGEST_QUOTE)),
    )
