"""Lists of people as they are pasted: from mail programs, spreadsheets and minutes, one person a line."""

import re
from binascii import crc32
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.grammar import fold
from bot.domain.writing import one_line

# What still fits a line of a list on a phone; an address may be longer (RFC 5321, 4.5.3.1.3, less its brackets).
LONGEST_NAME = 100
LONGEST_ADDRESS = 254

# Everybody has one of these, and all of the NHS shares the last: they say nothing about whom somebody sits for.
PUBLIC_DOMAINS = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk"),
        *("msn.com", "yahoo.com", "yahoo.co.uk", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com"),
        *("proton.me", "protonmail.com", "gmx.com", "btinternet.com", "sky.com", "virginmedia.com", "talktalk.net"),
        "nhs.net",
    }
)

OWN_RIGHT = "in their own right"


class Trouble(StrEnum):
    """Why a line cannot be acted on."""

    NO_ADDRESS = "no_address"
    UNREADABLE = "unreadable"
    SEVERAL = "several"
    TWICE = "twice"
    HERE = "here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """One person on a list. `line` counts from 1; `written` is what stood there.

    `organisation` None: the list does not say; empty: it says that they sit in their own right. `guessed`: the
    organisation was not written but follows from the address. With trouble the rest may be empty.
    """

    line: int
    written: str
    name: str = ""
    email: str = ""
    organisation: str | None = None
    guessed: bool = False
    trouble: Trouble | None = None

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]

    @property
    def again(self) -> str:
        """The line as it reads back to the same; one with trouble as it was written."""
        if self.trouble:
            return self.written
        known = "" if self.organisation is None else f", {self.organisation or OWN_RIGHT}"
        return f"{self.name} <{self.email}>{known}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A list that was looked at and waits, as a draft, to be sent or changed."""

    draft: int
    text: str

    @property
    def fingerprint(self) -> int:
        """What a button remembers of the list: a draft's number is given again once it is gone."""
        return crc32(self.text.encode())


# Nothing that stands round an address in any of the ways people paste one.
_AROUND = r"\s<>()\[\],;:\"“”|"
_ADDRESS = re.compile(rf"[^{_AROUND}]+@[^{_AROUND}]+")
_WHOLE = re.compile(r"[^@]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_FRAMED = re.compile(rf"[<(\[]?\s*(?:mailto:\s*)?({_ADDRESS.pattern})\s*[>)\]]?", re.IGNORECASE)
_BULLET = re.compile(r"^(?:\s*(?:[-*•·–]|\d{1,3}[.)])\s+)+")
# A mark between cells, unless it stands inside quotation marks.
_CELL_ENDS = re.compile(r'[,;\t](?=(?:[^"]*"[^"]*")*[^"]*$)')
_OF = re.compile(r"(?:of|from|at|for)\s+", re.IGNORECASE)
_NAME_OF = re.compile(r"(.+?)\s+(?:of|from)\s+(.+)", re.IGNORECASE)
_NAME_IN_BRACKETS = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]")
_SURNAME_FIRST = re.compile(r"([^,]+),\s*([^,]+)")
_PAIR = re.compile(r"[<(\[]([^<>()\[\]]*)[>)\]]")
_EDGES = " \t'“”-–—:,;"
_HEADINGS = frozenset(
    {
        *("name", "full name", "first name", "last name", "surname", "who", "person", "partner"),
        *("e mail", "email", "e mail address", "email address", "address", "mail"),
        *("organisation", "organization", "org", "company", "employer"),
    }
)
_IN_OWN_RIGHT = frozenset({fold(OWN_RIGHT), "own right", "in his own right", "in her own right", "themselves"})


def is_address(words: str) -> bool:
    """Whether the words are one e-mail address and nothing else; whether it is anybody's only a message can tell."""
    return bool(_ADDRESS.fullmatch(words) and _WHOLE.fullmatch(words)) and len(words) <= LONGEST_ADDRESS


def read(text: str) -> tuple[Invitee, ...]:
    """Everybody on a list, with what is wrong where something is; blank lines and a row of headings are nobody."""
    found = [
        _invitee(number, written)
        for number, line in enumerate(text.splitlines(), 1)
        if not _is_heading(line)
        for written in _people_on(_BULLET.sub("", line))
    ]
    return tuple(_once(found))


def _is_heading(line: str) -> bool:
    cells = [fold(cell) for cell in _cells(line) if cell]
    return bool(cells) and all(cell in _HEADINGS for cell in cells)


def _people_on(line: str) -> Sequence[str]:
    """The people on one line: mail programs put them all on one, with semicolons or commas between them."""
    if len(_ADDRESS.findall(line)) > 1:
        for pieces in (line.split(";"), _CELL_ENDS.split(line), line.split()):
            those = [piece.strip() for piece in pieces if piece.strip()]
            if all(len(_ADDRESS.findall(piece)) == 1 for piece in those):
                return those
    return [line.strip()] if line.strip() else []


