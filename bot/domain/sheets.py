"""Reading histories of taking part: participation files and attendance sheets, as people really save them."""

import csv
import gzip
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.domain.errors import SheetError, UnknownCodesError
from bot.domain.participation import Kind

# Participation files count days from this Monday.
EPOCH = date(2000, 1, 3)

COLUMNS = {
    **dict.fromkeys(("partner", "person", "name"), "person"),
    **dict.fromkeys(("e-mail", "email"), "email"),
    **dict.fromkeys(("org", "organisation", "organization"), "organisation"),
    **dict.fromkeys(("day", "date"), "day"),
    "kind": "kind",
}
MARKS = {
    **dict.fromkeys(("p", "present", "came"), Kind.CAME),
    **dict.fromkeys(("a", "absent", "dna"), Kind.ABSENT),
    **dict.fromkeys(("apols", "apologies"), Kind.APOLOGIES),
    **dict.fromkeys(("dep", "deputy"), Kind.DEPUTY),
}
CODES = {"came": Kind.CAME, "apologies": Kind.APOLOGIES, "deputy": Kind.DEPUTY, "absent": Kind.ABSENT}
KINDS = {kind.value: kind for kind in Kind if kind is not Kind.CORRECTION}

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[t ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}"
_WORDS = re.compile(rf"(?:[a-z]+,?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+({_MONTH})\.?,?(?:[\s-]+(\d{{4}}|\d{{2}}))?")

_MONTH_FIRST = re.compile(rf"^({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})$")

LONGEST_NAME = 200

# What a refused day says where only an American could have written it; the others of that sheet are then in doubt.
AMERICAN = "has the month first: write the day before it, as in 31/12/2026"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One mark: who, for whom, what, when; `line` is the file's, as an editor shows it."""

    line: int
    person: str
    email: str | None
    organisation: str | None
    on_day: date
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What could be read, what was refused (line and reason), and what should be said about the file."""

    rows: Sequence[SheetRow]
    refused: Sequence[tuple[int, str]] = ()
    notes: Sequence[str] = ()


@dataclass(slots=True)
class _Reading:
    """A sheet while it is read."""

    codes: Mapping[str, Kind]
    today: date
    rows: list[SheetRow] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)


def read(raw: bytes, *, codes: Mapping[str, Kind], today: date) -> Sheet:
    """A CSV file, gzipped or not. `codes`: what marks of its own mean; `today`: nobody took part after it.

    Raises SheetError, with the line where there is one, for a file that cannot be read as a whole, and
    UnknownCodesError with every mark that nobody explained: then nothing of it is brought in.
    """
    text, notes = _decoded(raw)
    records = _records(text)
    header = next(records, None)
    if header is None:
        raise SheetError(why="empty")
    reading = _Reading(codes={name.casefold(): kind for name, kind in codes.items()}, today=today)
    columns = _columns(header[1])
    meetings = {} if "day" in columns else _meetings(header[1], columns, today)
    _check(columns, meetings)
    for line, cells in records:
        if any(cell.strip() for cell in cells):
            _record(reading, line, cells, columns=columns, meetings=meetings)
    if reading.unknown:
        raise UnknownCodesError(codes=reading.unknown)
    return Sheet(rows=reading.rows, refused=reading.refused, notes=[*notes, *_doubts(reading)])


def _doubts(reading: _Reading) -> list[str]:
    """A word about days that could be read both ways, in a sheet that has the month first elsewhere."""
    lines = [line for line, reason in reading.refused if reason.endswith(AMERICAN)]
    if not lines:
        return []
    return [f"Line {lines[0]} has the month first, and 3/2/2026 is taken for 3 February here: check such days."]


def _decoded(raw: bytes) -> tuple[str, list[str]]:
    """The text, and a word about its encoding where it was not the one expected."""
    if raw[:2] == b"\x1f\x8b":
        try:
            raw = gzip.decompress(raw)
        except (OSError, EOFError) as error:
            raise SheetError(why="gzip") from error
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace"), ["It was in UTF-16, as spreadsheets save it."]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        if (text := _windows(raw)) is not None:
            return text, ["It was in Windows-1252, not UTF-8: check a name with an accent."]
        raise SheetError(why="encoding", line=raw[: error.start].count(b"\n") + 1) from error


def _windows(raw: bytes) -> str | None:
    """The text if it clearly is cp1252: every byte beyond ASCII is a letter or a printer's mark in it."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    strange = [one for one in text if ord(one) > 127 and not (one.isalpha() or one in "‘’“”–—…£€°· ")]  # noqa: PLR2004 - the end of ASCII
    return text if not strange else None


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on; a quoted cell may hold several lines."""
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(why="csv", line=begins) from error


def _columns(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, name in enumerate(header):
        if (meaning := COLUMNS.get(name.strip().casefold())) is not None:
            found.setdefault(meaning, index)
    return found


def _meetings(header: Sequence[str], columns: Mapping[str, int], today: date) -> dict[int, date]:
    """The columns of an attendance sheet whose heading is a date."""
    taken = set(columns.values())
    days = {index: _day(name, today) for index, name in enumerate(header) if index not in taken}
    return {index: day for index, day in days.items() if isinstance(day, date)}


def _check(columns: Mapping[str, int], meetings: Mapping[int, date]) -> None:
    if "person" not in columns and "email" not in columns:
        raise SheetError(why="columns", missing="partner, person or name")
    if "day" not in columns and not meetings:
        raise SheetError(why="columns", missing="day or date, or a column for each meeting's date")


def _record(
    reading: _Reading, line: int, cells: Sequence[str], *, columns: Mapping[str, int], meetings: Mapping[int, date]
) -> None:
    """All marks of one record, each kept or refused by itself."""

    def cell(name: str) -> str:
        index = columns.get(name)
        return _clean(cells[index]) if index is not None and index < len(cells) else ""

    email = cell("email").casefold() or None
    person = _named(cell("person"), "Partner") or (email or "").partition("@")[0]
    organisation = _named("" if cell("organisation") == "0" else cell("organisation"), "Organisation")
    if trouble := _trouble(person, email):
        reading.refused.append((line, trouble))
        return
    marks = ((_day(cell("day"), reading.today), cell("kind")),) if "day" in columns else _marks(cells, meetings)
    for day, mark in marks:
        kind = _kind(reading, mark, line, whole="day" in columns)
        if not isinstance(day, date):
            reading.refused.append((line, day))
        elif day > reading.today:
            reading.refused.append((line, f"{day.isoformat()} has not come yet"))
        elif kind is not None:
            row = SheetRow(
                line=line, person=person, email=email, organisation=organisation or None, on_day=day, kind=kind
            )
            reading.rows.append(row)


def _marks(cells: Sequence[str], meetings: Mapping[int, date]) -> Iterator[tuple[date, str]]:
    """An attendance sheet's marks of one person; an empty cell says nothing."""
    for index, day in meetings.items():
        if index < len(cells) and cells[index].strip():
            yield day, _clean(cells[index])


