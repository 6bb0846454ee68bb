"""Views: what it looks like from where each sits. The first thing a newcomer is asked, and nobody's formal position."""

from collections.abc import Sequence
from datetime import date

from bot.domain.acts import Act
from bot.domain.people import first_name
from bot.domain.perspectives import Perspective, SeatView, Spoken
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards, say_backs, worths
from bot.messages.parts import Actions, Button, Card, Field, Form, Heading, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import _, phrase, several, short_day, spoken

# What one reads side by side; no renderer draws more of a list.
MOST_SEATS = 50


def question(lead: str = "") -> tuple[Part, ...]:
    """The newcomer's question, and the three ways to take it."""
    asked = _("One question, whenever suits: what does this look like from where you sit? A sentence is plenty.")
    unsure = Button(label=_("Not sure yet"), act=Act(name="view.unsure"), words=_("not sure yet"))
    return Para(text=(" ".join(filter(None, (lead, asked))),)), Actions(of=(answer_button(), unsure, _others()))


def answer_button(label: str = "") -> Button:
    return Button(label=label or _("Answer"), act=Act(name="view.give"), words=_("view from where I sit, ..."))


def _others() -> Button:
    return Button(label=_("Show me what others said"), act=Act(name="view.list"), words="views")


def _take_back(own: Perspective) -> Button:
    return Button(
        label=_("Take back"),
        act=Act(name="view.withdraw", seen=own.fingerprint),
        words=_("take back my view"),
        sure=_("Delete it, and what you said before it?"),
    )


def _card(*parts: Part, first: Sequence[Part] = ()) -> Card:
    return Card(text=spoken((*first, *parts)), parts=(*first, *parts))


def given(own: Perspective, *, careful: bool = False, then: Sequence[Part] = ()) -> Card:
    """It is there, with whose it is. `then`: what they are asked next."""
    there = phrase(_("That's there for the table as {who}. It's your view, not a formal position."), who=_mine(own))
    first = (safeguards.danger(),) if careful else ()
    after = () if then and own.version == 1 else (Para(text=(_after(own),)),)
    ways = Actions(of=(answer_button(_("Change")), _take_back(own)))
    return _card(Para(text=there), *after, ways, *then, first=first)


def _after(own: Perspective) -> str:
    if own.version > 1:
        return _("What you said before is kept behind it.")
    return to_learn()


def to_learn() -> str:
    """All that a partner ever has to remember."""
    return _(
        "If you ever take something on, type /commit and say it plainly. That's all there is to learn. “Stop” stops me."
    )


def _mine(own: Perspective) -> Named:
    return Named(name=f"{first_name(own.author)}, {own.organisation or _('in your own right')}")


def unsure(*, then: Sequence[Part] = ()) -> Card:
    """Not knowing yet is an answer."""
    said = _("That's fine, and there's no hurry. If something strikes you later, type view and say it.")
    after = then or (Para(text=(to_learn(),)), Actions(of=(_others(), answer_button(), worths.later())))
    return _card(Para(text=(said,)), *after)


def listing(seats: Sequence[SeatView], counts: Spoken, *, asker: int, speaks: bool = True, today: date) -> Card:
    """Side by side, one a seat, with whose each is. `asker`: the partner who looks; `speaks`: and says things here."""
    if not seats:
        return nothing_yet()
    items = tuple(_side(one, asker, today, speaks=speaks) for one in seats[:MOST_SEATS])
    rest = several("And {n} more.", "And {n} more.", len(seats) - MOST_SEATS) if len(seats) > MOST_SEATS else ""
    note = _("Each is one seat's own view, not a formal position.")
    spoke = any(one.newest.partner_id == asker for one in seats)
    yours = () if spoke else (Actions(of=(answer_button(_("Add yours")),)),)
    lead = Para(text=(" ".join(filter(None, (rest, how_many(counts), note))),), quiet=True)
    return _card(Heading(text=_("What it looks like from each seat")), Items(items=items), lead, *yours)


def how_many(counts: Spoken) -> str:
    """How many seats have spoken: `Views: 1 of 6`."""
    return _("Views: {spoken} of {seats}.").format(spoken=counts.spoken, seats=counts.seats)


def _side(one: SeatView, asker: int, today: date, *, speaks: bool) -> Item:
    """One seat's, with what its author can do with it, and what anybody else can: say it back to them."""
    ways: tuple[Button, ...] = ()
    if one.newest.partner_id == asker:
        ways = (answer_button(_("Change")), _take_back(one.newest))
    elif speaks:
        ways = (say_backs.button(one.newest.partner_id, one.newest.author),)
    earlier = (_earlier(one.newest),) if one.more else ()
    return Item(text=(Quote(text=one.newest.text),), note=_signed(one.newest, today), buttons=(*ways, *earlier))


def _earlier(newest: Perspective) -> Button:
    return Button(
        label=_("What was said before"),
        act=Act(name="view.list", on=(str(newest.seat_id),)),
        words=_("views from {seat}").format(seat=newest.organisation or newest.author),
    )


def _signed(one: Perspective, today: date) -> Text:
    seat = one.organisation or _("in their own right")
    who = Named(name=f"{first_name(one.author)}, {seat}")
    return phrase(_("as {who}, {day}"), who=who, day=short_day(one.made_at.date(), today=today))


def nothing_yet() -> Card:
    said = _("Nobody has said yet what it looks like from where they sit. Yours would be the first.")
    return _card(Para(text=(said,)), Actions(of=(answer_button(),)))


def earlier(versions: Sequence[Perspective], *, today: date) -> Card:
    """All that was said from one seat, oldest first: a change of mind is no secret, and none is lost."""
    seat = Named(name=versions[-1].organisation or versions[-1].author)
    lead = Para(text=phrase(_("What {seat} said, oldest first:"), seat=seat))
    items = tuple(Item(text=(Quote(text=one.text),), note=_signed(one, today)) for one in versions)
    return _card(lead, Items(items=items), Actions(of=(_others(),)))


def withdrawn() -> Card:
    said = _("Taken back and deleted, with what you had said before it. Whoever has read it, has read it.")
    return _card(Para(text=(said,)), Actions(of=(answer_button(_("Say it anew")),)))


def nothing_to_take_back() -> Card:
    said = _("You haven't said what it looks like from where you sit, so there's nothing to take back.")
    return _card(Para(text=(said,)), Actions(of=(answer_button(_("Say it")),)))


def changed_since(own: Perspective) -> Card:
    """The card that was used showed older words: here is what stands now."""
    said = phrase(_("You've said it differently since: {words}"), words=Quote(text=own.text))
    return _card(Para(text=said), Actions(of=(answer_button(_("Change")), _take_back(own))))


def form(*, words: str = "", asking: str | None = None) -> Form:
    """One box. `asking`: what to ask before it is kept."""
    note = asking or f"{_('Everybody at the table can see it, with your name.')} {safeguards.please()}"
    box = Field(
        name="words",
        label=_("What does this look like from where you sit?"),
        kind="lines",
        value=words,
        hint=_("A sentence is plenty."),
        longest=LONGEST,
    )
    return Form(
        title=_("From where you sit"),
        act=Act(name="view.give"),
        fields=(box, safeguards.field()) if asking else (box,),
        submit=_("Say it"),
        before=(Para(text=(note,), quiet=not asking),),
    )
