"""Saying back: another's view in one's own words, and whether one got it. The two see it, and nobody else."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.people import Partner, first_name
from bot.domain.say_backs import SayBack, State
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Field,
    Form,
    Heading,
    Item,
    Items,
    Named,
    Para,
    Part,
    Quote,
    Strong,
    Text,
)
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase, spoken


def button(partner_id: int, author: str) -> Button:
    """The way to say somebody's view back, beside it."""
    act = Act(name="say.back", on=(str(partner_id),))
    return Button(label=_("Say it back"), act=act, words=_("/table say back @{who} ...").format(who=author))


def _list_button() -> Button:
    return Button(label=_("What was said back"), act=Act(name="say.list"), words="/table said back")


def _card(*parts: Part, first: Sequence[Part] = ()) -> Card:
    return Card(text=spoken((*first, *parts)), parts=(*first, *parts))


def form(author: Partner, view: str, *, seen: int, words: str = "", asking: str | None = None) -> Form:
    """Their view above, and one box. `asking`: what to say first, about details or about a view that has changed."""
    name = Named(name=author.person.first_name)
    note = phrase(_("{name} reads it and says whether you got it. Nobody else sees it."), name=name)
    box = Field(
        name="words",
        label=_("Say it back in your own words"),
        kind="lines",
        value=words,
        hint=_("Not whether you agree: what you heard."),
        longest=LONGEST,
    )
    lead = phrase(_("{name} says: {words}"), name=name, words=Quote(text=view))
    asked = (Para(text=(asking,)),) if asking else ()
    return Form(
        title=_("Say it back"),
        act=Act(name="say.back", on=(str(author.id),), seen=seen),
        fields=(box, safeguards.field()) if asking else (box,),
        submit=_("Say it back"),
        before=(Para(text=lead), *asked, Para(text=(*note, " ", safeguards.please()), quiet=True)),
    )


def said(one: SayBack, *, careful: bool = False) -> Card:
    """What the listener reads once it is said."""
    words = phrase(
        _("I'll ask {name} whether you got it: {words}. Their answer comes in your weekly note."),
        name=Named(name=first_name(one.author)),
        words=Quote(text=one.text),
    )
    first = (safeguards.danger(),) if careful else ()
    return _card(Para(text=words), Actions(of=(_take_back(one), _list_button())), first=first)


def _take_back(one: SayBack) -> Button:
    act = Act(name="say.takeback", on=(str(one.number),), seen=one.fingerprint)
    words = f"take back what I said back {one.number}"
    return Button(label=_("Take it back"), act=act, words=words, sure=_("Delete it?"))


def your_own() -> Card:
    text = _("That's your own view. Saying back is for somebody else's: you'll find theirs under /table views.")
    return _card(Para(text=(text,)), Actions(of=(_views(),)))


def _views() -> Button:
    return Button(label=_("Show me what others said"), act=Act(name="view.list"), words="views")


def no_view(name: str) -> Card:
    """Somebody has said nothing that could be said back; that may have many reasons."""
    text = phrase(
        _("There's no view of {name}'s to say back just now. Others' are under /table views."),
        name=Named(name=first_name(name)),
    )
    return _card(Para(text=text), Actions(of=(_views(),)))


def has_left(name: str) -> Card:
    """Nobody could say any more whether it was got."""
    text = phrase(
        _("{name} isn't at this table any more, so nobody could say whether you got it."),
        name=Named(name=first_name(name)),
    )
    return _card(Para(text=text), Actions(of=(_views(),)))


def changed_since(author: Partner, view: str, *, seen: int, words: str) -> Form:
    """The form that was sent showed an older view: here is what stands now, and the words as they were."""
    asked = form(author, view, seen=seen, words=words)
    lead = phrase(_("{name} has said it differently since."), name=Named(name=author.person.first_name))
    return replace(asked, before=(Para(text=lead), *asked.before))


def _ways(one: SayBack) -> tuple[Button, ...]:
    on, seen = (str(one.number),), one.fingerprint
    return (
        Button(label=_("Yes, that's it"), act=Act(name="say.yes", on=on, seen=seen), words=f"they got it {one.number}"),
        Button(
            label=_("Nearly: …"), act=Act(name="say.mend", on=on, seen=seen), words=f"mend said back {one.number} ..."
        ),
        Button(
            label=_("Not quite"),
            act=Act(name="say.notquite", on=on, seen=seen),
            words=f"they didn't quite get it {one.number}",
        ),
    )


def offer(one: SayBack, reader: Partner) -> Card:
    """To whoever gave the view: did they get it?"""
    text = phrase(
        _("Hello {name}. At {table} {who} says back what you said: {words}. Did they get it?"),
        name=Named(name=reader.person.first_name),
        table=Strong(text=reader.partnership.name),
        who=Named(name=first_name(one.listener)),
        words=Quote(text=clip(one.text, LONGEST_QUOTE)),
    )
    return Card(
        text=spoken((Para(text=text),)),
        parts=(Para(text=text), Actions(of=_ways(one))),
        because=_("This comes because somebody at your table listened to what you said."),
    )


