"""What comes again: left out once, ended, or at another pace."""

from datetime import date

from bot.domain.commitments import Commitment, Repeat
from bot.messages import of_commitments as piece
from bot.messages.parts import Card, Para, Quote
from bot.messages.words import _, phrase


def skipped(one: Commitment, before: date, *, free: bool = False, today: date) -> Card:
    """Left out once; the next time is its day now. `free`: it is a day off."""
    said = phrase(
        _("Left out this time: {what}. Next by {day}. It was for {before}."),
        what=Quote(text=one.text),
        day=piece.when(one.due_on or before, today),
        before=piece.when(before, today),
    )
    off = (Para(text=piece.day_off(one), quiet=True),) if free else ()
    return piece.card(Para(text=said), *off, about=one, ways=(piece.move(one), piece.more(one)))


def repeats(one: Commitment, before: Repeat | None, *, today: date) -> Card:
    """How often it comes from now on, and the way back."""
    if one.repeats:
        said = piece.you_said(one, today=today)
    else:
        said = (*phrase(_("{what} no longer comes again. "), what=Quote(text=one.text)), _("This one stays open."))
    back = piece.repeat(one, before or "never", _("Undo"))
    return piece.card(Para(text=said), about=one, ways=(back, piece.more(one)))


def how_often(one: Commitment) -> Card:
    """Asked, where they did not say."""
    said = phrase(_("How often does {what} come again?"), what=Quote(text=one.text))
    ways = (
        piece.repeat(one, "weekly", _("Every week")),
        piece.repeat(one, "fortnightly", _("Every fortnight")),
        piece.repeat(one, "monthly", _("Every month")),
    )
    return piece.card(Para(text=said), about=one, ways=ways)


def comes_once(one: Commitment) -> Card:
    """There is no next time to go on to."""
    said = phrase(
        _("{what} doesn't come again, so there's no next time. It stays as it is."), what=Quote(text=one.text)
    )
    return piece.card(Para(text=said), about=one, ways=(piece.move(one), piece.let_go(one)))
