"""Sponsors: asked, with their yes or not; and a word to one about an empty seat, which a person sends."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Field,
    Form,
    Item,
    Items,
    Named,
    Option,
    Para,
    Part,
    Quote,
    Strong,
    Text,
)
from bot.messages.words import _, phrase, spoken

LONGEST_LINE = 300


class Sponsor(Protocol):
    """Somebody who was asked, or agreed, and for whose seat."""

    @property
    def id(self) -> int: ...
    @property
    def partner_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def has_agreed(self) -> bool: ...


def _card(*parts: Part, because: str | None = None) -> Card:
    return Card(text=spoken(parts), parts=parts, because=because)


def _said(text: Text, *ways: Button) -> Card:
    return _card(Para(text=text), *((Actions(of=ways),) if ways else ()))


def form(given: Mapping[str, str], bodies: Sequence[tuple[int, str]]) -> Form:
    """Who, and for which organisation's seat."""
    who = Field(
        name="who",
        label=_("Who could be asked when the seat is empty?"),
        kind="line",
        value=given.get("who", ""),
        hint=_(
            "A name and e-mail address: Una Fox <una@ward9.example>. They're asked, and nothing is so without a yes."
        ),
        longest=LONGEST_LINE,
    )
    seat = Field(
        name="seat",
        label=_("For which organisation?"),
        kind="one",
        value=given.get("seat", ""),
        options=tuple(Option(value=str(seat_id), label=name) for seat_id, name in bodies),
    )
    return Form(title=_("A sponsor"), act=Act(name="sponsor.ask"), fields=(who, seat), submit=_("Ask them"))


def no_organisations() -> Card:
    return _said((_("No organisation sits here yet, and a person's own seat has no sponsor."),))


def which_seat(words: str, bodies: Sequence[str]) -> Card:
    """No organisation goes by that name."""
    if not words:
        said: Text = (_("For which organisation's seat? Type it like this: /table sponsor @Dr Lewis for Ward 9 Trust"),)
        return _said(said)
    lead = phrase(_("No organisation here is called {words}. Those that sit here:"), words=Quote(text=words))
    items = Items(items=tuple(Item(text=(Named(name=name),)) for name in bodies))
    return _card(Para(text=lead), items)


def sits_here(who: Partner) -> Card:
    """A sponsor is somebody beside the table."""
    said = _("{name} sits at this table already, so they're asked themselves. A sponsor is somebody who doesn't.")
    return _said(phrase(said, name=Named(name=who.person.first_name)))


def has_one(one: Sponsor, *, mine: bool) -> Card:
    """A seat has one sponsor; `mine`: it is the one who was named."""
    names = {"name": Named(name=one.name), "body": Named(name=one.organisation)}
    if one.has_agreed:
        said = _("{name} is the sponsor of the seat of {body}.")
        return _said(phrase(said, **names), _end(one))
    said = (
        _("{name} was asked already whether they'd be the sponsor of the seat of {body}.")
        if mine
        else _("{name} was asked whether they'd be the sponsor of the seat of {body}, and hasn't said yet.")
    )
    return _said(phrase(said, **names), _end(one))


def asked(one: Sponsor, *, written_to: bool) -> Card:
    """What the coordinator reads: nothing is so without a yes."""
    said = (
        _("I'll ask {name} whether they'd be the sponsor of the seat of {body}. Nothing is so without their yes.")
        if written_to
        else _(
            "It waits for {name}: would they be the sponsor of the seat of {body}? I don't write to them, so tell them."
        )
    )
    return _said(phrase(said, name=Named(name=one.name), body=Named(name=one.organisation)), _end(one))


def _end(one: Sponsor) -> Button:
    return Button(
        label=_("End it") if one.has_agreed else _("Take it back"),
        act=Act(name="sponsor.end", on=(str(one.id),)),
        words=_("/table end sponsor for {body}").format(body=one.organisation),
    )


def _asks(one: Sponsor, table: str) -> Text:
    said = _("Would you be the sponsor of the seat of {body} at {table}: somebody to ask when it's empty?")
    return phrase(said, body=Named(name=one.organisation), table=Strong(text=table))


def means() -> str:
    """What a sponsor is, and is not."""
    return _("A coordinator may then ask you about the seat, never about a person. I'd send you nothing else unasked.")


def _ways(one: Sponsor) -> tuple[Button, ...]:
    on = (str(one.id),)
    return (
        Button(
            label=_("Yes, ask me"), act=Act(name="sponsor.yes", on=on), words="yes to being the sponsor", style="first"
        ),
        Button(label=_("Not me"), act=Act(name="sponsor.no", on=on), words="no to being the sponsor"),
    )


def offer(one: Sponsor, receiver: Partner) -> Card:
    """The question as it is asked when it is made."""
    return _card(
        Para(text=(means(),)),
        Para(text=_asks(one, receiver.partnership.name)),
        Actions(of=_ways(one)),
        because=_("This comes once, because a coordinator thought of you."),
    )


def waits(one: Sponsor, table: str) -> Item:
    """A line of the weekly note for as long as it waits."""
    return Item(text=_asks(one, table), buttons=_ways(one))


def gone() -> Card:
    return _said((_("Nobody waits for your word on that any more. Nothing was changed."),))


