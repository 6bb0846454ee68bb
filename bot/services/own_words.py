"""What is asked for in people's own words, where they are no command of ours as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import grammar, intents
from bot.domain.access import may
from bot.domain.grammar import Heard
from bot.domain.intents import Guess
from bot.domain.people import Role
from bot.messages.cards.near import Near
from bot.services.commands import BY_NAME, Command, phrasebook
from bot.services.commands.phrases import ASKS, OFFERED, READS, TYPED, WHOLE

# Never anything but what they are: somebody's word, and what they noticed.
KEPT = ("commit", "reflect")

# "who 30", "leave yes": all that may stand behind a command that nothing else does.
A_NUMBER = 1

# Nothing is as like as that.
NEVER = 2.0

# How like another command's phrase a sentence is that begins with one everyday word of ours, and is not about that.
SLIM = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """`done`: the one command they surely want, which changes nothing; else the nearest, likeliest first."""

    done: Command | None = None
    nearest: Sequence[Command] = ()


def instead(text: str, heard: Heard) -> Heard:
    """What a sentence means that no command explains to its end: a phrase word for word goes before its beginning.

    "Who hasn't been around?" begins like `/table who`, and "leave it with me" like `/table leave`.
    """
    if heard.door in KEPT or (heard.name and not heard.rest):
        return heard
    _door, words = grammar.parted(text)
    guesses = phrasebook().guesses(words)
    if guesses and guesses[0].exact and guesses[0].name not in READS | ASKS | OFFERED:
        return Heard(name=guesses[0].name, rest="", door=heard.door)
    if heard.name and _begins_only_alike(heard, guesses, words):
        return Heard(name=None, rest=text.strip(), door=heard.door)
    return heard


def _begins_only_alike(heard: Heard, guesses: Sequence[Guess], words: str) -> bool:
    """Whether the whole of the words is something else than the command that explains their beginning."""
    first = guesses[0] if guesses else None
    if first and first.exact:
        return True
    if heard.name in WHOLE:
        more = len(heard.rest.split()) > A_NUMBER
        return more and (not heard.door or bool(first and _is_another(first, heard, intents.NEAR)))
    # One everyday word is a slim reason: "view the tabel" is nobody's view. A colon says that it is meant.
    slim = not heard.door and words.removesuffix(heard.rest).strip().isalpha()
    return bool(slim and first and _is_another(first, heard, SLIM) and not intents.may_be_a_promise(words))


def _is_another(first: Guess, heard: Heard, enough: float) -> bool:
    return first.name != heard.name and first.score >= enough


def meant(role: Role, text: str, *, answering: bool) -> Meant:
    """What somebody in a role may want by words that are no command.

    `answering`: they are an answer, unless they surely ask; what would change something is then offered beside it.
    """
    _door, words = grammar.parted(text)
    if intents.may_be_a_promise(words):
        return Meant()
    guesses = [one for one in phrasebook().guesses(words) if may(role, BY_NAME[one.name].right)]
    if guesses and intents.is_sure(guesses, _enough(guesses[0].name, answering=answering)):
        return Meant(done=BY_NAME[guesses[0].name])
    if answering:
        wanted = [one for one in guesses[:1] if one.name not in READS and intents.is_sure(guesses)]
        return Meant(nearest=[BY_NAME[one.name] for one in wanted])
    return Meant(nearest=[BY_NAME[one.name] for one in intents.nearest(guesses, words)])


def _enough(name: str, *, answering: bool) -> float:
    """How sure one must be to do it. Forms are not opened over a question: "I'm on holiday" answers that as well."""
    if name in READS:
        return intents.QUITE_SURE if answering else intents.SURE
    return intents.QUITE_SURE if name in ASKS and not answering else NEVER


def offer(command: Command) -> Near:
    """A command as it is offered: by a button that does what its words do, or by an example to type."""
    typed = command.name in TYPED
    return Near(words=command.usage if typed else command.bare, does=command.help, act=None if typed else command.name)