def waits(one: SayBack) -> Item:
    """A line of their note, for as long as it waits."""
    text = phrase(
        _("{who} says back what you said: {words}. Did they get it?"),
        who=Named(name=first_name(one.listener)),
        words=Quote(text=clip(one.text, LONGEST_QUOTE)),
    )
    return Item(text=text, buttons=_ways(one))


def answered(one: SayBack) -> Item:
    """A line of the listener's: there is an answer, until they have looked at it."""
    return Item(text=_answer(one, LONGEST_QUOTE), buttons=(_list_button(),))


def _answer(one: SayBack, longest: int) -> Text:
    """What whoever gave the view said of it, as its listener reads it."""
    who = Named(name=first_name(one.author))
    if one.state is State.NEARLY:
        mended = Quote(text=clip(one.mended or "", longest))
        return phrase(_("{who} thanks you for listening. Nearly: {words}"), who=who, words=mended)
    if one.state is State.NOT_QUITE:
        return phrase(_("{who} thanks you for listening. Not quite: it may be worth a talk."), who=who)
    return phrase(_("{who} thanks you for listening. That's it: you got what they said."), who=who)


def thanked(one: SayBack, *, careful: bool = False) -> Card:
    """What whoever gave the view reads once they have said."""
    who = Named(name=first_name(one.listener))
    texts = {
        State.YES: _("Thank you. {who} will see that they got it."),
        State.NEARLY: _("Thank you. {who} will see how you'd put it, beside their words."),
        State.NOT_QUITE: _("Thank you. {who} will see that it isn't quite that. Perhaps talk it over."),
    }
    first = (safeguards.danger(),) if careful else ()
    return _card(Para(text=phrase(texts[one.state], who=who)), Actions(of=_others(one)), first=first)


def _others(one: SayBack) -> tuple[Button, ...]:
    """What could be said of it instead."""
    return tuple(way for way in _ways(one) if way.act.name != _ACTS.get(one.state))


_ACTS = {State.YES: "say.yes", State.NEARLY: "say.mend", State.NOT_QUITE: "say.notquite"}


def gone() -> Card:
    text = _("That isn't waiting for an answer any more: it was taken back, or said anew.")
    return _card(Para(text=(text,)), Actions(of=(_list_button(),)))


def mend_form(one: SayBack, *, words: str = "", asking: str | None = None) -> Form:
    """How they would put it; their words stand beside the listener's."""
    who = Named(name=first_name(one.listener))
    lead = phrase(_("{who} said back: {words}"), who=who, words=Quote(text=one.text))
    note = asking or phrase(_("Only {who} sees it. "), who=who)
    box = Field(
        name="words",
        label=_("How would you put it?"),
        kind="lines",
        value=words or one.mended or one.text,
        longest=LONGEST,
    )
    quiet: Text = (note,) if isinstance(note, str) else (*note, safeguards.please())
    return Form(
        title=_("Nearly"),
        act=Act(name="say.mend", on=(str(one.number),), seen=one.fingerprint),
        fields=(box, safeguards.field()) if asking else (box,),
        submit=_("Put it so"),
        before=(Para(text=lead), Para(text=quiet, quiet=not asking)),
    )


def taken_back() -> Card:
    return _card(Para(text=(_("Taken back and deleted. Whoever has read it, has read it."),)), Actions(of=(_views(),)))


def listing(those: Sequence[SayBack], *, reader: int) -> Card:
    """All that the reader said back and that was said back to them, with what was said of it."""
    if not those:
        said_none = _("Nothing has been said back yet, by you or to you. Beside each view there is a way to do it.")
        return _card(Para(text=(said_none,)), Actions(of=(_views(),)))
    note = _("Only the two of you see each of these.")
    items = tuple(_side(one, reader) for one in those)
    return _card(Heading(text=_("What was said back")), Items(items=items), Para(text=(note,), quiet=True))


def _side(one: SayBack, reader: int) -> Item:
    if one.partner_id == reader:
        lead = phrase(_("You said back to {who}: "), who=Named(name=first_name(one.author)))
        waiting = (_("No answer yet."),)
        note = waiting if one.state is State.WAITING else _answer(one, LONGEST)
        return Item(text=(*lead, Quote(text=one.text)), note=note, buttons=(_take_back(one),))
    lead = phrase(_("{who} said back to you: "), who=Named(name=first_name(one.listener)))
    return Item(text=(*lead, Quote(text=one.text)), note=_yours(one), buttons=_others(one))


def _yours(one: SayBack) -> Text:
    if one.state is State.NEARLY:
        return phrase(_("You said nearly: {words}"), words=Quote(text=one.mended or ""))
    texts = {
        State.WAITING: _("Did they get it?"),
        State.YES: _("You said that's it."),
        State.NOT_QUITE: _("You said not quite."),
    }
    return (texts[one.state],)
