"""Prints the sizes of the house against STYLE, and what it takes to add to it. `--check` refuses the outsized."""

import ast
import io
import re
import statistics
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import additions

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ("bot", "config")
Function = ast.FunctionDef | ast.AsyncFunctionDef

# Lint fails only above these; STYLE's own measures are smaller, and printed.
LONGEST_FUNCTION = 60
LONGEST_FILE = 400
STYLE_FUNCTION = 40
STYLE_FILE = 300
MOST_ARGUMENTS = 4


@dataclass(frozen=True, slots=True)
class File:
    """A file of the house, read and parsed."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def module(self) -> str:
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def comments(self) -> list[str]:
        """What stands behind each #, without the marks that are for tools and their reasons."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        found = [token.string for token in tokens if token.type == tokenize.COMMENT]
        return [comment for comment in found if not re.match(r"#\s*(noqa|type:)", comment)]

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


def files(*folders: str) -> list[File]:
    """Python files below some folders; migrations are as long as what they change."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    texts = ((path, path.read_text(encoding="utf-8")) for path in found if "versions" not in path.parts)
    return [File(path, text, ast.parse(text)) for path, text in texts]


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def outsized(house: list[File]) -> list[str]:
    """What is so large that lint refuses it."""
    long_files = [f"{file.name}: {file.lines} lines" for file in house if file.lines > LONGEST_FILE]
    long_functions = [
        f"{file.name}:{one.lineno} {one.name}: {length(one)} lines"
        for file in house
        for one in file.functions()
        if length(one) > LONGEST_FUNCTION
    ]
    return long_files + long_functions


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"


def _per_100(number: int, lines: int) -> str:
    return f"{100 * number / lines:.1f} per 100 lines"


def _quantile(sizes: list[int], share: float) -> int:
    return sorted(sizes)[min(len(sizes) - 1, int(share * len(sizes)))]


def _positional(one: Function) -> int:
    return len(one.args.posonlyargs) + len(one.args.args)


def _annotated(one: Function) -> bool:
    asked = [arg for arg in (*one.args.args, *one.args.kwonlyargs) if arg.arg not in ("self", "cls")]
    return one.returns is not None and all(arg.annotation is not None for arg in asked)


def _builds_statement(one: Function) -> bool:
    """Whether a function that works in a transaction builds its SQL there: that costs three times what running it does.

    Functions that are called once, while their module is loaded, take no transaction.
    """
    if not any(isinstance(arg.annotation, ast.Name) and arg.annotation.id == "Connection" for arg in one.args.args):
        return False
    calls = (node.func.id for node in ast.walk(one) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    return any(name in ("select", "insert", "update", "delete", "insert_new") for name in calls)


def sizes(house: list[File], tests: list[File]) -> Iterator[tuple[str, str, str]]:
    """Name, figure, and what STYLE asks for."""
    lines = sum(file.lines for file in house)
    functions = [one for file in house for one in file.functions()]
    long = [length(one) for one in functions]
    public = [one for one in functions if not one.name.startswith("_")]
    comments = sum(len(file.comments()) for file in house)
    built = [one for file in house if "storage" in file.name for one in file.functions() if _builds_statement(one)]
    yield "files", f"{len(house)}, {lines} lines", ""
    yield (
        "file: median, longest",
        f"{statistics.median(file.lines for file in house):.0f}, {max(f.lines for f in house)}",
        "<= 300",
    )
    yield "files over 300", str(sum(file.lines > STYLE_FILE for file in house)), "0"
    yield (
        "function: median, p90, longest",
        f"{statistics.median(long):.0f}, {_quantile(long, 0.9)}, {max(long)}",
        "8, 20, 40",
    )
    yield "functions over 40", str(sum(one > STYLE_FUNCTION for one in long)), "0"
    yield "positional arguments over 4", str(sum(_positional(one) > MOST_ARGUMENTS for one in functions)), "0"
    yield "functions with types", _share(sum(map(_annotated, functions)), len(functions)), "100%"
    yield (
        "public functions with a docstring",
        _share(sum(ast.get_docstring(one) is not None for one in public), len(public)),
        "",
    )
    yield "comments", _per_100(comments, lines), "2-6"
    for mark in ("type: ignore", "noqa"):
        yield mark, str(sum(file.text.count(f"# {mark}") for file in house)), ""
    yield from _imports(house)
    yield "statements built in functions", str(len(built)), "0"
    yield "lines of tests a line", f"{sum(file.lines for file in tests) / lines:.2f}", "1.3-1.8"


def imported(house: list[File]) -> dict[str, set[str]]:
    """Each module with those of ours that are imported while it is loaded."""
    ours = {file.module for file in house}
    return {file.module: _imported_by(file, ours) - {file.module} for file in house}


def _imported_by(file: File, ours: set[str]) -> set[str]:
    found = set()
    for node in file.tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            # `from bot.cards import quiet` is the module bot.cards.quiet, where there is one; else a name in bot.cards.
            longer = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (longer & ours) or {node.module}
    return found & ours


def cycles(imports: dict[str, set[str]]) -> list[str]:
    """Modules that, by whatever way round, import themselves."""
    return sorted(one for one in imports if one in _reached(imports, one))


def _reached(imports: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    ahead = set(imports[start])
    while ahead:
        seen |= ahead
        ahead = {further for one in ahead for further in imports[one]} - seen
    return seen


def _imports(house: list[File]) -> Iterator[tuple[str, str, str]]:
    imports = imported(house)
    common = [one for one in imports if sum(one in each for each in imports.values()) > len(imports) / 2]
    yield "modules in an import cycle", " ".join([str(len(cycles(imports))), *cycles(imports)]), "0"
    yield "modules that most others import", " ".join([str(len(common)), *common]), "<= 3"


def main() -> int:
    """Print, or with --check say what is outsized and fail."""
    house = files(*HOUSE)
    found = outsized(house)
    if "--check" in sys.argv:
        print("\n".join(found), end="\n" if found else "")
        return bool(found)
    for name, figure, asked in sizes(house, files("tests")):
        print(f"{name:36} {figure:24} {asked}")
    print("\nFiles under bot/, config/ and docs/ touched to add:")
    for name, touched, asked in additions.tried(ROOT):
        print(f"{name:36} {touched:24} {asked}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