def _cells(written: str) -> list[str]:
    return [_clean(cell) for cell in _CELL_ENDS.split(written)]


def _clean(words: str) -> str:
    """What somebody meant to say, without the marks that programs and people put round it."""
    bare = one_line(words.replace('"', " ")).strip(_EDGES)
    pair = _PAIR.fullmatch(bare)
    return pair[1].strip(_EDGES) if pair else bare


def _once(found: Iterable[Invitee]) -> Iterator[Invitee]:
    """The same, with whoever stood there before marked."""
    seen: set[str] = set()
    for one in found:
        again = bool(one.email) and one.email in seen
        seen.add(one.email)
        yield Invitee(line=one.line, written=one.written, email=one.email, trouble=Trouble.TWICE) if again else one


def _invitee(line: int, written: str) -> Invitee:
    addresses = [address.strip(".'") for address in _ADDRESS.findall(written)]
    if trouble := _trouble(written, addresses):
        return Invitee(line=line, written=written, trouble=trouble)
    [email] = addresses
    name, organisation = _name_and_organisation(written)
    name = name or _from_address(email) or email.partition("@")[0]
    if len(name) > LONGEST_NAME or len(organisation or "") > LONGEST_NAME:
        return Invitee(line=line, written=written, trouble=Trouble.UNREADABLE)
    return Invitee(
        line=line, written=written, name=name, email=email.casefold(), organisation=_or_own_right(organisation)
    )


def _trouble(written: str, addresses: Sequence[str]) -> Trouble | None:
    if len(addresses) > 1:
        return Trouble.SEVERAL
    if not addresses:
        return Trouble.UNREADABLE if "@" in written else Trouble.NO_ADDRESS
    readable = is_address(addresses[0])
    return None if readable else Trouble.UNREADABLE


def _or_own_right(organisation: str | None) -> str | None:
    if not organisation:
        return None
    return "" if fold(organisation) in _IN_OWN_RIGHT else organisation


def _from_address(email: str) -> str:
    """`sam.okoye@ward9.example` -> `Sam Okoye`: better than nothing, and shown before anything is sent."""
    words = re.split(r"[._+-]+", email.partition("@")[0])
    return " ".join(word[:1].upper() + word[1:] for word in words if word)[:LONGEST_NAME]


def _name_and_organisation(written: str) -> tuple[str, str | None]:
    """What stands before and after the address, in its own cell and in those beside it."""
    cells = [cell.strip() for cell in _CELL_ENDS.split(written)]
    place = next(index for index, cell in enumerate(cells) if _ADDRESS.search(cell))
    framed = _FRAMED.search(cells[place])
    if framed is None:  # pragma: no cover - an address is always found with what frames it
        raise LookupError(written)
    before, after = _clean(cells[place][: framed.start()]), _clean(cells[place][framed.end() :])
    earlier, later = (
        [clean for cell in side if (clean := _clean(cell))] for side in (cells[:place], cells[place + 1 :])
    )
    name, organisation = _named(before, earlier)
    if after and not name and not _OF.match(after):
        name, after = after, ""
    behind = [_OF.sub("", after, count=1) if _OF.match(after) else after, *later]
    if not name and len(later) > 1:
        name, behind = later[0], later[1:]
    return _split_name(name, ", ".join(filter(None, [*organisation, *behind])))


def _named(before: str, earlier: list[str]) -> tuple[str, list[str]]:
    """The name, from what stands before the address, and an organisation, where that stands before the name."""
    if not before:
        if len(earlier) > 1 and " " not in earlier[-1]:
            return " ".join(earlier), []
        return (earlier[-1], earlier[:-1]) if earlier else ("", [])
    if len(earlier) == 1 and not set(" ") & set(before + earlier[0]):
        # Okoye, Sam <sam@ward9.example>
        return f"{before} {earlier[0]}", []
    return before, earlier


def _split_name(name: str, organisation: str) -> tuple[str, str | None]:
    """`Sam Okoye of Ward 9 Trust` and `Sam Okoye (Ward 9 Trust)` say both; `Okoye, Sam` is turned round."""
    if not organisation and (both := _NAME_OF.fullmatch(name) or _NAME_IN_BRACKETS.fullmatch(name)):
        name, organisation = both[1], both[2]
    if turned := _SURNAME_FIRST.fullmatch(name):
        name = f"{turned[2]} {turned[1]}"
    return _clean(name.replace(",", " ")), organisation or None


def organisation_of(domain: str, bound: Iterable[tuple[str, str | None]]) -> str | None:
    """Whom an address most likely sits for: the one organisation whose people here have that domain.

    `bound`: the e-mail address and the organisation of everybody at the table.
    """
    if not domain or domain in PUBLIC_DOMAINS:
        return None
    those = {body for email, body in bound if body and email.rpartition("@")[2] == domain}
    return those.pop() if len(those) == 1 else None
