"""A page as WCAG 2.2 AA has it: by axe, all its rules, in light and dark, and on the smallest of phones."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.visitor import Visitor

# As narrow as WCAG 2.2 asks for (1.4.10).
PHONE = {"width": 320, "height": 640}


class Looking:
    """Somebody who looks at one page after another, in both colour schemes, on a small phone."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page

    def at(self, what: str) -> None:
        """What stands there is in order in both schemes, and no wider than the phone."""
        self.page.evaluate(Axe().axe_script)
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            faults = self.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
            assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in faults] == [], f"{what}, {scheme}"
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], what

    def goes(self, address: str) -> None:
        self.page.goto(address)
        self.at(address)

    def reads(self, *pages: str) -> None:
        """Follow the links to other pages that stand above this one; without any named, all of them."""
        for name in pages or self.page.get_by_role("navigation").get_by_role("link").all_inner_texts():
            self.visitor.follow(name)
            self.at(name)
