"""Whether somebody's talk in the table's conversation is counted: the day and the person, never the words."""

from bot.domain.acts import Act
from bot.messages.parts import Actions, Button, Card, Para
from bot.messages.words import _


def off() -> Card:
    said = _("I don't count your talk any more. What you tell me yourself still counts as you being here.")
    return _card(said, Button(label=_("Count it again"), act=Act(name="talk.on"), words="count my talk"))


def on() -> Card:
    said = _("I note the days you talk in the table's channel, never the words.")
    return _card(said, Button(label=_("Don't count my talk"), act=Act(name="talk.off"), words="don't count my talk"))


def _card(said: str, way: Button) -> Card:
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(way,))))
