"""By keyboard alone: everything is reached, is seen to have the focus, and hides behind nothing."""

from playwright.sync_api import Page, expect

from tests.browser.visitor import another_page
from tests.support.scene import at

# More than any page here has to tab through.
MOST_TABS = 60

FOCUSED = """
() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const bar = document.querySelector(".composer:not(:focus-within)")?.getBoundingClientRect();
  return {
    name: (one.labels?.[0] ?? one).innerText.trim(),
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    reached: middle !== null && (one.contains(middle) || middle.contains(one)),
    covered: bar ? box.bottom > bar.top + 1 && box.top < bar.bottom : false,
  };
}
"""


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, name: str, key: str = "Tab") -> int:
        """Tab to what is called so; whatever has the focus on the way is seen to have it. How many presses it took."""
        for presses in range(1, MOST_TABS):
            self.page.keyboard.press(key)
            found = self.page.evaluate(FOCUSED)
            assert found["ringed"], found
            assert found["reached"], found
            assert not found["covered"], found
            if found["name"].startswith(name):
                return presses
        raise AssertionError(f"{name} is never reached")

    def press(self, key: str) -> None:
        with another_page(self.page):
            self.page.keyboard.press(key)

    def types(self, words: str) -> None:
        self.page.keyboard.type(words)


def test_a_partners_first_ten_minutes_without_a_mouse(program, visit):
    program.do(program.scene.begin)
    program.do(program.scene.join, "Sam Okoye", "Ward 9 Trust", agreed=None)
    program.move(at(0))
    sam = visit(program.link("sam"), viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    keys = Keys(sam.page)
    keys.to("Open my page")
    keys.press("Enter")
    expect(sam.latest).to_contain_text("May I write to you")

    sam.page.evaluate("document.activeElement.blur()")
    sam.page.reload()
    assert keys.to("Skip to what is here") == 1
    sam.page.keyboard.press("Enter")
    assert keys.to("Yes") == 1
    keys.press("Space")
    assert keys.to("Answer") == 1
    keys.press("Enter")
    keys.to("What does this look like from where you sit?")
    keys.types("Beds are freed too late in the day.")
    keys.to("Say it")
    keys.press("Space")
    expect(sam.latest).to_contain_text("That's there for the table as Sam, Ward 9 Trust.")

    keys.to("Say it in your own words")
    keys.types("/commit send the discharge data by Friday")
    keys.press("Enter")
    expect(sam.latest).to_contain_text("You said you'd send the discharge data")
    assert keys.to("Change date") == 1
    keys.to("More")
    keys.press("Enter")
    keys.to("Done")
    keys.press("Enter")
    keys.to("Undo")


def test_what_is_asked_before_something_is_deleted_opens_and_is_pressed_by_keys(program, visit):
    program.do(program.scene.begin)
    program.do(program.scene.say, "priya", "/table view we ring eleven numbers")
    priya = visit(program.link("priya"), reduced_motion="reduce")
    keys = Keys(priya.page)
    keys.to("Open my page")
    keys.press("Enter")
    keys.to("Say it in your own words")
    keys.types("/table views")
    keys.press("Enter")
    keys.to("Take back")
    priya.page.keyboard.press("Enter")
    keys.to("Take back")
    keys.press("Enter")

    expect(priya.latest).to_contain_text("Taken back and deleted")


def test_a_long_conversation_hides_nothing_that_has_the_focus(program, visit):
    program.do(program.scene.begin)
    priya = visit(program.link("priya"), viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    priya.press("Open my page")
    for words in ("/table", "help", "/commit ring the ward by Friday", "/table more", "/commit"):
        priya.say(words)
    keys = Keys(priya.page)
    keys.to("Say it in your own words")
    keys.to("Skip to what is here", key="Shift+Tab")
    keys.to("Say it in your own words")
