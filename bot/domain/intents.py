"""What somebody may want who says it in their own words: our phrases, ranked by how much of a sentence each explains.

Each word of a phrase finds its like in the sentence, mistakes of spelling allowed, and counts for as much as it tells
the commands apart (soft TF-IDF: Cohen, Ravikumar and Fienberg 2003). Words that no phrase has count against them all:
chat is made of those. Figures stand in docs/decisions/0025.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from math import log

from bot.domain.grammar import fold

# Nobody asks for something in more words than this: what is longer is told, not asked.
LONGEST = 160
MOST_WORDS = 24

# A sentence is sure if it is this like one command's phrase, and that much less like any other's. A form in somebody's
# way, or an answer to a question of ours that is not taken for one, costs more than a card they can skip.
SURE = 0.7
QUITE_SURE = 0.8
APART = 0.08

# Below this a guess only confuses, sooner where nothing is asked; and so does a second that is that much further off.
NEAR = 0.49
NEAR_IF_TOLD = 0.58
SECOND = 0.4
FURTHER_OFF = 0.3

# How alike two words must be. The shortest are other words with one letter changed.
ALIKE = 0.74
MOST_LIKES = 4
SHORT = 3

# What words weigh that are in no phrase, that only put a sentence together, and that do so in no phrase, in parts
UNKNOWN = 0.7
FILLER = 0.08
STRAY = 0.03

_FILLING = """
    a an the please pls plz can could would u you tell let just hi hello hey there thanks thank ta cheers so ok okay er
    um well then really actually kindly quickly us me to of at in on for and or some got do does did is are am was were
    be been being has have had it its that this will shall want wanna like id im ive s i show give see
    os gwelwch yn dda plis diolch allwch allet chi ti y yr r o ar wrth ydy ydi yw mae maen sydd wedi fi rwy dwi dw n
    rydw oes helo hoffwn alla
"""
_FILLERS = frozenset(_FILLING.split())

# Short forms, and what they are short for, by the words as they are compared.
_SHORTENED = {
    **dict.fromkeys(("whos", "whove"), "who"),
    **dict.fromkeys(("whats", "wots", "wot"), "what"),
    "hows": "how",
    **dict.fromkeys(("havent", "hasnt", "isnt", "arent", "wasnt", "dont", "doesnt", "didnt", "wont", "never"), "not"),
    **dict.fromkeys(("cant", "couldnt"), "cannot"),
    **dict.fromkeys(("anybody", "somebody", "someone"), "anyone"),
    "everybody": "everyone",
    **dict.fromkeys(("syn", "sy"), "sydd"),
    **dict.fromkeys(("said", "says", "saying"), "say"),
    **dict.fromkeys(("thinks", "thought", "thinking"), "think"),
    **dict.fromkeys(("wrote", "written"), "write"),
    **dict.fromkeys(("other", "lleill", "else"), "others"),
}
_COURTESY = re.compile(r"^(?:please|plis|plz|pls) | (?:please|plz|pls|plis|thanks|thank you|diolch|os gwelwch yn dda)$")

# "I'll send the data": somebody gives their word, and that is theirs to keep with /commit.
_PROMISE = re.compile(
    r"(?<!said )(?<!say )(?<!promised )(?<!what )(?<!that )(?<!things )\b"
    r"(?:(?:i|we|ill|well) (?:will|shall|am going to|are going to|promise to|aim to|plan to|intend to|hope to)"
    r"|(?:ill|im going to|were going to|im gonna|leave (?:it|that) with me|i can (?!see|have|i))"
    r"|(?:mi|fe) (?:wna|wnaf|wnawn)|wna i|gwnaf|bydda i|byddaf|byddwn ni|anfonaf|dw in mynd i|dwin mynd i|rwyn addo)\b"
    r"(?! (?:not|be (?:away|off|on|out|back)|i ffwrdd|ar wyliau)\b)"
)
_WELL = re.compile(r"^(?:\w+ ){0,2}well (?!do|is|how|what|who|can|could)\w+")
_BY_A_DAY = re.compile(r"\b(?:by|before|erbyn|cyn) \w+")
# What a sentence begins with that asks for something.
_ASKING = """
    who whos what whats when where which why how hows is are am do does did have has can could would will shall show
    tell give remind want need any anything anyone anybody hoffwn rhowch pwy beth sut pryd ble pa ydw ydy oes dangos
    dangoswch gweld allwch ydyn faint
"""
_ASKED = frozenset(_ASKING.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A command somebody may want, from 0 to 1; `exact`: they said one of our phrases, word for word."""

    name: str
    score: float
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    name: str
    words: tuple[str, ...]
    weight: float


