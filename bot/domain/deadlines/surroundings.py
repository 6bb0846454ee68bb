"""What stands around the words of a day: the preposition and the hour that belong to it, and its neighbours."""

import re
from dataclasses import dataclass

from bot.domain.deadlines.words import Words

# How far to look for a preposition: "at some point before the very end of the working day on" is eleven words.
_NEAR = 12
_BEFORE = 8

# Hours and parts of a day.
_END_OF_DAY = (
    r"(?:(?:the )?(?:very )?(?:end|close)(?: of)?(?: the)? (?:(?:working|school|business) )?(?:day|play|business|dydd)"
    r"|eod|(?:the )?(?:end|close) of|(?<=by )(?:the )?(?:end|close))"
)
_PART = r"(?:(?:(?:in|during) )?(?:the )?(?:(?:early|mid|late)(?: -)? )?P|(?:[SO]1|last) thing|early|late)"
_CLOCK = r"(?:(?:half|quarter) (?:past |to )?\d{1,2}|(?:12 )?T|hanner (?:dydd|nos)|lunch time|tea time)"
_HOUR = rf"(?:(?:(?:T|\d{{1,2}}) (?:-|–|to) )?{_CLOCK}(?: (?:-|–|to) \d{{1,2}}(?= |$))?)"
_BARE_HOUR = r"(?:(?<=by )|(?<=before )|(?<=at )|(?<=am )|(?<=@ )|(?<=from ))(?:\d{1,2}|(?:[1-9]|1\d|2[0-3])[0-5]\d)"
_BY_A_MEAL = "(?:(?<=by )|(?<=before )|(?<=over ))(?:breakfast|lunch|dinner|tea)"
_TIME = rf"(?:{_HOUR}|{_END_OF_DAY}|{_PART}|{_BARE_HOUR}|{_BY_A_MEAL})"

# What leads up to a day. "Send the latest by Friday" keeps its "latest".
_LATEST = "(?:at the (?:very |v )?latest|(?<!the )latest)"
_MAYBE = (
    f"(?:ideally|hopefully|preferably|probably|possibly|definitely|{_LATEST}|sometime|some time"
    "|(?:at )?some point|any time|anytime|maybe|perhaps|rywbryd)"
)
_ROUGHLY = "(?:about|around|roughly|approx|say|just)"
_IS = "(?:it's|its|it is|that's|is|are|was|were|be|will be|which is|now|falls)"
_DEADLINE = "(?:deadline|due date|dyddiad cau)"
_DUE = (
    r"(?:(?:by|on|before) (?:or |/ )(?:before|by|on)|(?:by|before)(?: :)?|ahead of|this side of"
    r"|(?:no|not|dim|ddim) (?:later|hwyrach) (?:than|na)|nlt"
    rf"|(?:just )?in time for|{_LATEST} (?:by|on)|(?:{_IS} )?due(?: back)?(?: (?:by|on|in|for|at|before))?(?: :)?"
    rf"|(?:(?:with|and|,|–) )?(?:(?:the|a|my|our|final) )?{_DEADLINE} (?:is|was|of|:|=)"
    rf"|(?:the )?deadline's|(?:(?:with|and|,|–) )?{_DEADLINE}(?: [–-])?|(?:target|target date|eta) (?:is|:|=)|eta)"
)
_WEAK = (
    "(?:(?:not |up )?until|up to|in ystod|in|ymhen|on gyfer|on or (?:about|around)|on|at|over|during|for|around"
    "|throughout|towards|within|inside|through to|to|aiming for|aim for|come"
    "|(?:is|are|will be)(?: (?:on|in|at))?)"
)
# The "in" of a drop-in leads up to nothing.
_LEAD = re.compile(
    rf"(?:(?<![^ ])(?<!- )(?:{_MAYBE} ){{0,2}}(?:(?:(?P<due>{_DUE})|(?P<weak>{_WEAK})) (?:{_ROUGHLY} )?)?(?:{_MAYBE} )?"
    rf"(?:(?:(?:at|by|before|am) )?{_TIME}(?: {_PART})?(?: ,)? (?:(?:on|of|come) )?)?"
    r"(?P<the>(?:the )?))?$"
)

