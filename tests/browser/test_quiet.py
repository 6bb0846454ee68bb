"""A coordinator asks who has dropped off, and acts on the answer."""

from playwright.sync_api import expect

from tests.browser.visitor import another_page
from tests.support.scene import at


def test_who_has_dropped_off_is_answered_and_acted_on(program, visit):
    scene = program.scene
    program.do(scene.begin)
    for name, organisation in (
        ("Sam Okoye", "Ward 9 Trust"),
        ("Jo Lee", "Northside Care"),
        ("Una Fox", "Northside Care"),
    ):
        program.do(scene.join, name, organisation)
    for day in range(1, 27):
        for who in ("priya", "jo"):
            program.do(scene.say, who, "/table", now=at(day, 10))
        program.move(at(day))
    priya = visit(program.link("priya"))
    priya.press("Open my page")
    priya.say("who has dropped off?")
    answer = priya.latest
    expect(answer).to_contain_text("Two people have been quiet here for longer than is usual for them.")
    expect(answer).not_to_contain_text("dropped off")
    sam, una = (answer.get_by_role("listitem").filter(has_text=name) for name in ("Sam Okoye", "Una Fox"))
    expect(sam).to_contain_text("The only person in that seat. I'd ring.")
    expect(una).to_contain_text("I'd offer something smaller.")

    with another_page(priya.page):
        una.get_by_role("button", name="Offer something smaller").click()
    expect(priya.page.get_by_label("Who?")).to_contain_text("Una Fox")
    expect(priya.page.locator("select[name='f.person'] option:checked")).to_have_text("Una Fox")
    priya.ask("What would you ask them to do?", "look over one page")
    priya.press("Ask")
    expect(priya.latest).to_contain_text("look over one page")

    with another_page(priya.page):
        priya.talk.get_by_role("listitem").filter(has_text="Sam Okoye").get_by_role(
            "button", name="I've heard from them…"
        ).click()
    priya.ask("When was it?", "yesterday")
    priya.press("Note it")
    expect(priya.latest).to_contain_text("Noted: you spoke to Sam Okoye on Friday 5 February")
    priya.follow("Who's gone quiet")
    expect(priya.page.get_by_role("main")).to_contain_text("Una Fox, Northside Care")
    expect(priya.page.get_by_role("main")).not_to_contain_text("Sam Okoye")
