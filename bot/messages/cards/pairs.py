"""Twenty minutes on the phone, for two who see it differently: offered to each alone, only a yes passed on."""

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.parts import Actions, Button, Card, Item, Named, Para, Text
from bot.messages.words import _, phrase, plain


def _name(other: Partner) -> str:
    return f"{other.person.name} ({other.organisation.name})" if other.organisation else other.person.name


def offer(which: int, other: Partner) -> Item:
    """In the note of each of the two."""
    said = phrase(
        _(
            "You and {name} see this from different places. Would twenty minutes on the phone help? "
            "I'd pass on nothing but your yes."
        ),
        name=Named(name=_name(other)),
    )
    return Item(text=said, buttons=(_yes(which), _not_now(which), _never(which)))


def _yes(which: int) -> Button:
    return Button(label=_("Yes"), act=Act(name="pair.yes", on=(str(which),)), words="twenty minutes yes")


def _not_now(which: int) -> Button:
    return Button(label=_("Not now"), act=Act(name="pair.notnow", on=(str(which),)), words="twenty minutes not now")


def _never(which: int) -> Button:
    act = Act(name="pair.never", on=(str(which),))
    return Button(label=_("Don't offer me these"), act=act, words="don't offer me twenty minutes")


def both_yes(other: Partner) -> Text:
    """Once both said yes, to each of them."""
    said = _("You and {name} both said yes to twenty minutes on the phone. Ring when it suits you both.")
    return phrase(said, name=Named(name=_name(other)))


def waits(other: Partner) -> Item:
    return Item(text=both_yes(other))


def both(other: Partner) -> Card:
    said = both_yes(other)
    return Card(text=plain(said), parts=(Para(text=said),))


def said_yes(which: int) -> Card:
    """Until the other has said yes too, nobody learns of it."""
    said = _("Noted. If they say yes too, you'll each hear it in your note; if not, nobody hears anything.")
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(_not_now(which),))))


def not_now(which: int) -> Card:
    said = _("Not now, then. Nobody is told.")
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(_yes(which), _never(which)))))


def never() -> Card:
    said = _("I won't offer you these. Nobody is told.")
    again = Button(label=_("Offer them again"), act=Act(name="pair.again"), words="offer me twenty minutes again")
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(again,))))


def again() -> Card:
    said = _("I may offer you these again, at most once in two rounds.")
    return Card(text=said, parts=(Para(text=(said,)),))


def over() -> Card:
    said = _("There is no such offer for you just now.")
    return Card(text=said, parts=(Para(text=(said,)),))
