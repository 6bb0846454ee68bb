"""Sharing in what may go wrong with a try: asked of those who were named, and answered by them."""

from collections.abc import Sequence

from bot.domain.people import Partner
from bot.domain.tries import Shares, Try
from bot.messages import of_tries as piece
from bot.messages.parts import Actions, Card, Item, Named, Para, Quote, Strong
from bot.messages.words import LONGEST_QUOTE, _, clip, listed, phrase, plain


def asked(one: Try, names: Sequence[str]) -> Card:
    """What whoever asks reads: nobody is said to share it before they say so."""
    if names:
        said = phrase(_("I'll ask {names} whether they share it."), names=Named(name=listed(list(names))))
    else:
        said = (_("There's nobody new to ask."),)
    shared = piece.shared_with(one)
    return piece.card(
        Para(text=said), *((Para(text=shared),) if shared else ()), about=one, ways=(piece.share(one), piece.more(one))
    )


def nobody_else(one: Try) -> Card:
    said = _("There's no other seat at this table that could share it yet.")
    return piece.card(Para(text=(said,)), about=one, ways=(piece.more(one),))


def _go_wrong(one: Try) -> tuple[Para, ...]:
    words = Quote(text=clip(one.go_wrong or "", LONGEST_QUOTE))
    return (Para(text=phrase(_("What may go wrong: {words}."), words=words)),) if one.go_wrong else ()


def offer(one: Try, receiver: Partner) -> Card:
    """Somebody tries something, and names the reader's seat as sharing in what may go wrong: yes, or not us."""
    said = phrase(
        _("Hello {name}. {who} is trying something at {table}: {words}."),
        name=Named(name=receiver.person.first_name),
        who=piece.whose(one),
        table=Strong(text=receiver.partnership.name),
        words=piece.quoted(one),
    )
    question = Para(text=phrase(_("Does {seat} share what may go wrong?"), seat=Named(name=_seat(receiver))))
    drawn = piece.card(Para(text=said), *_go_wrong(one), question, about=one, ways=piece.answers(one))
    return Card(
        text=drawn.text,
        parts=drawn.parts,
        subject=drawn.subject,
        because=_("This comes because somebody at your table named you."),
    )


def _seat(who: Partner) -> str:
    return who.organisation.name if who.organisation else who.person.name


def waits(one: Try) -> Item:
    """A line of somebody's note: it waits for their word."""
    said = phrase(
        _("{who} asks whether you share what may go wrong with {words}"), who=piece.whose(one), words=piece.quoted(one)
    )
    return Item(text=said, buttons=piece.answers(one))


def answered(one: Try, state: Shares, who: Partner) -> Card:
    """Either is a good answer, and the table sees it."""
    template = (
        _("Thank you. {seat} shares what may go wrong with {words}. The table can see that.")
        if state is Shares.YES
        else _("That's fine: {seat} doesn't share what may go wrong with {words}. The table can see that.")
    )
    said = phrase(template, seat=Named(name=_seat(who)), words=piece.quoted(one))
    return piece.card(Para(text=said), about=one, ways=(piece.more(one),))


def not_asked(one: Try) -> Card:
    """Nobody named the reader's seat, or it has been stopped meanwhile."""
    said = phrase(_("Nobody asks that of you now: {words}."), words=piece.quoted(one))
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(piece.more(one),))), subject=f"try:{one.number}")
