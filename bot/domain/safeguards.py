"""Details of the people who are served, and words that suggest somebody is in danger, in what partners type.

Nothing is refused for them: details are asked about once before they are kept, and danger gets a fixed answer. Both
lists would rather miss a case than cry wolf: a partnership's everyday words ("the suicide prevention plan", "10 people
by 4 December") must pass, or people learn to press the question away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain


class Detail(StrEnum):
    """What seems to name somebody who is served."""

    NHS_NUMBER = "nhs_number"
    NI_NUMBER = "ni_number"
    DATE_OF_BIRTH = "date_of_birth"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One detail and where it stands: `start` and `end` are positions in the text, as in a slice."""

    detail: Detail
    start: int
    end: int


LEFT_OUT = "…"

_GAP = "[ \u00a0\u2009\u202f]"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"

# As the NHS prints it (943 476 5919) or in one piece; any other spacing only if it cannot be a telephone number.
_NHS = re.compile(rf"(?<!\d)\d{{3}}(?:{_GAP}|[-.])?\d{{3}}(?:{_GAP}|[-.])?\d{{4}}(?!\d)")
_NHS_LOOSE = re.compile(rf"(?<!\d)(?<!\d{_GAP})[1-9](?:{_GAP}?\d){{9}}(?!{_GAP}?\d)")

# Two letters, six digits, A to D (HMRC, National Insurance Manual, NIM39110). Which pairs of letters are given changes,
# and the specimen on every form, QQ 12 34 56 C, is none of them, so the letters are not narrowed down any further.
_NI = re.compile(rf"\b[a-z]{{2}}{_GAP}?\d{{2}}{_GAP}?\d{{2}}{_GAP}?\d{{2}}{_GAP}?[a-d]\b", re.IGNORECASE)

_DAY = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH}[\s,-]+(?:\d{{4}}|\d{{2}})"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})(?!\d)"
)
_BORN = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|date\s+of\s+birth|birth\s?dat(?:e|ay)|birthday|born)"
    rf"[\s:,=(-]*(?:(?:is|was|on|the)\s+)*{_DAY}",
    re.IGNORECASE,
)

# Royal Mail's shape of a postcode.
_POSTCODE = r"[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b"
# Numbers in front of these are days, hours and amounts, not houses.
_NO_STREET = (
    rf"(?:{_MONTH}|st|nd|rd|th|am|pm|of|and|or|to|in|at|by|from|for|people|persons?|homes?|houses|flats|beds?|families|"
    r"residents?|patients?|staff|places?|copies|hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|working|more|new|miles?)"
)
_ADDRESS = re.compile(
    rf"(?<![\d/.:£])\b\d{{1,4}}[a-z]?\b(?![/.:%]\d),?\s+(?!{_NO_STREET}\b)(?:[a-z][a-z'’.-]*,?\s+){{0,6}}{_POSTCODE}",
    re.IGNORECASE,
)

