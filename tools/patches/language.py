"""A language: one catalogue, and nothing else."""

from tools.additions import Addition, Copy

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "You can say it in a sentence, or type:"
msgstr "Tu peux le dire en une phrase, ou taper :"
"""
ASK = """\
from bot.messages.cards.help import help_card
from bot.messages.language import speaking
with speaking("fr"):
    card = help_card([("help", "what you can say")], more=None)
assert "Tu peux le dire en une phrase, ou taper :" in card.text, card.text
"""


def make(copy: Copy) -> None:
    copy.add("bot/messages/locale/fr.po", CATALOGUE)


def prove(copy: Copy) -> None:
    copy.python("-c", ASK)


ADDITION = Addition(name="a language", most=1, make=make, prove=prove)
