"""What stands on the browser's pages beside the conversation: a person's wishes, digests past and next."""

from datetime import date, datetime

from bot.domain.acts import Act
from bot.domain.people import Partner
from bot.messages.cards import languages
from bot.messages.parts import Actions, Button, Card, Heading, Para, Text
from bot.messages.words import _, day, phrase, plain


def wishes(partner: Partner) -> Card:
    """How to be left alone for a while, or for good; each is a sentence one could type."""
    if partner.person.stopped_at is None:
        said = (_("I write to you about once a week at most, plus any reminder you set. You can change that here."),)
        messages = Button(label=_("Messages off"), act=Act(name="messages.stop"), words="stop")
    else:
        said = (_("Messages to you are off: I write only when you write to me."),)
        messages = Button(label=_("Messages on"), act=Act(name="messages.start"), words="start")
    ways = (
        Button(label=_("I'll be away…"), act=Act(name="away.set"), words=_("away until 4 January")),
        Button(label=_("Not until…"), act=Act(name="messages.pause"), words=_("messages off until 4 January")),
        messages,
        *languages.ways(),
        Button(label=_("Leave the table"), act=Act(name="table.leave"), words="/table leave"),
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=ways)))


def next_digest(at: datetime | None) -> Card:
    """When the table's next digest comes, in its own time."""
    said: Text
    if at is None:
        said = (_("The next digest comes on the first working day of the week."),)
    else:
        said = phrase(
            _("The next digest comes on {day} at {hour}. It would say now:"), day=at.date(), hour=f"{at:%H:%M}"
        )
    return Card(text=plain(said), parts=(Para(text=said),))


def past_digests(*, any_yet: bool) -> Card:
    said = _("Those that went out:") if any_yet else _("None has gone out yet.")
    return Card(text=said, parts=(Heading(text=said),) if any_yet else (Para(text=(said,)),))


def dated(on: date) -> Card:
    """The day over a digest that went out."""
    return Card(text=day(on), parts=(Para(text=(on,), quiet=True),))