_NHS_DIGITS = 10
_ELEVEN = 11


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits carry their own check digit: Modulus 11 of the NHS Data Dictionary, "NHS number"."""
    if len(digits) != _NHS_DIGITS or not digits.isdecimal():
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(_NHS_DIGITS, 1, -1), strict=False))
    return (_ELEVEN - weighted % _ELEVEN) % _ELEVEN == int(digits[-1])


def personal_details(text: str) -> tuple[Finding, ...]:
    """What in a text seems to name somebody who is served, in the order it stands there, none inside another."""
    found = sorted(_candidates(text), key=lambda finding: (finding.start, -finding.end))
    apart: list[Finding] = []
    for finding in found:
        if not apart or finding.start >= apart[-1].end:
            apart.append(finding)
    return tuple(apart)


def _candidates(text: str) -> Iterator[Finding]:
    for match in chain(_NHS.finditer(text), _NHS_LOOSE.finditer(text)):
        if is_nhs_number("".join(filter(str.isdecimal, match[0]))):
            yield Finding(detail=Detail.NHS_NUMBER, start=match.start(), end=match.end())
    for detail, shape in ((Detail.NI_NUMBER, _NI), (Detail.DATE_OF_BIRTH, _BORN), (Detail.ADDRESS, _ADDRESS)):
        for match in shape.finditer(text):
            yield Finding(detail=detail, start=match.start(), end=match.end())


def without(text: str, findings: Sequence[Finding]) -> str:
    """The text with an ellipsis for each detail, so that the gap can be seen; empty if nothing else was in it."""
    kept = text
    for finding in reversed(findings):
        kept = kept[: finding.start] + LEFT_OUT + kept[finding.end :]
    return kept if any(character.isalnum() for character in kept) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A text whose details are stand-ins for a while, so that nothing reads a date of birth as a deadline."""

    text: str
    details: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, text: str) -> "Masked":
        masked, details = text, []
        for number, finding in reversed(list(enumerate(personal_details(text)))):
            stand_in = f"qq{'a' * (number + 1)}qq"
            details.append((stand_in, text[finding.start : finding.end]))
            masked = masked[: finding.start] + stand_in + masked[finding.end :]
        return cls(text=masked, details=tuple(details))

    def restore(self, part: str) -> str:
        """The details back in their places, in all or a part of the masked text."""
        for stand_in, detail in self.details:
            part = part.replace(stand_in, detail)
        return part


# Somebody, rather than a plan or a service: those are what partnerships talk about all day.
_SELF = r"(?:him ?self|her ?self|them ?sel(?:f|ves)|my ?self)"
_SOMEBODY = rf"(?:{_SELF}|him|her|them|me|someone|somebody|the (?:child|kids?|baby))"
_THEIR = r"(?:his|her|their|my)"
_WORK = (
    r"(?:prevention|awareness|strateg|polic|pathway|training|bereave|postvention|support|data|statistic|figures|rate|"
    r"review|audit|service|group|team|forum|board|work|action|plan|risk assess|helpline|kit|response)"
)
_NOBODY = r"(?:us|to|our|its|this|that|if|we|the (?!child|kids?|baby))"
_DANGER = re.compile(
    "|".join(
        (
            rf"\b(?<!bereaved by )(?<!zero )suicid(?:e|al)\b(?![\s-]+{_WORK})",
            rf"\boverdos(?:e|ed|ing)\b(?![\s-]+{_WORK})",
            rf"\b(?:kill|killing|hang|hanging|hurting|harming|beating|abusing|strangling) {_SOMEBODY}\b",
            rf"\b(?:cut|cutting|starving|burning) {_SELF}\b",
            rf"\b(?:end|ending|take|taking) {_THEIR} (?:own )?life\b",
            r"\bend it all\b",
            r"\b(?:want|wants|wanted|wanting) to die\b",
            rf"\b(?:going|threaten(?:s|ed|ing)?|wants?|trying|tried) to (?:hurt|harm)\b(?! {_NOBODY}\b)",
            rf"\b(?:going|threaten(?:s|ed|ing)?|wants?|trying|tried) to (?:stab|attack|hit) {_SOMEBODY}\b",
            r"\b(?:unsafe|not safe) (?:tonight|today|now|right now|at home)\b",
            r"\bin (?:immediate|serious|real|grave) danger\b",
            r"\b(?:being|getting) (?:abused|raped|beaten|hit|assaulted|groomed|trafficked|strangled)\b",
            r"\bdisclos(?:ed|ing|ure of) (?:\w+ ){0,2}abuse\b",
            r"\b(?:afraid|scared|frightened) to go home\b",
        )
    ),
    re.IGNORECASE,
)


def suggests_danger(text: str) -> bool:
    """Whether the words may be about somebody in danger now: nobody watches this chat, and they must be told so."""
    return _DANGER.search(" ".join(text.split())) is not None
