"""Whether the words of a day are a deadline, or the name of a thing, the start of something, a score or a person."""

import re
from collections.abc import Callable

from bot.domain.deadlines import vocabulary
from bot.domain.deadlines.rules import Rule, Stands
from bot.domain.deadlines.surroundings import Place
from bot.domain.deadlines.words import Words, folded

# "Ready for Friday" is a deadline; "the rota for next week" says what the rota is about.
_DAY_FOR = re.compile(
    r"(?:(?:the|this|next|end|of) ){0,3}"
    r"(?:W\d|[DXO]\d|\d+ (?:of )?M|M\d+ (?:the )?[OS]?\d|tomorrow|today|tonight|end |eo[dmw]|M\d+ end|month end)"
)
_STROKE = re.compile(r"X(\d+)/(\d+)")
_ORDINAL = re.compile(r"(?:the )?O(\d+)")
_PARTS_OF_A_WHOLE = (2, 3, 4, 5, 8, 10)
_ROUND_THE_CLOCK = (24, 7)
_MONTH_AND_NUMBER = re.compile(r"M[35] \d+")
_WEEKDAY = re.compile(r"W\d")
_A_DAY = re.compile(r"[WDXO]\d|M\d|yesterday")
# "Open Monday to Friday" and "Mon-Fri" are hours of opening.
_UP_TO = ("to", "until", "–", "-")
_LOOKS_LIKE_A_WORD = frozenset({"mon", "wed", "sat", "sun"})


def stands(words: Words, where: Place, rule: Rule) -> bool:
    """Whether a day's words are a deadline where they stand."""
    return (
        _is_led_enough(words, where, rule)
        and _is_allowed_by_what_comes_before(words, where, rule)
        and (_is_free(words, where) or _may_be_followed(words, where, rule))
        and not any(forbids(words, where) for forbids in _FORBIDDING)
    )


def _is_led_enough(words: Words, where: Place, rule: Rule) -> bool:
    if rule.stands is Stands.LED:
        pointed_at = where.shape.startswith(("this ", "next ")) or where.shape.endswith((" this", " next"))
        return where.led or pointed_at or folded(words.typed(where.start)) in vocabulary.ADVERBIAL
    return where.due or rule.stands is not Stands.DUE


def _is_allowed_by_what_comes_before(words: Words, where: Place, rule: Rule) -> bool:
    before = where.neighbour
    # Nothing is done "on March": a report on March, or on the first quarter, is about it.
    if before == "-" or (rule.whole and where.preposition == "on"):
        return False
    if where.preposition == "to" and not where.due:
        earlier = words.symbols(0, where.start)
        return any(symbol in vocabulary.MOVING for symbol in earlier) or all(symbol.isdecimal() for symbol in earlier)
    if where.preposition in ("for", "aiming for", "aim for", "on gyfer") and not where.due:
        return bool(_DAY_FOR.match(where.shape))
    if where.led:
        return before != "than"
    welsh_thing = before in vocabulary.WELSH_THINGS and folded(words.typed(where.start)) in vocabulary.UNMUTATED
    if before in vocabulary.PRONOUNS and _is_no_thing_of(before, where, rule):
        return True
    return not (
        where.the or welsh_thing or before in vocabulary.DETERMINERS or before in vocabulary.NOT_A_DEADLINE_AFTER
    )


def _is_no_thing_of(pronoun: str, where: Place, rule: Rule) -> bool:
    """Ring her Friday, check on her every Friday; but "any Friday" and "her Friday call" are things."""
    if rule.stands is Stands.ALONE or where.shape.startswith("every "):
        return True
    return pronoun not in vocabulary.ONE_OF_MANY and not where.typed_after.isalnum()


def _is_free(words: Words, where: Place) -> bool:
    """Whether the sentence ends, pauses or goes on after the day, so that nothing is named by it."""
    if where.after in _UP_TO and _WEEKDAY.fullmatch(where.beyond):
        return where.due
    if not any(letter.isalnum() for letter in where.typed_after):
        return where.after not in ("-", "%") and (where.after != "/" or bool(_WEEKDAY.fullmatch(where.beyond)))
    after = folded(where.typed_after)
    adverb = after.endswith("ly") and after not in vocabulary.NOT_ADVERBS
    return adverb or after in vocabulary.SENTENCE_GOES_ON or (where.fronted and _is_a_verb(words, where, after))


def _is_a_verb(words: Words, where: Place, after: str) -> bool:
    """Whether a verb follows: in "Monday update the rota" it does, in "Monday update to partners" it does not."""
    if after not in vocabulary.BEGINNINGS or where.beyond == "-":
        return False
    if where.led or after not in vocabulary.THINGS or where.beyond in vocabulary.AN_OBJECT_FOLLOWS:
        return True
    third = (*words.symbols(where.end + 2, where.end + 3), "")[0]
    particle = where.beyond in vocabulary.PARTICLES and third not in vocabulary.THINGS
    return particle or (bool(where.beyond) and words.typed(where.end + 1)[:1].isupper())


