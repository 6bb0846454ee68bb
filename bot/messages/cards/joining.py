"""One person who came by two ways: what they are asked where they were known first, and what comes of it."""

from bot.domain.acts import Act
from bot.messages.parts import Actions, Button, Card, Field, Form, Named, Para
from bot.messages.words import _, phrase, plain, spoken


def invited_button() -> Button:
    """For a newcomer in a chat, who may have been invited by e-mail."""
    return Button(
        label=_("I was invited by e-mail"), act=Act(name="person.join"), words=_("I was invited as sam@ward9.example")
    )


def form(given: str = "") -> Form:
    """Which address; nothing is said of whether anybody has it."""
    email = Field(
        name="email",
        label=_("By which e-mail address were you invited?"),
        kind="line",
        value=given,
        hint=_("If somebody here goes by it, I ask them there whether that's you."),
        longest=254,
    )
    return Form(title=_("Invited by e-mail"), act=Act(name="person.join"), fields=(email,), submit=_("Ask there"))


def no_address() -> str:
    return _("That is no e-mail address. It looks like sam@ward9.example.")


def claimed(email: str) -> Card:
    """The same whoever it is, and if it is nobody: an address alone tells nothing about anybody."""
    said = phrase(
        _(
            "Thank you. If somebody here goes by {address}, I've asked them there whether that's you. "
            "Nothing changes until they say yes."
        ),
        address=Named(name=email),
    )
    return Card(text=plain(said), parts=(Para(text=said),))


def question(name: str, row_id: int, *, at: int) -> Card:
    """Asked where they were known first, for only whoever reads that can say yes. `name`: as whom they write now.

    `at`: the second in which it is asked.
    """
    which = (str(row_id), str(at))
    said = phrase(
        _("Somebody who writes to me as {name} says that they're you. Is that so?"),
        name=Named(name=name),
    )
    what = _(
        "If it is, I put both together: your place, what you said you'd do and noticed, the days you took part. "
        "It can't be taken apart again. If it isn't, say no: nothing changes, and I don't ask again."
    )
    yes = Button(label=_("Yes, that's me"), act=Act(name="person.isme", on=which), words=f"that's me {row_id} {at}")
    no = Button(
        label=_("No, that isn't me"), act=Act(name="person.notme", on=which), words=f"that isn't me {row_id} {at}"
    )
    parts = (Para(text=said), Para(text=(what,)), Actions(of=(yes, no)))
    return Card(text=spoken(parts), parts=parts)


def joined() -> Card:
    said = (_("Thank you. Whichever way you write to me now, it's you, and all of it is together: /table my data"),)
    return Card(text=plain(said), parts=(Para(text=said),))


def refused() -> Card:
    said = (_("Thank you for saying. Nothing has changed, and I won't ask that again."),)
    return Card(text=plain(said), parts=(Para(text=said),))


def over() -> Card:
    """The question was answered, or was never theirs."""
    said = (_("Nothing waits for that answer from you: it was given already, or wasn't asked."),)
    return Card(text=plain(said), parts=(Para(text=said),))
