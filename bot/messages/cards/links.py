"""A way in that a coordinator hands over: for somebody whom no message reaches."""

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.parts import Actions, Button, Card, Named, Para
from bot.messages.words import _, clip, phrase, spoken

# A name that leaves room for the rest of a button on every platform.
ROOM_FOR_A_NAME = 40


def make_button(partner: Partner) -> Button:
    """For somebody who has not been in yet."""
    return Button(
        label=_("Make a link for {name}").format(name=clip(partner.person.first_name, ROOM_FOR_A_NAME)),
        act=Act(name="link.make", on=(str(partner.id),)),
        words=_("/table link for @{name}").format(name=partner.person.name),
    )


def made(partner: Partner) -> Card:
    """The door that can make links puts it under this; on any other one reads where to find it."""
    said = phrase(
        _(
            "A link for {name}, to hand over yourself. Whoever opens it is let in as them: it works once, within seven "
            "days, and only until they come in some other way. It is noted that you made it."
        ),
        name=Named(name=partner.person.name),
    )
    where = Para(text=(_("If you see no link here, ask for it on your page in the browser."),), quiet=True)
    return Card(text=spoken((Para(text=said), where)), parts=(Para(text=said), where))


def been_in(partner: Partner) -> Card:
    """A link would open what is theirs alone."""
    said = phrase(
        _(
            "{name} has been in already, and a link would open what is theirs alone, so I don't make one. "
            "If they can't get in any more, whoever runs me can make one."
        ),
        name=Named(name=partner.person.name),
    )
    who = Button(label=_("Who is here"), act=Act(name="table.who"), words="/table who")
    return Card(text=spoken((Para(text=said),)), parts=(Para(text=said), Actions(of=(who,))))