def _may_be_followed(words: Words, where: Place, rule: Rule) -> bool:
    """Whether a word that may or may not be a thing can follow: it can after "by", and after "tomorrow"."""
    after = folded(where.typed_after)
    thing = after in vocabulary.THINGS or where.after in ("of", "-", "%", "/") or where.after in _UP_TO
    if thing or where.the or where.shape in vocabulary.NAMES or (_ORDINAL.fullmatch(where.shape) and not where.due):
        return False
    if where.due or rule.stands is Stands.ALONE or (where.led and (where.fronted or where.after.isdecimal())):
        return True
    named = where.typed_after[:1].isupper() and not words.sentence.isupper()
    return where.led and named and where.preposition != "at"


def _is_a_share(words: Words, where: Place) -> bool:
    """3/4, 10/10 and 24/7, unless a preposition makes them a day; and what is cut "by 1/3"."""
    if not (figures := _STROKE.fullmatch(where.shape)):
        return False
    one, other = int(figures[1]), int(figures[2])
    share = (one <= other and other in _PARTS_OF_A_WHOLE) or (one, other) == _ROUND_THE_CLOCK
    if where.due:
        shrinks = any(symbol in vocabulary.SHRINKING for symbol in words.symbols(0, where.start))
        return share and (shrinks or where.neighbour in vocabulary.UP_OR_DOWN)
    no_day = not 1 <= one <= 31 or not 1 <= other <= 12  # noqa: PLR2004 - days of a month, months of a year
    return no_day or (not where.led and (share or where.neighbour in vocabulary.LABELS))


def _is_a_time(_words: Words, where: Place) -> bool:
    """At 9.10; but on 9.10 it is October."""
    return where.shape.startswith("Y") and not where.due and where.preposition != "on"


def _is_a_word(words: Words, where: Place) -> bool:
    """We sat; out in the sun; you may 5; a wed: what could be a name only with a capital or a preposition."""
    typed = words.typed(where.start)
    weekday = bool(_WEEKDAY.fullmatch(where.shape)) and typed.rstrip(".") in _LOOKS_LIKE_A_WORD
    return not where.led and typed.islower() and (weekday or bool(_MONTH_AND_NUMBER.fullmatch(where.shape)))


def _is_a_person(words: Words, where: Place) -> bool:
    """Signed by Jan from the trust; but nobody is in April, nor called January."""
    said = {words.typed(number).casefold() for number in range(where.start, where.end)}
    may_be_one = where.shape in vocabulary.NAMES and said.isdisjoint(("in", "january"))
    return may_be_one and where.after in vocabulary.GOES_ON_ABOUT_A_PERSON


def _is_reported(words: Words, where: Place) -> bool:
    """What we agreed on Friday, the family who came yesterday: when it was, not by when it will be."""
    first = where.start - len(where.before)
    heard = [folded(words.typed(first + number)) or symbol for number, symbol in enumerate(where.before)]
    told = [at for at in range(1, len(heard)) if heard[at - 1] in vocabulary.WHO_OR_WHAT and _is_past(heard[at])]
    since = heard[told[-1] :] if told else []
    another_day = any(_A_DAY.match(symbol) for symbol in where.before[len(heard) - len(since) :])
    return bool(told) and not where.due and not another_day and vocabulary.STILL_TO_COME.isdisjoint(since)


def _is_past(verb: str) -> bool:
    return verb in vocabulary.PAST_VERBS or (verb.endswith("ed") and not verb.endswith("eed"))


def _is_an_idiom(words: Words, where: Place) -> bool:
    """At the end of the day, it is about families; end the week on a high; come 2nd in the vote."""
    idiom = where.preposition == "at" and where.fronted and where.shape == "the end of the day"
    place_won = where.preposition == "come" and bool(_ORDINAL.fullmatch(where.shape))
    verb = where.shape.startswith(("end the ", "start the ")) and folded(words.typed(where.start)) in ("end", "start")
    return idiom or place_won or verb


def _is_a_habit(_words: Words, where: Place) -> bool:
    """We are closed on Fridays; ring before 5pm on weekdays: how things are, not by when they will be done."""
    led_by = () if where.preposition == "on" else (where.preposition,)
    being, how = ("", "", *where.before, *led_by)[-2:]
    is_closed = being in vocabulary.BEING and how in vocabulary.OPEN_OR_CLOSED and where.shape.startswith("on W")
    return is_closed or (where.after == "on" and where.beyond in ("weekdays", "weekends"))


def _is_one_of_two_things(_words: Words, where: Place) -> bool:
    """Offer them a Tuesday or Wednesday: the article belongs to both."""
    if where.led or len(where.before) < len(("a", "W1", "or")):
        return False
    article, weekday, joined = where.before[-3:]
    return joined == "or" and bool(_WEEKDAY.fullmatch(weekday)) and article in vocabulary.DETERMINERS


def _is_beyond_a_calendar(_words: Words, where: Place) -> bool:
    """The 45th of something is no day, unless somebody says "by the 45th"."""
    figures = _ORDINAL.fullmatch(where.shape)
    return figures is not None and int(figures[1]) > 31 and not where.due  # noqa: PLR2004 - days of a month


_FORBIDDING: tuple[Callable[[Words, Place], bool], ...] = (
    _is_a_share,
    _is_a_time,
    _is_a_word,
    _is_a_person,
    _is_reported,
    _is_an_idiom,
    _is_a_habit,
    _is_one_of_two_things,
    _is_beyond_a_calendar,
)
