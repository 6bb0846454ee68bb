"""A command: its row, its service, its card, its part in the documents."""

from tools.additions import Addition, Copy

CARD = '''\
"""What is said of the weather."""

from bot.messages.parts import Card, Para
from bot.messages.words import _, plain


def outlook() -> Card:
    said = (_("Fair, I hope."),)
    return Card(text=plain(said), parts=(Para(text=said),))
'''
SERVICE = '''\
"""The weather, for whoever asks."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.cards import weather as cards
from bot.services.request import Reply, Said


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:  # noqa: ARG001 - a service's signature
    return Reply(show=cards.outlook())
'''
ROW = """\
    Command(
        name="weather.show",
        run=weather.show,
        starts=("weather",),
        usage="/table weather",
        help="what the weather will be",
    ),
"""
HEADING = """\
### `/table weather`

What the weather will be.

"""


def make(copy: Copy) -> None:
    copy.add("bot/messages/cards/weather.py", CARD)
    copy.add("bot/services/weather.py", SERVICE)
    rows = "bot/services/commands/gathering.py"
    copy.before(rows, "from bot.services.commands.command import", "from bot.services import weather\n")
    copy.before(rows, '    Command(\n        name="table.who"', ROW)
    copy.before("docs/commands.md", "### `/table who`", HEADING)


def prove(copy: Copy) -> None:
    who = copy.begin_a_table()
    assert copy.convenor("say", "--as", who, "/table weather").strip() == "Fair, I hope."
    every = [copy.convenor("say", "--as", who, words) for words in ("help more", "help 2", "help 3")]
    assert "/table weather: what the weather will be" in " ".join(every)
    copy.tests("tests/docs/test_commands_page.py")


ADDITION = Addition(name="a command", most=4, make=make, prove=prove)
