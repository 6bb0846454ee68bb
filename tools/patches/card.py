"""A card: a new thing to say, and the service that says it."""

from tools.additions import Addition, Copy

CARD = '''\
"""A word on tea."""

from bot.messages.parts import Card, Para
from bot.messages.words import _, plain


def tea() -> Card:
    said = (_("There's tea in the pot."),)
    return Card(text=plain(said), parts=(Para(text=said),))
'''
SAYING = """\
    if fold(said.rest) == "tea":
        return Reply(show=tea())
"""


def make(copy: Copy) -> None:
    copy.add("bot/messages/cards/tea.py", CARD)
    copy.before("bot/services/help.py", "from bot.services.request import", "from bot.messages.cards.tea import tea\n")
    copy.before("bot/services/help.py", "    page = _page(said)", SAYING)


def prove(copy: Copy) -> None:
    who = copy.begin_a_table()
    assert copy.convenor("say", "--as", who, "help tea").strip() == "There's tea in the pot."


ADDITION = Addition(name="a card", most=2, make=make, prove=prove)