def _trouble(person: str, email: str | None) -> str | None:
    if not person:
        return "nobody is named"
    if len(person) > LONGEST_NAME:
        return "the name is longer than 200 characters"
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        return f"{email} is no e-mail address"
    return None


def _clean(cell: str) -> str:
    """A cell without control characters and with its blanks folded."""
    return " ".join("".join(one if unicodedata.category(one) != "Cc" else " " for one in cell).split())


def _named(cell: str, noun: str) -> str:
    """A bare number is a name of its own: "Partner 17"."""
    return f"{noun} {int(cell)}" if cell.isdecimal() and cell.isascii() else cell


def _kind(reading: _Reading, mark: str, line: int, *, whole: bool) -> Kind | None:
    """What a mark means; None, and noted, where nobody said. In a list of days no mark means that they took part."""
    said = mark.casefold()
    if whole and not said:
        return Kind.TOOK_PART
    kind = reading.codes.get(said) or MARKS.get(said) or KINDS.get(said)
    if kind is None:
        reading.unknown.setdefault(mark, line)
    return kind


def _day(written: str, today: date) -> date | str:
    """The day, or why it is none. Days come before months, as in Britain."""
    said = _clean(written).casefold()
    if said.isdecimal() and said.isascii() and len(said) <= len("99999"):
        return EPOCH + timedelta(days=int(said))
    try:
        if found := _ISO.fullmatch(said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.fullmatch(said):
            return _with_year(int(found[1]), int(found[2]), found[3], today)
        if found := _WORDS.fullmatch(_MONTH_FIRST.sub(r"\2 \1 \3", said)):
            return _with_year(int(found[1]), MONTHS[found[2][:3]], found[3], today)
    except ValueError:
        return _no_day(said)
    return f"{written.strip() or 'nothing'} is no day"


def _no_day(said: str) -> str:
    found = _NUMBERS.fullmatch(said)
    if found and int(found[1]) in MONTHS.values() and int(found[2]) not in MONTHS.values():
        return f"{said} {AMERICAN}"
    return f"{said} is no day: write the day before the month, as in 31/12/2026"


def _with_year(day: int, month: int, year: str | None, today: date) -> date:
    """A year of two digits is of this century; without a year the last such day is meant."""
    if year:
        return date(int(year) + (2000 if len(year) == len("26") else 0), month, day)
    found = date(today.year, month, day)
    return found if found <= today else date(today.year - 1, month, day)
