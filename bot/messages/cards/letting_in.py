"""A conversation in another chat that is to be a table's: the number to pass on, and the coordinator's question."""

from collections.abc import Sequence
from datetime import date

from bot.domain.acts import Act
from bot.messages.parts import Actions, Button, Card, Named, Para, Strong
from bot.messages.words import _, phrase, plain

# What people call the platforms.
PLATFORMS = {"slack": "Slack", "teams": "Microsoft Teams"}


def ask_your_coordinator(code: str) -> Card:
    """To whoever wants the conversation to be a table's, and convenes none that is known here."""
    said = phrase(
        _("I don't know yet whose table talks here. Whoever convenes it says, where I know them: {words}"),
        words=Strong(text=f"/table here {code}"),
    )
    then = _("Then it's theirs here too. The number holds for a week.")
    return Card(text=f"{plain(said)} {then}", parts=(Para(text=said), Para(text=(then,), quiet=True)))


def question(called: str, platform: str, day: date, *, code: str, tables: Sequence[tuple[str, str]]) -> Card:
    """Who asks, from where; `tables`: the slug and the name of each that the reader convenes."""
    said = phrase(
        _("{name} asked on {day} that a conversation in {platform} be your table's."),
        name=Named(name=called),
        day=day,
        platform=Strong(text=PLATFORMS.get(platform, platform)),
    )
    means = _(
        "Everybody there could take part and see what the table sees, and the weekly digest would come there as well. "
        "If you don't know who that is, ask them first, or leave it be."
    )
    row, moment = code.split("-")
    buttons = tuple(
        Button(
            label=_("Yes, for {table}").format(table=name),
            act=Act(name="place.let", on=(row, moment)).at(slug),
            words=f"/table let in {code}",
        )
        for slug, name in tables
    )
    return Card(text=f"{plain(said)} {means}", parts=(Para(text=said), Para(text=(means,)), Actions(of=buttons)))


def let_in(table: str, platform: str) -> Card:
    said = phrase(
        _("The conversation in {platform} is {table}'s too from now on. How to take part is on its way there."),
        platform=Strong(text=PLATFORMS.get(platform, platform)),
        table=Strong(text=table),
    )
    return Card(text=plain(said), parts=(Para(text=said),))


def over() -> Card:
    said = _("That number doesn't hold any more, or it's a digit out. Somebody there can ask again: /table here")
    return Card(text=said, parts=(Para(text=(said,)),))
