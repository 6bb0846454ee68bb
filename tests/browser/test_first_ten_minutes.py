"""The first ten minutes, as steps: a coordinator's and a partner's, by clicking, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.scene import at

pytestmark = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])

PASTED = """Sam Okoye <sam@ward9.example>, Ward 9 Trust
Jo Lee, jo@northside.example, Northside Care
Lewis Ray <lewis@elm.example>, Elm Street Advice
Ann Bell <ann@bell.example>, in their own right
Kim Hall <kim@homes.example>, Valley Homes"""
AMBITION = "So that nobody stays in hospital for want of a home."


def test_a_coordinators_from_the_printed_link_to_a_table_of_their_own(program, visit, scripts):
    [link] = re.findall(r"http://127\.0\.0\.1:\d+/begin/[\w-]{43}", program.printed)
    priya = visit(link, java_script_enabled=scripts)
    priya.ask("Your name", "Priya Shah")
    priya.ask("Your e-mail address", "priya@riverside.example")
    priya.ask("Whom do you sit for?", "Riverside")
    priya.ask("What is the table called?", "Home from hospital")
    priya.ask("For whom, and what would be different?", AMBITION)
    priya.page.get_by_label("Every two weeks").check()
    priya.press("Begin")
    expect(priya.latest).to_contain_text("Home from hospital is open. Nobody has been messaged.")

    priya.press("Edit and post")
    expect(priya.page.get_by_label("Your note")).to_have_value(re.compile("^I've asked Convenor .* – Priya$"))
    priya.ask("Your note", "I've asked Convenor to keep track for us. You can say no. – Priya")
    priya.press("It's ready")
    expect(priya.latest).to_contain_text("to copy and post where you all talk, under your own name")
    expect(priya.latest).to_contain_text("to keep track for us. You can say no. – Priya")

    expect(priya.latest).to_contain_text("what does this look like from where you sit?")
    priya.press("Answer")
    priya.ask("What does this look like from where you sit?", "We ring eleven numbers to find one bed.")
    priya.press("Say it")
    expect(priya.latest).to_contain_text("That's there for the table as Priya, Riverside.")

    expect(priya.latest).to_contain_text("What would make this worth your organisation's while?")
    priya.press("Answer that")
    priya.ask("What would make this worth your organisation's while?", "If beds were freed by Fridays.")
    priya.press("Keep it")
    expect(priya.latest).to_contain_text("You and your coordinators see this, nobody else.")

    expect(priya.latest).to_contain_text("Who should be here and isn't?")
    priya.press("Add a missing chair")
    priya.ask("Who should be here and isn't?", "a GP")
    priya.press("Add")
    expect(priya.latest).to_contain_text("Noted: a GP is missing here.")

    priya.press("Show the table")
    expect(priya.latest).to_contain_text(f"Home from hospital. {AMBITION}")
    priya.press("Invite")
    priya.ask("Who? One a line", PASTED)
    priya.press("Check")
    expect(priya.latest).to_contain_text("Five people would be invited. Nothing has been sent yet.")
    priya.press("Send 5 invitations")
    expect(priya.latest).to_contain_text("They'll each get one message, in working hours.")

    priya.follow("The table")
    table = priya.page.get_by_role("main")
    expect(table).to_contain_text("Views: 1 of 6. Missing: a GP. Nothing is due in the coming month.")
    for way in ("Invite", "Add a missing chair", "More"):
        expect(table.get_by_role("button", name=way)).to_be_visible()


def test_a_partners_from_the_invitation_to_a_commitment_kept(program, visit, scripts):
    program.do(program.scene.begin)
    program.do(program.scene.join, "Sam Okoye", "Ward 9 Trust", agreed=None)
    program.move(at(0))
    sam = visit(program.link("sam"), java_script_enabled=scripts)
    sam.press("Open my page")
    expect(sam.latest).to_contain_text("Hello Sam. Priya invited you to Home from hospital.")
    expect(sam.latest).to_contain_text("May I write to you, about once a week at most")

    sam.press("Yes")
    expect(sam.latest).to_contain_text("Thank you. One question, whenever suits")
    sam.press("Answer")
    sam.ask("What does this look like from where you sit?", "Beds are freed too late in the day.")
    sam.press("Say it")
    expect(sam.latest).to_contain_text("That's there for the table as Sam, Ward 9 Trust. It's your view")
    sam.press("Not sure yet")
    expect(sam.latest).to_contain_text("That's fine, and there's no hurry.")
    sam.press("Nobody I can think of")
    expect(sam.latest).to_contain_text("type /commit and say it plainly. That's all there is to learn.")

    sam.say("/commit send the discharge data by Friday")
    expect(sam.latest).to_contain_text("You said you'd send the discharge data by Friday 15 January")
    sam.press("More")
    sam.press("Done")
    expect(sam.latest).to_contain_text("send the discharge data")
    sam.follow("My commitments")
    expect(sam.page.get_by_role("main")).to_contain_text("Nothing of yours is open here.")
    sam.follow("Me")
    expect(sam.page.get_by_role("main")).to_contain_text("send the discharge data")
