"""Reads a piece of HTML as strictly as no browser does, and says what is wrong with it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"input", "meta", "link", "br", "img"})
INLINE = frozenset({"a", "bdi", "button", "input", "kbd", "label", "q", "select", "span", "strong", "textarea", "time"})

# What may stand in what; an element that is not named here may hold anything. A browser would close the outer one.
MAY_HOLD = {
    "p": INLINE,
    "label": INLINE - {"label", "button", "a"},
    "button": frozenset({"bdi", "span"}),
    "a": frozenset({"bdi", "span"}),
    "q": frozenset({"bdi"}),
    "bdi": frozenset(),
    "h2": frozenset({"bdi"}),
    "h3": frozenset({"bdi"}),
    "summary": frozenset({"bdi"}),
    "textarea": frozenset(),
    "option": frozenset(),
    "select": frozenset({"option"}),
    "datalist": frozenset({"option"}),
    "ul": frozenset({"li"}),
    "dl": frozenset({"div", "dt", "dd"}),
}
POINTS = ("for", "list", "aria-describedby", "aria-labelledby")


@dataclass(slots=True)
class Element:
    """An element with what is said of it and what is in it."""

    tag: str
    attributes: dict[str, str | None]
    parents: tuple[str, ...]
    text: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def shape(self) -> tuple[str, tuple[str, ...]]:
        return self.tag, tuple(sorted(self.attributes))

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


class Page(HTMLParser):
    """What was read: `elements` in their order, and `faults`."""

    def __init__(self, written: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.faults: list[str] = []
        self.top = 0
        self.feed(written)
        self.close()
        self.faults += [f"<{one.tag}> is never closed" for one in self.open]
        self.faults += list(self._unsound())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> says something twice: {names}")
        if not self.open:
            self.top += 1
        elif tag not in MAY_HOLD.get(self.open[-1].tag, {tag}):
            self.faults.append(f"<{tag}> stands in <{self.open[-1].tag}>")
        one = Element(tag, dict(attrs), tuple(outer.tag for outer in self.open))
        self.elements.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.faults.append(f"<{tag}/> closes itself")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes nothing")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text.append(data)
        if not self.open and data.strip():
            self.faults.append(f"{data!r} stands in nothing")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"a declaration: {data}")

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a kind that say all this of themselves."""
        return [
            one
            for one in self.elements
            if one.tag == tag and all(one[name.rstrip("_")] == value for name, value in attributes.items())
        ]

    def named(self, id_: str) -> Element:
        """The one element with an id."""
        [found] = [one for one in self.elements if one["id"] == id_]
        return found

    @property
    def shapes(self) -> set[tuple[str, tuple[str, ...]]]:
        """Each kind of element with the attributes that it has."""
        return {one.shape for one in self.elements}

    def _unsound(self) -> Iterator[str]:
        ids = Counter(one["id"] for one in self.elements if "id" in one.attributes)
        yield from (f"the id {name!r} is there {times} times" for name, times in ids.items() if times > 1 or not name)
        for one in self.elements:
            yield from self._lost(one, ids)
            yield from self._nameless(one)
            if one.tag == "form" and "form" in one.parents:
                yield "a form stands in a form"

    @staticmethod
    def _lost(one: Element, ids: Counter[str]) -> Iterator[str]:
        """Where something points at what is not there."""
        to = [name for point in POINTS for name in one[point].split()]
        to += [one["href"][1:]] if one["href"].startswith("#") else []
        yield from (f"<{one.tag}> points at {name!r}, which is not there" for name in to if name not in ids)

    def _nameless(self, one: Element) -> Iterator[str]:
        """What somebody who hears the page would not know the use of."""
        if one.tag in ("button", "summary", "a", "legend", "label", "h2", "h3") and not one.words:
            yield f"<{one.tag}> has no words"
        boxes = one.tag in ("select", "textarea") or (one.tag == "input" and one["type"] != "hidden")
        if boxes and not self.all("label", for_=one["id"]):
            yield f"<{one.tag} id={one['id']}> has no label"


def read(written: str) -> Page:
    """A piece of HTML with all that is wrong with it."""
    return Page(written)
