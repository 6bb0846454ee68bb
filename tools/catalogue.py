"""Every sentence of the source, for whoever translates: `python -m tools.catalogue` brings each language up to date.

Translations are kept; a sentence that is gone goes, and a new one stands with nothing under it until it is translated.
`python -m tools.catalogue de` begins a language. Nothing in a file changes from one run to the next by itself: it names
no lines and no dates.
"""

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

HERE = Path(__file__).parents[1]
LOCALE = HERE / "bot" / "messages" / "locale"

METHODS = [("**.py", "tools.catalogue:ours"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
KEYWORDS: Mapping[str, Any] = {"_": None, "marked": None, "several": (1, 2)}
# How many sentences each holds.
WANTED = {"_": 1, "marked": 1, "several": 2}

# Babel's own head, less what changes by itself and what says nothing.
_NOT_WRITTEN = (
    *("POT-Creation-Date", "PO-Revision-Date", "Generated-By"),
    *("Project-Id-Version", "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team"),
)

Found = tuple[int, Any, Any, Any]


def ours(file: IO[bytes], _keywords: Any, _tags: Any, options: Any) -> Iterator[Found]:  # noqa: ANN401, ARG001 - as Babel calls it
    """The sentences in Python, also those within an f-string, which Babel's own reader of Python 3.11 passes over.

    What each command is said to do stands in its row, and help looks it up when it shows it.
    """
    for call in calls(ast.parse(file.read())):
        if call.name == "Command":
            yield from ((call.line, None, help_, []) for help_ in call.helps)
        elif len(call.literals) == call.wanted:
            yield call.line, call.name, call.literals if call.wanted > 1 else call.literals[0], []


@dataclass(frozen=True, slots=True)
class Call:
    """A call by which a sentence is found: as many of its first arguments as are literals, and how many are wanted."""

    name: str
    line: int
    literals: tuple[str, ...]
    helps: tuple[str, ...]

    @property
    def wanted(self) -> int:
        return WANTED.get(self.name, 0)


def calls(tree: ast.AST) -> Iterator[Call]:
    """Every call of ours that holds sentences, in their order."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in (*WANTED, "Command"):
            name, first = node.func.id, node.args[: WANTED.get(node.func.id, 0)]
            helps = tuple(filter(None, (_literal(one.value) for one in node.keywords if one.arg == "help")))
            literals = tuple(filter(None, map(_literal, first)))
            yield Call(name, node.lineno, literals, helps)


def _literal(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def template() -> Catalog:
    """All there is to translate, as the source has it now."""
    found = Catalog()
    for file, line, message, _comments, context in extract_from_dir(HERE / "bot", METHODS, keywords=KEYWORDS):
        found.add(message, locations=[(f"bot/{file}", line)], context=context)
    return found


def brought_up_to_date(kept: bytes, language: str) -> bytes:
    """A language's file with what the source has now, and what was translated before."""
    catalogue = read_po(io.BytesIO(kept), locale=language)
    catalogue.update(template(), no_fuzzy_matching=True, update_header_comment=False)
    into = io.BytesIO()
    write_po(into, catalogue, width=0, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    lines = into.getvalue().decode("utf-8").splitlines()
    kept_lines = [line for line in lines if not line.lstrip('"').startswith(_NOT_WRITTEN)]
    return ("\n".join(kept_lines).strip("\n") + "\n").encode("utf-8")


def begun(language: str) -> bytes:
    """The head of a language that is new, a draft until somebody takes its mark away."""
    plurals = to_gettext(Locale.parse(language).plural_form)
    head = (
        "# A draft until somebody who speaks it well has read it: take the next line away then, and it says so no more",
        "#, fuzzy",
        'msgid ""',
        'msgstr ""',
        f'"Language: {language}\\n"',
        f'"Plural-Forms: {plurals}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    )
    return ("\n".join(head) + "\n").encode("utf-8")


def faults(catalogue: Catalog, found: Catalog) -> list[str]:
    """What is missing from a language, in the words that mend it."""
    here, there = {_english(one.id) for one in found if one.id}, {_english(one.id) for one in catalogue if one.id}
    stale = [f"“{sentence}”: run python -m tools.catalogue, then translate it" for sentence in sorted(here - there)]
    stale += [f"“{sentence}”: gone from the source, run python -m tools.catalogue" for sentence in sorted(there - here)]
    empty = [f"“{sentence}”: not translated yet" for sentence in untranslated(catalogue)]
    return stale + empty + [f"“{_english(one.id)}”: {wrong}" for one in catalogue if one.id for wrong in _wrong(one)]


def _wrong(one: Message) -> Iterator[str]:
    """Fields that are not those of the English sentence, and loudness."""
    forms = [one.string] if isinstance(one.string, str) else list(one.string or ())
    english = [one.id] if isinstance(one.id, str) else list(one.id)
    wanted = {field for sentence in english for field in _fields(sentence)}
    for form in filter(None, forms):
        # A form that stands for one number may say it in words of its own: "dwy flynedd".
        spare = {"n"} if len(forms) > 1 and form is not forms[-1] else set()
        if not wanted - spare <= _fields(form) <= wanted:
            yield f"{{fields}} differ in “{form}”"
        if "!" in form:
            yield f"an exclamation mark in “{form}”"


def _fields(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences, in English, that have nothing under them or only a guess."""
    return [_english(one.id) for one in catalogue if one.id and (one.fuzzy or not is_whole(one.string))]


def is_whole(said: Any) -> bool:  # noqa: ANN401 - a sentence, or one a plural form
    """Whether there is something in each of its forms."""
    return bool(said) and (isinstance(said, str) or all(said))


def _english(sentence: str | Iterable[str]) -> str:
    return sentence if isinstance(sentence, str) else next(iter(sentence))


def main(given: list[str]) -> int:
    """Each language's file anew, and how much of each is still to be done."""
    for language in given or sorted(file.stem for file in LOCALE.glob("*.po")):
        file = LOCALE / f"{language}.po"
        written = brought_up_to_date(file.read_bytes() if file.is_file() else begun(language), language)
        file.write_bytes(written)
        catalogue = read_po(io.BytesIO(written), locale=language)
        left = untranslated(catalogue)
        print(f"{file.relative_to(HERE)}: {len(catalogue)} texts, {len(left)} not translated yet")
        for sentence in left:
            print(f"  {sentence}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
