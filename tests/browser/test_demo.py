"""The demo as a visitor has it: begun with one command, everybody's page one click away, and a clock to move."""

import os
import re
import signal
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.looking import PHONE, Looking
from tests.browser.visitor import Visitor


@pytest.fixture
def demo(tmp_path):
    """Its address, while it runs."""
    command = [sys.executable, "-m", "bot.cli", "demo", "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as running:
        assert running.stdout is not None
        said = next(line for line in running.stdout if "/demo" in line)
        yield re.findall(r"http://\S+", said)[0]
        running.send_signal(signal.SIGTERM)


def is_in_view(page, card):
    """Whether a card can be read from its beginning, with most of the phone to itself."""
    box, composer = card.bounding_box(), page.get_by_role("form", name="Say something").bounding_box()
    assert box
    assert composer
    return 0 <= box["y"] < composer["y"] - PHONE["height"] / 3 and composer["height"] < PHONE["height"] / 8


def test_a_check_in_arrives_when_the_clock_is_moved(demo, chromium):
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    gareth = Visitor(context.new_page())
    look = Looking(gareth)
    look.goes(demo)
    gareth.press("Open Gareth's page")
    look.at("a page in the demo")
    gareth.ask("Say it in your own words", "half a sentence")

    clock = gareth.another()
    clock.page.goto(demo)
    for _day in range(2):
        clock.press("A day later")
    expect(gareth.talk).to_contain_text("I'm asking because the last I heard of you")
    expect(gareth.page.get_by_label("Say it in your own words")).to_have_value("half a sentence")
    its_time = clock.page.get_by_role("region", name="The demo's clock").get_by_role("time").inner_text()
    expect(gareth.page.get_by_role("region", name="The demo's clock").get_by_role("time")).to_have_text(its_time)
    look.page.bring_to_front()
    Looking(clock).at("the demo after a walk")
    gareth.press("Still in")
    expect(gareth.talk).to_contain_text("Thank you. That's all I wanted to know.")
    gareth.say("help")
    assert is_in_view(gareth.page, gareth.latest)
    clock.press("Begin again")
    Looking(clock).at("the demo being told")
    expect(clock.page.get_by_role("heading", name="Worth trying")).to_be_visible()
    context.close()