# What follows a day. "By Friday lunch" is a time; "at Sunday lunch" is a thing.
_TAIL = (
    r"(?:(?: ,)?(?: (?:@|at|am|by|before|around|about|from|in|over|until|just before|–|-|on))?"
    r"(?: (?:the|about|around))?"
    rf" (?:{_TIME}|am|pm|eve|aft|between (?:\d{{1,2}}|T) and (?:\d{{1,2}}|T))(?![^ ])){{0,3}}"
    rf"(?:(?: ,)?(?P<due> (?:{_LATEST}|the latest|deadline|(?:on the|fan|man) (?:hwyraf|bellaf|pellaf)"
    r"|or (?:sooner|before|earlier)"
    r"|if not (?:before|sooner|earlier)))"
    r"|(?: ,)? (?:or (?:thereabouts|so)|ish|- ish|\( ish \)|sharp|sometime|some time|max|tops))?"
    r"(?![^ ])"
)
_ANY_TAIL = re.compile(_TAIL)
_DUE_TAIL = re.compile(rf"(?:(?<=W\d) lunch)?{_TAIL}")

# What "in" and "over" lead up to. Before anything else they are a verb's own: "send it in Friday", "talk it over".
_PARTICLES = {
    "in ": re.compile(
        r"(?:the )?(?:early|mid|late|latter|start|end|new|S\d|last|week|month|w |M\d|Q\d|\d|fy|year|run|spring)"
    ),
    "over ": re.compile(r".*(?:weekend|w /|christmas|easter|holiday|M\d)|(?:the )?(?:week|month|quarter|year)$"),
}

_SENTENCE_BEGINS_AFTER = frozenset(
    {"", ".", ";", ":", ",", "–", "(", "[", "!", "?", "&", "and", "then", "so", "but", "also", "that", "a", "ac"}
)
_BEING = ("is", "is on", "is in")
_OWN_PREPOSITION = re.compile("(?:before|in|within|inside|during|o fewn|ymhen|on|into|over|under)(?= )")


@dataclass(frozen=True, slots=True)
class Place:
    """The words of a day (`shape`) with all that belongs to them, and the symbols on either side.

    `start` and `end` count words. `preposition` leads up to the day, and `due` says that it is one that means a
    deadline; `the`: an article comes between. `typed_after`: the next word as it was typed; `beyond`: the symbol of
    the one after that.
    """

    shape: str
    start: int
    end: int
    preposition: str
    due: bool
    the: bool
    before: tuple[str, ...]
    after: str
    typed_after: str
    beyond: str

    @property
    def led(self) -> bool:
        """Whether a preposition leads up to the day."""
        return self.due or bool(self.preposition)

    @property
    def fronted(self) -> bool:
        """Whether a sentence, or a part of one, begins here."""
        return not self.before or self.before[-1] in _SENTENCE_BEGINS_AFTER

    @property
    def neighbour(self) -> str:
        """The symbol before."""
        return self.before[-1] if self.before else ""


def place(words: Words, first: int, stop: int) -> Place:
    """What stands around the words from `first` to before `stop`."""
    near, ends = words.at[max(0, first - _NEAR)], words.end_of(stop - 1)
    shape = words.line[words.at[first] : ends]
    lead = _found(_LEAD.search(words.line[near : words.at[first]]))
    tail = _found((_DUE_TAIL if lead["due"] else _ANY_TAIL).match(words.line, ends))
    particle = lead[0] in _PARTICLES and not _PARTICLES[lead[0]].match(shape)
    weak = "" if particle else lead["weak"]
    start, end = words.number_at(near + lead.start()) + particle, words.number_at(tail.end() + 1)
    before = words.symbols(max(0, start - _BEFORE), start)
    meant = (weak == "for" and before[-1:] == ("ready",)) or (weak in _BEING and "deadline" in before)
    bare = bool(lead["the"]) and not weak
    own = _OWN_PREPOSITION.match(shape)
    after, beyond = (*words.symbols(end, end + 2), "", "")[:2]
    return Place(
        shape=shape,
        start=start,
        end=end,
        preposition=lead["due"] or weak or (own[0] if own else ""),
        due=bool(lead["due"] or (tail["due"] and not bare) or meant or (own and own[0] == "before")),
        the=bool(lead["the"]),
        before=before,
        after=after,
        typed_after=words.typed(end) if after else "",
        beyond=beyond,
    )


def _found(match: re.Match[str] | None) -> re.Match[str]:
    """Every part of the patterns above may be missing, so that they always match."""
    assert match is not None  # noqa: S101 - for the type checker only
    return match
