"""Mail from the command line: one setting opens it, and taking the setting away closes it."""

import asyncio

import pytest

from tests.cli.conftest import lines
from tests.support.post_office import links, open_office

MONDAY, TUESDAY = "2030-01-07T11:00", "2030-01-08T11:00"


def begin(convenor):
    convenor("table", "start", "Home", "--coordinator", "Priya Shah <priya@r.example>", "--organisation", "R")
    convenor("table", "join", "home", "--partner", "Nina New <nina@w.example>", "--organisation", "Ward 9")


async def test_setting_the_server_is_all_it_takes_and_taking_it_away_leaves_the_page(convenor, monkeypatch):
    async with open_office() as office:
        monkeypatch.setenv("CONVENOR_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        await asyncio.to_thread(begin, convenor)
        by_mail = lines(await asyncio.to_thread(convenor, "tick", "--at", MONDAY, "--json"))
        monkeypatch.delenv("CONVENOR_SMTP_URL")
        later = ("table", "join", "home", "--partner", "Omar One <omar@w.example>", "--organisation", "Ward 9")
        await asyncio.to_thread(convenor, *later)
        by_page = lines(await asyncio.to_thread(convenor, "tick", "--at", TUESDAY, "--json"))

    [welcome] = [line for line in by_mail if line["to"] == "nina@w.example"]
    [second] = [line for line in by_page if line["to"] == "omar@w.example"]
    [letter] = office.to("nina@w.example")
    assert (welcome["route"], welcome["state"], welcome["kind"]) == ("email", "sent", "welcome")
    assert "May I write to you" in welcome["text"]
    assert links(letter)["Yes"].startswith("http://127.0.0.1:8000/in/")
    assert str(letter["From"]) == '"Priya, by Convenor" <convenor@localhost>'
    assert (second["route"], second["state"]) == ("web", "sent")


@pytest.mark.parametrize("command", [["tick", "--at", MONDAY], ["link", "x"]])
def test_a_server_without_an_address_to_come_from_is_said_in_one_line(convenor, monkeypatch, command):
    monkeypatch.setenv("CONVENOR_SMTP_URL", "smtp://mail.example.org")
    refused = convenor(*command)

    assert refused.exit_code == 1
    assert refused.stderr.strip() == (
        "Error: Mail needs an address to come from: CONVENOR_MAIL_FROM=convenor@example.org"
    )
