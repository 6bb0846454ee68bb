"""What is said when a commitment is done, moved, let go, planned or opened again; and when it can't be."""

from datetime import date

from bot.domain.commitments import Commitment, SeenBy, State
from bot.messages import of_commitments as piece
from bot.messages.parts import Card, Named, Para, Quote, Text
from bot.messages.words import _, listed, phrase


def done(one: Commitment, *, following: Commitment | None, free: bool = False, today: date) -> Card:
    """Noted, with thanks from those who know of it. `following`: the next of a series; `free`: on a day off."""
    if one.seen_by is SeenBy.TABLE:
        said = phrase(_("Noted: {what} is done. Thank you from the table."), what=Quote(text=one.text))
    else:
        said = phrase(_("Noted: {what} is done. Thank you."), what=Quote(text=one.text))
    paras = [Para(text=said)]
    if one.others:
        for_all = phrase(_("That's done for {who}."), who=Named(name=listed(one.whose)))
        paras.append(Para(text=for_all, quiet=True))
    if one.helps:
        asked = phrase(_("I'll ask {who} whether it helped."), who=Named(name=one.helps))
        paras.append(Para(text=asked, quiet=True))
    if following and following.due_on:
        then = phrase(
            _("The next one is {number}, by {day}. To end the series, let that one go."),
            number=str(following.number),
            day=piece.when(following.due_on, today),
        )
        off = (" ", *piece.day_off(following)) if free else ()
        paras.append(Para(text=(*then, *off), quiet=True))
    return piece.card(*paras, about=one, ways=(piece.undo(one),))


def moved(one: Commitment, before: date | None, *, today: date) -> Card:
    """The new day beside the old one."""
    was = phrase(_(" It was {before}."), before=piece.when(before, today)) if before else ()
    said = (_("Moved: "), *piece.words(one, today=today), ".", *was)
    return piece.card(Para(text=said), about=one, ways=(piece.move(one), piece.more(one)))


def let_go(one: Commitment) -> Card:
    """Letting go is part of the work, so nothing is asked but what they want to say."""
    said = phrase(_("Let go: {what}. That's fine, and good to know."), what=Quote(text=one.text))
    why = _("If a word about why would help the others: let go {n} because ...").format(n=one.number)
    hints = () if one.reason else (Para(text=(why,), quiet=True),)
    return piece.card(Para(text=said), *hints, about=one, ways=(piece.undo(one),))


def taken_back(one: Commitment) -> Card:
    """Whoever asked takes the ask back before it is answered."""
    owner, what = Named(name=one.owner), Quote(text=one.text)
    said = phrase(_("Taken back: I'm no longer asking {owner} to {what}."), owner=owner, what=what)
    return piece.card(Para(text=said), about=one)


def reopened(one: Commitment, *, today: date) -> Card:
    said = (_("Open again: "), *piece.words(one, today=today), ".")
    ways = piece.answers(one) if one.state is State.ASKED else (piece.done(one), piece.more(one))
    return piece.card(Para(text=said), about=one, ways=ways)


def planned(one: Commitment) -> Card:
    """The plan in their own words; its day is named where it has one, because a reminder comes then."""
    what, plan = Quote(text=one.text), Quote(text=one.plan or "")
    said = phrase(_("Your plan for {what}: {plan}."), what=what, plan=plan)
    if one.plan_on:
        said = (*said, " ", *phrase(_("I'll remind you on {day}, if I may write to you."), day=one.plan_on))
    return piece.card(Para(text=said), about=one, ways=(piece.plan(one), piece.more(one)))


def plan_skipped(one: Commitment) -> Card:
    said = phrase(_("That's fine. {what} stays as it is."), what=Quote(text=one.text))
    return piece.card(Para(text=said), about=one, ways=(piece.more(one),))


def shown_to(one: Commitment) -> Card:
    """Who can see it from now on."""
    said = (Quote(text=one.text), ". ", piece.who_sees(one))
    return piece.card(Para(text=said), about=one, ways=(piece.show_to(one), piece.more(one)))


def own_right() -> Card:
    """Somebody without an organisation can't keep things to one."""
    said = _("You sit here in your own right, so there's no organisation to keep it to. Nothing has changed.")
    return piece.card(Para(text=(said,)))


def as_it_is(one: Commitment, *, mine: bool, today: date) -> Card:
    """How it stands now: for a second click, an older card, or a step that makes no sense any more."""
    ways = {
        State.ASKED: piece.answers(one),
        State.OPEN: (piece.done(one), piece.move(one), piece.more(one)),
        State.KEPT: (piece.undo(one),),
        State.LET_GO: (piece.undo(one),),
        State.HANDED_ON: (),
    }[one.state]
    return piece.card(Para(text=_standing(one, today)), about=one, ways=ways if mine else ())


def _standing(one: Commitment, today: date) -> Text:
    what = Quote(text=one.text)
    if one.state is State.OPEN and one.due_on:
        return phrase(_("As it stands: {what} by {day}."), what=what, day=piece.when(one.due_on, today))
    if one.state is State.ASKED:
        owner = Named(name=one.owner)
        return phrase(_("{what} is waiting for an answer from {owner}."), what=what, owner=owner)
    standing = {
        State.OPEN: _("As it stands: {what}, no date yet."),
        State.KEPT: _("{what} is done already."),
        State.LET_GO: _("{what} has been let go already."),
        State.HANDED_ON: _("{what} has been handed on, so it's no longer yours."),
    }
    return phrase(standing[one.state], what=what)


def withdrawn() -> Card:
    """Nothing of it stands any more, so there is no way back either."""
    said = _("Taken back and deleted. Whoever has read it, has read it.")
    return Card(text=said, parts=(Para(text=(said,)),))


def theirs_too(one: Commitment) -> Card:
    """Somebody else said yes to it, so the words are not the asker's alone."""
    said = phrase(
        _("Others said yes to {what}, so it can't be taken back by one of you. Nothing has changed."),
        what=Quote(text=one.text),
    )
    return piece.card(Para(text=said), about=one, ways=(piece.more(one),))
