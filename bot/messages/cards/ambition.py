"""What a table is for: one sentence, for whom and what would be different."""

from binascii import crc32

from bot.domain.acts import Act
from bot.domain.people import Partner, Person
from bot.messages.cards import safeguards
from bot.messages.parts import Actions, Button, Card, Field, Form, Named, Para, Quote
from bot.messages.words import _, phrase, plain


def fingerprint(words: str | None) -> int:
    """What a button remembers of it, so that an old card can't undo a newer change."""
    return crc32((words or "").encode())


def _change(label: str) -> Button:
    return Button(label=label, act=Act(name="ambition.change"), words=_("change the ambition to ..."))


def shown(asker: Partner) -> Card:
    """What the table is for; whoever convenes it can say it, or say it anew."""
    words = asker.partnership.ambition
    if words:
        said = phrase(_("What this table is for: {ambition}"), ambition=Quote(text=words))
    else:
        said = (_("Nobody has said yet for whom this table is here, and what would be different."),)
    way = Actions(of=(_change(_("Change") if words else _("Say it")),))
    typed = _("Whoever convenes says it. To put it into your words and ask them: /table ambition so that ...")
    hint = Para(text=(typed,), quiet=True)
    return Card(text=plain(said), parts=(Para(text=said), way if asker.convenes else hint))


def would_say(words: str, convener: Person, draft: int, *, careful: bool = False) -> Card:
    """Somebody else's words for it, which wait for one press."""
    said = phrase(
        _("Whoever convenes says what this table is for. Shall I ask {name} to say it so: {words}"),
        name=Named(name=convener.name),
        words=Quote(text=words),
    )
    label = _("Ask {name}").format(name=convener.first_name)
    way = Button(label=label, act=Act(name="ambition.ask", on=(str(draft),)), words=_("ask for that ambition"))
    first = (safeguards.danger(),) if careful else ()
    text = " ".join(plain(one.text) for one in (*first, Para(text=said)))
    return Card(text=text, parts=(*first, Para(text=said), Actions(of=(way,))))


def changed(before: str | None, after: str | None, *, careful: bool = False) -> Card:
    """What it is now and what it was, with the way back."""
    now = Quote(text=after) if after else _("not said")
    said = phrase(_("What this table is for is now: {now}."), now=now)
    was = phrase(_(" It was: {before}."), before=Quote(text=before)) if before else ()
    undo = Button(
        label=_("Undo"), act=Act(name="ambition.undo", seen=fingerprint(after)), words=_("put the ambition back")
    )
    first = (safeguards.danger(),) if careful else ()
    text = " ".join(plain(one.text) for one in (*first, Para(text=(*said, *was))))
    return Card(text=text, parts=(*first, Para(text=(*said, *was)), Actions(of=(undo,))))


def as_it_is(asker: Partner) -> Card:
    """Nothing to put back, or it has been changed since the card that was used."""
    words = asker.partnership.ambition
    said = (
        phrase(_("It stands as it is: {ambition}"), ambition=Quote(text=words))
        if words
        else (_("There is nothing to put back."),)
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(_change(_("Change")),))))


def form(*, words: str, longest: int, act: str = "ambition.change", asking: str | None = None) -> Form:
    """One box. `asking`: what to ask before it is kept; `act`: what is done with it."""
    box = Field(
        name="words",
        label=_("For whom is this table here, and what would be different?"),
        kind="lines",
        value=words,
        hint=_("One sentence: “So that nobody stays in hospital for want of a home.”"),
        longest=longest,
    )
    return Form(
        title=_("What this table is for"),
        act=Act(name=act),
        fields=(box, safeguards.field()) if asking else (box,),
        submit=_("Keep it"),
        before=(safeguards.above(asking, _("It stands at the top of what is said about the table.")),),
    )