def agreed(one: Sponsor) -> Card:
    said = _("Thank you. You're the sponsor of the seat of {body}: a coordinator may ask you about it when it's empty.")
    part = Button(label=_("Our part"), act=Act(name="part.show"), words="/table our part")
    return _said(phrase(said, body=Named(name=one.organisation)), part, _step_down())


def _step_down() -> Button:
    return Button(
        label=_("I'd rather not"),
        act=Act(name="sponsor.stepdown", on=("1",)),
        words="I'd rather not be the sponsor any more",
    )


def declined() -> Card:
    return _said((_("That's fine, and thank you for saying. You're not at the table, and I won't ask again."),))


def stays_to_read() -> Card:
    return _said((_("That's fine, and thank you for saying. You read along as before."),))


def answered(one: Sponsor, *, yes: bool) -> Card:
    """What the coordinator who asked reads."""
    said = (
        _("{name} is the sponsor of the seat of {body} now.")
        if yes
        else _("{name} can't be the sponsor of the seat of {body}. Perhaps somebody else?")
    )
    return _said(phrase(said, name=Named(name=one.name), body=Named(name=one.organisation)))


def stepped_down(one: Sponsor) -> Card:
    said = _(
        "Thank you for having been there. You're not the sponsor of the seat of {body} now, and have left the table."
    )
    return _said(phrase(said, body=Named(name=one.organisation)))


def ended(one: Sponsor) -> Card:
    said = _("{name} isn't the sponsor of the seat of {body}. I don't write to them, so a word from you would be kind.")
    return _said(phrase(said, name=Named(name=one.name), body=Named(name=one.organisation)))


def none_here(words: str = "") -> Card:
    if words:
        said = phrase(_("{words} has no sponsor here."), words=Named(name=words))
        return _said(said)
    return _said((_("You're not a sponsor here."),))


def listing(those: Sequence[Sponsor], *, convenes: bool, mine: int) -> Card:
    """Who may be asked about which seat; `mine`: the reader's number among the partners."""
    another = Button(label=_("Ask somebody"), act=Act(name="sponsor.ask"), words="/table sponsor")
    ways = (Actions(of=(another,)),) if convenes else ()
    if not those:
        return _card(Para(text=(_("No seat here has a sponsor: somebody to ask when it's empty."),)), *ways)
    lead = Para(text=(_("Who may be asked when a seat is empty:"),))
    items = tuple(_listed(one, convenes=convenes, mine=one.partner_id == mine) for one in those)
    return _card(lead, Items(items=items), *ways)


def _listed(one: Sponsor, *, convenes: bool, mine: bool) -> Item:
    names = {"name": Named(name=one.name), "body": Named(name=one.organisation)}
    said = _("{name}, for {body}.") if one.has_agreed else _("{name}, for {body}: asked, and hasn't said yet.")
    ends = (_end(one),) if convenes else ()
    return Item(text=phrase(said, **names), buttons=_of_mine(one) if mine else ends)


def _of_mine(one: Sponsor) -> tuple[Button, ...]:
    return (_step_down(),) if one.has_agreed else _ways(one)


def not_seated(one: Sponsor) -> Card:
    """Somebody would sit for an organisation who is a sponsor."""
    said = _("{name} is the sponsor of the seat of {body}, and sits in none. To sit here, that has to end first.")
    return _said(phrase(said, name=Named(name=one.name), body=Named(name=one.organisation)))


def told_first(coordinator: str, sponsor: str) -> tuple[Part, ...]:
    """What the only one in a seat reads in their own note, before anybody else is asked."""
    said = _("If nobody can come just now, {coordinator} may ask {sponsor} who could: about the seat, not about you.")
    names = {"coordinator": Named(name=coordinator), "sponsor": Named(name=sponsor)}
    sort = Button(label=_("I'll sort it"), act=Act(name="sponsor.sort", on=("1",)), words="I'll sort it")
    return Para(text=phrase(said, **names)), Actions(of=(sort,))


def sorted_out() -> Card:
    return _said((_("Thank you. I'll leave it with you, and I suggest to nobody that they ask anyone else."),))


def nothing_to_sort() -> Card:
    return _said((_("Thank you. Nobody was about to be asked about your seat."),))


def draft_button(partner_id: int, body: str, sponsor: str) -> Button:
    """Beside somebody quiet, once they were told and had their time."""
    return Button(
        label=_("Draft a word to {name}").format(name=sponsor),
        act=Act(name="sponsor.draft", on=(str(partner_id),)),
        words=_("/table draft for {body}").format(body=body),
    )


def draft(one: Sponsor, table: str) -> Card:
    """Words about the seat, for a person to send or change."""
    words = _(
        "The seat of {body} at {table} has been empty of late. Who could sit in it, "
        "or would it be better to step back for now?"
    ).format(body=one.organisation, table=table)
    lead = phrase(
        _("To {name}, in your own words if you like. I send nothing: it's about the seat, and names nobody."),
        name=Named(name=one.name),
    )
    return _card(Para(text=lead), Para(text=(Quote(text=words),)))


def not_now(body: str) -> Card:
    """No word is drafted: somebody has been heard from, or had no time to answer yet, or there is no sponsor."""
    said = _("There's nothing to draft about the seat of {body} just now. /table quiet says how it stands.")
    return _said(phrase(said, body=Named(name=body)))
