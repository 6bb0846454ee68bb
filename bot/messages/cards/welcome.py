"""The first message, and what follows each answer to it."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.people import Partner, first_name
from bot.messages.cards import checkins, views
from bot.messages.parts import Actions, Button, Card, Heading, Item, Items, Named, Para, Strong, Text
from bot.messages.words import _, phrase, plain, span, spoken


def invitation(
    partner: Partner,
    *,
    inviter: str,
    arrived: bool = False,
    heard: bool = False,
    sponsors: str = "",
    begin: Text = (),
) -> Card:
    """What is kept, why, who sees it, how long, how to stop; and the question. At most 90 words before it.

    `arrived`: nobody invited them, they spoke in the table's channel. `heard`: the table has one, and talk is counted.
    `sponsors`: of which organisation's seat they are asked to be the sponsor. `begin`: what they might do first, and
    whom they can ask.
    """
    hello = _asked(partner, inviter, sponsors) if sponsors else _hello(partner, inviter, arrived=arrived)
    kept = _(
        "I keep what you tell me here, the days you take part, and meetings you came to. You can see all of it; "
        "coordinators see the days and what you share. I delete it {years} after you leave, or when you say. "
        "Please don't name the people you serve."
    ).format(years=span(partner.partnership.retention_months))
    if heard:
        kept = _("Of talk in the table's channel I keep the day, never the words. ") + kept
    question = _("May I write to you, about once a week at most, plus any reminder you set? Say stop at any time.")
    ways = (
        Button(label=_("Yes"), act=Act(name="consent.yes", on=("1",)), words="yes", style="first"),
        Button(label=_("Only when I write"), act=Act(name="consent.quietly", on=("1",)), words="only when I write"),
        Button(label=_("No thanks"), act=Act(name="consent.no", on=("1",)), words="no thanks"),
    )
    # Whoever came by a button was asked in an answer that only they saw, and that is gone when they look again.
    seat = _("If you sit for an organisation, tell me which: “I sit for ...”.")
    unsaid = (Para(text=(seat,), quiet=True),) if arrived and partner.organisation is None else ()
    first = (Para(text=begin, quiet=True),) if begin else ()
    parts = (Para(text=(*hello, " ", kept)), Para(text=(question,)), Actions(of=ways), *unsaid, *first)
    after = [*([seat] if unsaid else ()), *([plain(begin)] if begin else ())]
    return Card(
        text=" ".join((plain(hello), kept, question, *after)),
        parts=parts,
        because=_("This comes once, because you have a seat there.")
        if arrived
        else _("This comes once, because you were given a seat."),
    )


def _asked(partner: Partner, inviter: str, body: str) -> Text:
    said = _("Hello {name}. {inviter} asks whether you'd be the sponsor of the seat of {body} at {table}.")
    return phrase(
        said,
        name=Named(name=partner.person.first_name),
        inviter=Named(name=first_name(inviter) or _("A coordinator")),
        body=Named(name=body),
        table=Strong(text=partner.partnership.name),
    )


def _hello(partner: Partner, inviter: str, *, arrived: bool) -> Text:
    name, table = Named(name=partner.person.first_name), Strong(text=partner.partnership.name)
    if arrived:
        return phrase(
            _("Hello {name}. You spoke in {table}'s channel, so you have a seat there."), name=name, table=table
        )
    who = Named(name=first_name(inviter) or _("A coordinator"))
    return phrase(_("Hello {name}. {inviter} invited you to {table}."), name=name, inviter=who, table=table)


def thanked(*, own_right: bool = False) -> Card:
    """After a yes: the newcomer's question, to be answered or not."""
    told = (Para(text=checkins.by_choice(), quiet=True),) if own_right else ()
    before = Para(text=(_("To see what has happened here before you came: “catch me up”."),), quiet=True)
    parts = (*views.question(_("Thank you.")), before, *told)
    return Card(text=spoken(parts), parts=parts)


def quietly() -> Card:
    said = (_("That's settled: I'll write only when you write to me. If you ever want to say something, type help."),)
    return Card(text=plain(said), parts=(Para(text=said),))


def declined() -> Card:
    said = (
        _("That's fine, and you're still at the table. I won't write to you. If you change your mind, type start."),
    )
    return Card(text=plain(said), parts=(Para(text=said),))


def yes_already(waiting: Sequence[Item] = ()) -> Card:
    """A bare "yes" from somebody who agreed may be meant for anything: what waits for their word stands below."""
    said = (_("Yes to what? That I may write to you is noted already. Nothing has changed."),)
    if not waiting:
        return Card(text=plain(said), parts=(Para(text=said),))
    heading = _("Waiting for your word")
    parts = (Para(text=said), Heading(text=heading), Items(items=tuple(waiting)))
    return Card(text=spoken(parts), parts=parts)


def no_to_what() -> Card:
    """A bare "no" from somebody who agreed: it may be an answer to anything, so nothing is changed by it."""
    said = (_("No to what? If I should stop writing to you, type stop. Nothing has changed."),)
    stop = Button(label=_("Stop"), act=Act(name="messages.stop"), words="stop")
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(stop,))))
