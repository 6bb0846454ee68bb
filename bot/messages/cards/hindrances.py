"""What gets in the way of taking part: asked of the whole table, answered alone, told only as numbers."""

from collections.abc import Mapping
from datetime import date

from bot.domain.acts import Act
from bot.domain.calls import Hindrance
from bot.domain.crowds import FEWEST_ORGANISATIONS, FEWEST_PEOPLE
from bot.messages.cards.calls import WAYS, WITHIN
from bot.messages.parts import Actions, Button, Card, Para, Part, Text
from bot.messages.words import _, in_words, listed, phrase, plain, several, short_day, spoken, translated


def _card(*parts: Part) -> Card:
    return Card(text=spoken(parts), parts=parts)


def ask_button() -> Button:
    """Beside the sentence that it may be the table."""
    return Button(
        label=_("Ask the table"), act=Act(name="hindrance.ask"), words="/table ask the table what's in the way"
    )


def question() -> Card:
    """What stands in the table's conversation: neutral, about the table, and without a name."""
    return _card(*_question())


def _question() -> tuple[Part, ...]:
    asks = _("What gets in the way of taking part in this table just now? Nobody sees who answered what.")
    told = _("The table is told numbers, from {answers} answers of {organisations} organisations on.").format(
        answers=in_words(FEWEST_PEOPLE), organisations=in_words(FEWEST_ORGANISATIONS)
    )
    return Para(text=(asks,)), Actions(of=_ways()), Para(text=(told,), quiet=True)


def _ways() -> tuple[Button, ...]:
    return tuple(
        Button(
            label=translated(label),
            act=Act(name="hindrance.say", on=(way.value,)),
            words=_("/table in our way: {what}").format(what=WITHIN[way]),
        )
        for way, label in WAYS.items()
    )


def preview() -> Card:
    """The question as it would stand there, before a coordinator has it posted."""
    lead = _("This would stand in the table's conversation, for everybody. Answers come to me alone; you see numbers.")
    post = Button(
        label=_("Post it"),
        act=Act(name="hindrance.post"),
        words="/table post what's in the way",
        style="first",
    )
    asks, _answers, told = _question()
    ways = Para(text=(listed([translated(label) for label in WAYS.values()]),), quiet=True)
    return _card(Para(text=(lead,)), asks, ways, told, Actions(of=(post,)))


def posted() -> Card:
    return _said(_("It stands in the table's conversation now. I'll tell you numbers once there are enough answers."))


def asked_lately(on: date, again: date, *, today: date) -> Card:
    said = phrase(
        _("The table was asked on {day}. It can be asked again from {again} on."),
        day=short_day(on, today=today),
        again=short_day(again, today=today),
    )
    return _card(Para(text=said))


def _said(words: str) -> Card:
    return _card(Para(text=(words,)))


def thanked(way: Hindrance) -> Card:
    """An answer is kept, and can be changed or taken back."""
    said = phrase(
        _("Thank you. Kept as {what}, for me to count. Nobody sees that it was you; another answer replaces it."),
        what=translated(WITHIN[way]),
    )
    back = Button(
        label=_("Take it back"),
        act=Act(name="hindrance.back"),
        words="take back what's in our way",
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(back,))))


def taken_back(*, was_there: bool) -> Card:
    if was_there:
        return _said(_("It's taken back, and counted nowhere."))
    return _said(_("You haven't told me what gets in your way."))


def counted(counts: Mapping[Hindrance, int]) -> Text:
    """As numbers, the most first."""
    ways = listed([_("{what} ({n})").format(what=translated(WITHIN[way]), n=n) for way, n in counts.items()])
    answers = several("{n} answer", "{n} answers", sum(counts.values()))
    return phrase(_("What gets in the way here, from {answers}: {ways}."), answers=answers, ways=ways)
