"""What a newcomer is shown first, whom they can ask, and the one word more after a week."""

from bot.domain.acts import Act
from bot.domain.newcomers import FirstThing
from bot.domain.people import Partner
from bot.messages.cards import catchup, challenge, glance, views
from bot.messages.parts import Actions, Button, Card, Named, Para, Part, Text
from bot.messages.words import _, phrase, plain, several, spoken, upper_first


def begin_with(thing: FirstThing, ask: Partner | None) -> Text:
    """Beneath the welcome: something small, and somebody."""
    return (*_small(thing), *((" ", *_somebody(ask)) if ask else ()))


def _small(thing: FirstThing) -> Text:
    said = {
        FirstThing.VIEW: _(
            "A first small thing, under a minute: say in a sentence how this looks from where you sit (“view ...”)."
        ),
        FirstThing.RECOGNISE: _(
            "A first small thing, under a minute: read the challenge, and say whether you recognise it (“challenge”)."
        ),
        FirstThing.CHAIR: _("A first small thing, under a minute: say who else should be here (“missing a GP”)."),
        FirstThing.LOOK: _("A first small thing, under a minute: see what has happened here so far (“catch me up”)."),
    }
    return (said[thing],)


def _somebody(ask: Partner) -> Text:
    if ask.organisation is None:
        return phrase(_("If you'd rather ask a person: {name}."), name=Named(name=ask.person.name))
    return phrase(
        _("If you'd rather ask a person: {name}, {organisation}."),
        name=Named(name=ask.person.name),
        organisation=Named(name=ask.organisation.name),
    )


def second_word(thing: FirstThing, ask: Partner | None) -> tuple[Part, ...]:
    """In their note, a week after the last sign of them; none comes again before they are asked as somebody quiet."""
    said = _("You're new here, and I won't keep asking. Have you had a look round?")
    ways = (
        Button(label=_("I've had a look"), act=Act(name="new.looked", on=("1",)), words="i've had a look"),
        Button(label=_("Not now"), act=Act(name="checkin.notnow", on=("1",)), words="not now"),
        Button(label=_("It's not for me"), act=Act(name="new.notforme", on=("1",)), words="it's not for me"),
    )
    return Para(text=(said,)), Actions(of=ways), Para(text=begin_with(thing, ask), quiet=True)


def looked(thing: FirstThing) -> Card:
    """Thanks, and the way to the one small thing."""
    thanks = (_("Thank you for looking in. That's all I wanted to know."),)
    parts: tuple[Part, ...] = (Para(text=thanks), Para(text=_small(thing), quiet=True), Actions(of=(_way(thing),)))
    return Card(text=spoken(parts), parts=parts)


def _way(thing: FirstThing) -> Button:
    return {
        FirstThing.VIEW: views.answer_button(),
        FirstThing.RECOGNISE: challenge.look_button(),
        FirstThing.CHAIR: glance.missing_button(),
        FirstThing.LOOK: catchup.button(),
    }[thing]


def not_for_me() -> Card:
    """What it may mean, each with its way; to say nothing is an answer too."""
    said = (_("Thank you for saying so plainly. Nothing has changed yet. What would suit you?"),)
    ways = (
        Button(label=_("Stay, without messages"), act=Act(name="messages.stop"), words="stop"),
        Button(label=_("Somebody else is coming"), act=Act(name="seat.handon"), words="/table hand on my seat"),
        Button(label=_("Leave the table"), act=Act(name="table.leave"), words="/table leave"),
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=ways)))


def not_heard(number: int) -> Text:
    """For who convenes: a number, no names."""
    line = several(
        "{n} person is new, and hasn't been heard from since their welcome.",
        "{n} people are new, and haven't been heard from since their welcome.",
        number,
    )
    return (upper_first(line),)


def named() -> Card:
    said = (_("Thank you. Newcomers may be told that they can ask you."),)
    off = Button(label=_("Don't name me"), act=Act(name="named.off", on=("1",)), words="don't name me to newcomers")
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(off,))))


def not_named() -> Card:
    said = (_("That's fine. I won't tell newcomers that they can ask you."),)
    on = Button(label=_("Name me again"), act=Act(name="named.on", on=("1",)), words="name me to newcomers")
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(on,))))
