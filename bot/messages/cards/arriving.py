"""Who begins a table: asked of somebody nobody knows yet, before the three questions."""

from collections.abc import Mapping
from dataclasses import replace

from bot.messages.parts import Field, Form
from bot.messages.words import _


def form(given: Mapping[str, str], three: Form, *, longest: int) -> Form:
    """The questions about themself in front of the three about the table."""
    person = Field(
        name="person",
        label=_("Your name"),
        kind="line",
        value=given.get("person", ""),
        hint="Priya Shah",
        longest=longest,
    )
    email = Field(
        name="email",
        label=_("Your e-mail address"),
        kind="line",
        value=given.get("email", ""),
        hint=_("How you are told apart from others of your name."),
        longest=200,
    )
    organisation = Field(
        name="organisation",
        label=_("Whom do you sit for?"),
        kind="line",
        value=given.get("organisation", ""),
        hint=_("Your organisation; leave it empty if you sit here in your own right."),
        needed=False,
        longest=longest,
    )
    return replace(three, fields=(person, email, organisation, *three.fields))


def no_name() -> str:
    return _("I need a name to call you by, of at most a hundred characters.")


def no_address() -> str:
    return _("That is no e-mail address. It looks like priya@riverside.example.")


def known_address() -> str:
    return _("Somebody with that address is here already. If that's you, ask for a link instead.")


def too_long(limit: int) -> str:
    return _("That's longer than the {limit} characters I can keep.").format(limit=limit)
