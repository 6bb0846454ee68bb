"""Several on one commitment: asked, in, not us, stepped out. Each says it for themself."""

from collections.abc import Mapping, Sequence

from bot.domain.acts import Act
from bot.domain.commitments import Commitment
from bot.domain.people import Partner
from bot.messages import of_commitments as piece
from bot.messages.cards.if_only import LONGEST_OPTION, Options
from bot.messages.parts import Actions, Button, Card, Field, Form, Item, Named, Option, Para, Quote, Strong, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, listed, phrase, plain


def bring_in(one: Commitment) -> Button:
    act = Act(name="commitment.bringin", on=(str(one.number),), seen=one.version)
    return Button(label=_("Bring in…"), act=act, words=f"bring in {one.number} @...")


def _in(number: int, label: str) -> Button:
    return Button(label=label, act=Act(name="commitment.join", on=(str(number),)), words=f"i'm in on {number}")


def _not_us(number: int) -> Button:
    act = Act(name="commitment.notin", on=(str(number),))
    return Button(label=_("Not us"), act=act, words=f"count us out of {number}")


def answers(number: int) -> tuple[Button, ...]:
    return _in(number, _("I'm in")), _not_us(number)


def form(one: Commitment, options: Options, given: Mapping[str, str]) -> Form:
    """Whom to bring in: an organisation, or somebody by name."""
    whom = Field(
        name="whom",
        label=_("Who could be on this too?"),
        kind="one",
        value=given.get("whom", ""),
        options=tuple(Option(value=value, label=clip(label, LONGEST_OPTION)) for value, label in options),
    )
    return Form(
        title=_("Bring in"),
        act=Act(name="commitment.bringin", on=(str(one.number),), seen=one.version),
        fields=(whom,),
        submit=_("Ask them"),
        before=(Para(text=(Quote(text=one.text),), quiet=True),),
    )


def may_ask(other: Partner) -> Text:
    """Whom I ask whether they are in."""
    if other.organisation:
        who = {"name": Named(name=other.person.name), "organisation": Named(name=other.organisation.name)}
        return phrase(_("I'll ask {name} of {organisation} whether they're in."), **who)
    return phrase(_("I'll ask {name} whether they're in."), name=Named(name=other.person.name))


def asked(one: Commitment, others: Sequence[Partner]) -> Card:
    """What whoever brings them in reads; nobody is on it before they say so."""
    paras = [Para(text=may_ask(other)) for other in others]
    paras.append(Para(text=(_("Until they say so it's yours as before."),), quiet=True))
    return piece.card(*paras, about=one, ways=(piece.more(one),))


def inside(one: Commitment) -> Card:
    """Only their own organisation can see it, so nobody else can be on it."""
    said = phrase(
        _("Only your organisation can see {what}, so I've asked nobody. If the table may see it, ask again then."),
        what=Quote(text=one.text),
    )
    return piece.card(Para(text=said), about=one, ways=(piece.show_to(one), piece.more(one)))


def stays_open_to_all(one: Commitment) -> Card:
    """Others are on it or it is for them, so it can't be hidden from them."""
    said = phrase(
        _("{what} isn't yours alone: {others} would no longer see it. Nothing has changed."),
        what=Quote(text=one.text),
        others=Named(name=listed([*one.others, *((one.helps,) if one.helps else ())]) or _("those you asked")),
    )
    return piece.card(Para(text=said), about=one, ways=(piece.more(one),))


def joined(one: Commitment) -> Card:
    """They are in: it is theirs as well."""
    said = phrase(_("You're in: {what}, with {who}."), what=Quote(text=one.text), who=Named(name=listed(one.whose)))
    after = _("It stands among yours. Done by one of you, it's done for all.")
    ways = (piece.done(one), _out(one), piece.more(one))
    return piece.card(Para(text=said), Para(text=(after,), quiet=True), about=one, ways=ways)


def _out(one: Commitment) -> Button:
    act = Act(name="commitment.notin", on=(str(one.number),))
    return Button(label=_("Step out"), act=act, words=f"count us out of {one.number}")


def ways_of_party(one: Commitment) -> tuple[Button, ...]:
    """What somebody who is in on it can do."""
    return piece.done(one), piece.move(one), piece.stuck(one), _out(one)


def not_in(one: Commitment) -> Card:
    """No is a good answer, and can be thought better of."""
    said = phrase(_("That's fine: {what} goes on without you."), what=Quote(text=one.text))
    return piece.card(Para(text=said), about=one, ways=(_in(one.number, _("I'm in after all")),))


def stepped_out(one: Commitment, stays_with: Sequence[str]) -> Card:
    """It is theirs no more, and not let go: the others go on with it."""
    said = phrase(
        _("You're no longer on {what}. It stays with {who}."),
        what=Quote(text=one.text),
        who=Named(name=listed(stays_with)),
    )
    return piece.card(Para(text=said), about=one, ways=(_in(one.number, _("I'm in after all")), piece.more(one)))


def is_over(one: Commitment) -> Card:
    said = phrase(_("{what} isn't open any more, so there's nothing to join."), what=Quote(text=one.text))
    return piece.card(Para(text=said), about=one, ways=(piece.more(one),))


def offer(one: Commitment, receiver: Partner, asker: str) -> Card:
    """Somebody asks whether the reader is in on something that is theirs."""
    said = phrase(
        _("Hello {name}. {asker} asks at {table} whether you're in on this: {words}."),
        name=Named(name=receiver.person.first_name),
        asker=Named(name=asker or one.owner),
        table=Strong(text=receiver.partnership.name),
        words=Quote(text=clip(one.text, LONGEST_QUOTE)),
    )
    by = phrase(_(" It's for {day}."), day=one.due_on) if one.due_on else ()
    return Card(
        text=plain((*said, *by)),
        parts=(Para(text=(*said, *by)), Actions(of=answers(one.number))),
        subject=f"commitment:{one.number}",
        because=_("This comes because somebody at your table asked you."),
    )


def waits(one: Commitment) -> Item:
    """A line of the note, and of the list, of whoever was asked to join."""
    words = Quote(text=clip(one.text, LONGEST_QUOTE))
    said = phrase(_("{words}, with {who}: are you in?"), words=words, who=Named(name=listed(one.whose)))
    return Item(text=said, buttons=answers(one.number))
