"""The challenge's wordings as other cards need them: what is asked about one, and what has become of it."""

from bot.domain.acts import Act
from bot.domain.challenges import Wording
from bot.messages.parts import Button, Item, Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase, several, upper_first


def ways(standing: Wording) -> tuple[Button, ...]:
    """The three answers to whether somebody recognises the wording that stands."""
    seen = standing.fingerprint
    recognise = Act(name="challenge.recognise", seen=seen)
    nearly = Act(name="challenge.nearly", seen=seen)
    not_ours = Act(name="challenge.notours", seen=seen)
    return (
        Button(label=_("I recognise this"), act=recognise, words="I recognise this"),
        Button(label=_("Nearly: I'd change…"), act=nearly, words=_("nearly: ...")),
        Button(label=_("Not how we see it"), act=not_ours, words="not how we see it"),
    )


def compare(one: Wording) -> tuple[Button, ...]:
    """What anybody else at the table says of words that are proposed."""
    on = (str(one.number),)
    better = Act(name="challenge.better", on=on, seen=one.fingerprint)
    as_it_was = Act(name="challenge.asitwas", on=on, seen=one.fingerprint)
    return (
        Button(label=_("Better"), act=better, words=f"better wording {one.number}"),
        Button(label=_("As it was"), act=as_it_was, words=f"as it was wording {one.number}"),
    )


def waits(one: Wording) -> Item:
    """A line of a note: words are proposed, and the reader has not compared them yet."""
    said = phrase(
        _("Another way to put the challenge: {words}. Is it better?"), words=Quote(text=clip(one.text, LONGEST_QUOTE))
    )
    return Item(text=said, buttons=compare(one))


def ask_anew(one: Wording) -> Item:
    """A line of a note, for whoever answered of an earlier wording."""
    said = phrase(
        _("The challenge has a new wording: {words}. Do you recognise it?"),
        words=Quote(text=clip(one.text, LONGEST_QUOTE)),
    )
    return Item(text=said, buttons=ways(one))


def line(one: Wording) -> Text:
    """The challenge in a sentence, for the table at a glance."""
    return phrase(_("The challenge: {words}"), words=Quote(text=clip(one.text, LONGEST_QUOTE)))


def stood(one: Wording, *, first: bool) -> Text:
    """What happened, for the week's digest."""
    words = Quote(text=clip(one.text, LONGEST_QUOTE))
    template = _("The challenge is in words: {words}") if first else _("The challenge has a new wording: {words}")
    return phrase(template, words=words)


def is_proposed(one: Wording) -> Text:
    words = Quote(text=clip(one.text, LONGEST_QUOTE))
    return phrase(_("Another wording of the challenge is proposed: {words}"), words=words)


def views_given(number: int) -> Text:
    """How many seats spoke; what they said is for each to read at the table."""
    said = several(
        "{n} seat said what this looks like from there.", "{n} seats said what this looks like from there.", number
    )
    return (upper_first(said),)