def plainly(text: str) -> str:
    """The words as they are compared: no accents, no apostrophes, no please."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(one))
    return _COURTESY.sub("", bare).strip()


def _words(plain: str) -> list[str]:
    return [_SHORTENED.get(word, word) for word in plain.split()]


def may_be_a_promise(text: str) -> bool:
    """Whether somebody may be giving their word; then nothing else is made of it."""
    plain = plainly(text[:LONGEST])
    if _PROMISE.search(plain) or _WELL.search(plain):
        return True
    first = next((word for word in plain.split() if word not in _FILLERS or word in _ASKED), "")
    return first not in _ASKED and _BY_A_DAY.search(plain) is not None


class Phrasebook:
    """All phrases of all commands, made ready to be compared."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        said = [(name, plainly(phrase)) for name, those in phrases.items() for phrase in those]
        self._exact = {plain: name for name, plain in said}
        self._weights = _weights((name, _words(plain)) for name, plain in said)
        self._long = sorted(word for word in self._weights if len(word) > SHORT)
        self._heaviest = max(self._weights.values(), default=0.0)
        self._phrases = [
            _Phrase(name=name, words=tuple(words), weight=sum(self._weigh(word) for word in words))
            for name, plain in said
            if (words := _words(plain))
        ]
        self._having: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in self._phrases:
            for word in set(phrase.words):
                self._having[word].append(phrase)

    def guesses(self, text: str) -> list[Guess]:
        """What they may want, likeliest first, each command once; none in a long text, which tells and does not ask."""
        plain = plainly(text) if len(text) <= LONGEST else ""
        words = _words(plain)
        if not words or len(words) > MOST_WORDS:
            return []
        likes = [self._like(word) for word in words]
        typed = [self._typed(word, like) for word, like in zip(words, likes, strict=True)]
        best: dict[str, float] = {}
        for phrase in {id(one): one for like in likes for word in like for one in self._having[word]}.values():
            best[phrase.name] = max(best.get(phrase.name, 0), self._likeness(phrase, likes, typed))
        said = self._exact.get(plain)
        found = [
            Guess(name=name, score=1 if name == said else score, exact=name == said) for name, score in best.items()
        ]
        return sorted(found, key=lambda one: (-one.score, not one.exact))

    def _weigh(self, word: str) -> float:
        return FILLER * self._heaviest if word in _FILLERS else self._weights[word]

    def _like(self, word: str) -> dict[str, float]:
        """The words of our phrases that may be meant by one that was typed."""
        if word in self._weights or len(word) <= SHORT:
            return {word: 1.0} if word in self._weights else {}
        close = get_close_matches(word, self._long, n=MOST_LIKES, cutoff=ALIKE)
        return {one: SequenceMatcher(None, word, one).ratio() for one in close}

    def _typed(self, word: str, like: Mapping[str, float]) -> float:
        """What a typed word weighs against the phrases that do not have it."""
        if word in _FILLERS:
            return STRAY * self._heaviest
        return max((self._weigh(one) for one in like), default=UNKNOWN * self._heaviest)

    def _likeness(self, phrase: _Phrase, likes: list[dict[str, float]], typed: list[float]) -> float:
        """Twice what they have in common, of all that both weigh (Dice)."""
        free, common, against = set(range(len(likes))), 0.0, sum(typed)
        for word in phrase.words:
            alike, place = max(((likes[place].get(word, 0), -place) for place in free), default=(0, 0))
            if alike:
                free.discard(-place)
                common += alike * self._weigh(word)
                against += self._weigh(word) - typed[-place]
        return min(2 * common / (phrase.weight + against), 0.99)


def is_sure(guesses: Sequence[Guess], enough: float = SURE) -> bool:
    """Whether the first guess can be acted on."""
    if not guesses:
        return False
    first, second = guesses[0], guesses[1].score if len(guesses) > 1 else 0.0
    return first.score >= enough and (first.exact or first.score - second >= APART)


def nearest(guesses: Sequence[Guess], text: str) -> Sequence[Guess]:
    """The two that are worth asking about; fewer, or none, where nothing is near."""
    asked = not _ASKED.isdisjoint(plainly(text[:LONGEST]).split()[:2])
    if not guesses or guesses[0].score < (NEAR if asked else NEAR_IF_TOLD):
        return ()
    return [one for one in guesses[:2] if one.score >= max(SECOND, guesses[0].score - FURTHER_OFF)]


def _weights(said: Iterable[tuple[str, list[str]]]) -> dict[str, float]:
    """What each word tells: the fewer commands have it, the more."""
    having: dict[str, set[str]] = defaultdict(set)
    names = set()
    for name, words in said:
        names.add(name)
        for word in words:
            having[word].add(name)
    return {word: log(1 + len(names) / len(those)) for word, those in having.items()}
