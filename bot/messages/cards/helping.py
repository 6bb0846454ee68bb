"""What was done for another seat: they are asked once whether it helped, and every answer is a good one."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.commitments import Commitment
from bot.domain.people import Partner
from bot.messages import of_commitments as piece
from bot.messages.parts import Actions, Button, Card, Item, Named, Para, Quote, Strong, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, listed, phrase, plain


def _ways(number: int) -> tuple[Button, ...]:
    ways = (
        (_("Yes, thanks"), "helped", f"it helped {number}"),
        (_("Not yet"), "notyet", f"not yet {number}"),
        (_("It wasn't for us"), "notforus", f"not for us {number}"),
    )
    return tuple(
        Button(label=label, act=Act(name=f"commitment.{action}", on=(str(number),)), words=words)
        for label, action, words in ways
    )


def ways(one: Commitment) -> tuple[Button, ...]:
    return _ways(one.number)


def offer(one: Commitment, receiver: Partner) -> Card:
    """Something was done for the reader's seat."""
    said = phrase(
        _("Hello {name}. At {table}, {who} did this for you: {words}. Did it help?"),
        name=Named(name=receiver.person.first_name),
        table=Strong(text=receiver.partnership.name),
        who=Named(name=listed(one.whose)),
        words=Quote(text=clip(one.text, LONGEST_QUOTE)),
    )
    return Card(
        text=plain(said),
        parts=(Para(text=said), Actions(of=_ways(one.number))),
        subject=f"commitment:{one.number}",
        because=_("This comes because somebody at your table did something for you."),
    )


def waits(one: Commitment) -> Item:
    """A line of the note of whoever is asked."""
    words = Quote(text=clip(one.text, LONGEST_QUOTE))
    said = phrase(_("{who} did this for you: {words}. Did it help?"), who=Named(name=listed(one.whose)), words=words)
    return Item(text=said, buttons=_ways(one.number))


def answered(one: Commitment, how: str) -> Card:
    """Thanks for saying, whatever it was."""
    who = Named(name=listed(one.whose))
    said = {
        "yes": phrase(_("Noted, with your thanks to {who}: {words} helped."), who=who, words=Quote(text=one.text)),
        "not_yet": phrase(
            _("Noted: {words} hasn't helped yet. Say what's missing to {who}, or ask them for it."),
            who=who,
            words=Quote(text=one.text),
        ),
        "not_us": phrase(_("Noted: {words} wasn't for you. {who} will see it."), who=who, words=Quote(text=one.text)),
    }[how]
    act = Act(name="commitment.unsay", on=(str(one.number),))
    undo = Button(label=_("Undo"), act=act, words=f"unsay {one.number}")
    return piece.card(Para(text=said), about=one, ways=(undo,))


def asked_again(one: Commitment) -> Card:
    """Taken back: the question as it was."""
    said = (_("Taken back. "), *waits(one).text)
    return piece.card(Para(text=said), about=one, ways=_ways(one.number))


def not_asked(one: Commitment) -> Card:
    """It is not done, or was not for them."""
    said = phrase(_("There's nothing to say of {words} just now."), words=Quote(text=one.text))
    return piece.card(Para(text=said), about=one, ways=(piece.more(one),))


def helped(whose: Sequence[str], helps: str, words: str) -> Text:
    """A line for all at the table: whom it helped says so."""
    return phrase(
        _("{helps} says it helped: {words} ({who})."),
        helps=Named(name=helps),
        words=Quote(text=clip(words, LONGEST_QUOTE)),
        who=Named(name=listed(whose)),
    )
