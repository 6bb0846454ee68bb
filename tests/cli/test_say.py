"""The terminal is a door like any other."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.cli.conftest import lines


def test_words_in_a_card_out(home):
    result = home("say", "--as", "sam@w.example", "--at", "2027-01-11T10:00", "/commit send the data by Friday")

    assert result.exit_code == 0
    assert "You said you'd “send the data” by Friday 15 January." in result.stdout


def test_the_json_is_the_contracts(home):
    found = json.loads(
        home("say", "--as", "Sam", "--at", "2027-01-11", "--json", "/commit send the data by Friday").stdout
    )

    assert set(found) == {"text", "card", "kept", "wrong"}
    assert found["kept"] == [{"kind": "commitment", "number": 1, "text": "send the data", "due_on": "2027-01-15"}]
    assert found["wrong"] == {}
    assert found["card"]["text"]
    assert found["card"]["parts"][0]["part"] == "Para"


def test_what_is_refused_is_exit_1_and_still_json(home):
    result = home("say", "--as", "sam@w.example", "--json", "/commit send the data by 31 November")
    found = json.loads(result.stdout)

    assert result.exit_code == 1
    assert found["wrong"] == {"due_on": "There is no such day in the calendar. Which day did you mean?"}
    assert "send the data by 31 November" in found["text"]
    assert found["kept"] == []


@pytest.mark.parametrize("who", ["Nobody Here", "nobody@x.example"])
def test_nobody_of_that_name_is_wrong_usage(home, who):
    result = home("say", "--as", who, "help")

    assert result.exit_code == 2
    assert f"There is no person called {who}. There are:" in result.stderr
    assert "Sam Okoye <sam@w.example>, Ward 9 Trust, home-from-hospital" in result.stderr


def test_of_many_people_the_first_twenty_are_said(home, tmp_path):
    sheet = tmp_path / "many.csv"
    sheet.write_text("name,date\n" + "".join(f"Rita Ahmed {number:02},2026-11-02\n" for number in range(30)))
    home("import", str(sheet), "--table", "home-from-hospital")
    result = home("say", "--as", "Nobody", "help")

    assert len([line for line in result.stderr.splitlines() if "home-from-hospital" in line]) == 20
    assert "and 13 more" in result.stderr


@pytest.mark.parametrize("at", ["9999-12-31", "9999-12-31T23:59", "0001-01-01", "1899-12-31"])
def test_a_year_that_nobody_means_is_wrong_usage_so_that_the_clock_is_not_turned_there_for_good(home, at):
    result = home("tick", "--at", at)

    assert result.exit_code == 2
    assert "the year has to lie between 1970 and 2099" in result.stderr
    assert home("tick", "--at", "2027-01-01").exit_code == 0


@pytest.mark.parametrize("at", ["yesterday", "2027-13-01", "2027-01-01T25:00"])
def test_a_time_that_is_none_is_wrong_usage(home, at):
    result = home("say", "--as", "Sam", "--at", at, "help")

    assert result.exit_code == 2
    assert "write the time as 2026-12-04" in result.stderr


def test_once_is_once(home):
    say = ("say", "--as", "Sam", "--once", "K", "--at", "2027-01-11", "--json", "/commit send the data by Friday")

    assert home(*say).stdout == home(*say).stdout
    assert home("say", "--as", "Sam", "/commit list").stdout.count("send the data") == 1


def test_five_thousand_characters_are_refused_and_kept(home):
    words = "word " * 1000
    result = home("say", "--as", "Sam", f"/commit {words}")

    assert result.exit_code == 1
    assert "longer than the 3000 characters" in " ".join(result.stdout.split())
    assert "word word word" in home("say", "--as", "Sam", "/table my data").stdout


def test_control_characters_do_nothing_to_the_terminal(home):
    result = home("say", "--as", "Sam", "/commit send \x1b[31mred\x07 data 🙂 שלום")

    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout
    assert "🙂" in result.stdout


def test_somebody_imported_reads_at_the_terminal_what_waits_there(home, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("name,date\nRita Ahmed,2026-11-02\n")
    home("import", str(sheet), "--table", "home-from-hospital")
    home("say", "--as", "Rita Ahmed", "--at", "2027-01-11T10:00", "start")
    home("say", "--as", "Rita Ahmed", "--at", "2027-01-11T10:01", "check in with me")
    home("tick", "--at", "2027-02-08T11:00")

    first = home("say", "--as", "Rita Ahmed", "--at", "2027-02-09T10:00", "/table who")
    again = home("say", "--as", "Rita Ahmed", "--at", "2027-02-09T10:00", "--json", "/table who")

    assert "I'm asking because I last saw you" in " ".join(first.stdout.split())
    assert "I'm asking" not in again.stdout + again.stderr


def test_a_tick_prints_a_line_for_each_row_that_changed(home):
    home("say", "--as", "Sam", "--at", "2027-01-11T10:00", "/commit send the data by Friday")
    found = lines(home("tick", "--at", "2027-01-11T11:00+00:00", "--json"))

    assert {line["kind"] for line in found} >= {"digest", "note"}
    for line in found:
        assert set(line) == {"at", "round", "kind", "parts", "to", "route", "state", "text"}
        assert line["at"] == "2027-01-11T11:00:00+00:00"
    [digest] = [line for line in found if line["kind"] == "digest"]
    assert (digest["to"], digest["route"], digest["state"]) == ("home-from-hospital", "web", "sent")
    assert "send the data" in digest["text"]


def test_the_same_tick_again_prints_nothing_and_an_earlier_one_is_refused(home):
    home("tick", "--at", "2027-01-11T11:00")
    again = home("tick", "--at", "2027-01-11T11:00")
    earlier = home("tick", "--at", "2027-01-10", "--json")

    assert (again.exit_code, again.stdout) == (0, "")
    assert earlier.exit_code == 1
    assert "doesn't turn back" in json.loads(earlier.stdout)["text"]


def test_a_tick_in_words(home):
    home("say", "--as", "Sam", "--at", "2027-01-11T10:00", "/commit send the data by Friday")

    assert "2027-01-11 12:00 digest to home-from-hospital: sent" in home("tick", "--at", "2027-01-11").stdout


def test_help_teaches():
    from click.testing import CliRunner

    from bot.cli import main

    for words in (
        [],
        ["table"],
        ["table", "start"],
        ["say"],
        ["tick"],
        ["import"],
        ["quiet"],
        ["digest"],
        ["link"],
        ["db"],
    ):
        result = CliRunner().invoke(main, [*words, "--help"])
        assert result.exit_code == 0
        assert result.stdout


@pytest.mark.parametrize(("token", "open_after"), [("xoxb-1", True), ("", False)])
def test_a_turn_by_hand_leaves_open_what_the_running_bot_speaks_by(home, tmp_path, monkeypatch, token, open_after):
    home("tick", "--at", "2027-01-11T11:00")
    with closing(sqlite3.connect(tmp_path / "data" / "convenor.db")) as database, database:
        database.execute("INSERT INTO door (platform, opened_at) VALUES ('slack', '2027-01-11 11:00:00')")
    monkeypatch.setenv("SLACK_BOT_TOKEN", token)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", token)
    assert home("tick", "--at", "2027-01-11T12:00").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "data" / "convenor.db")) as database:
        found = {name for (name,) in database.execute("SELECT platform FROM door")}

    assert ("slack" in found) is open_after


def test_whoever_sat_at_a_closed_table_still_fetches_what_is_theirs_and_opens_it_again(home):
    at = ("--at", "2027-01-11T10:00")
    home("say", "--as", "priya@r.example", *at, "/table close Home from hospital")
    fetched = home("say", "--as", "sam@w.example", "--table", "home-from-hospital", *at, "/table my data")
    told = home("say", "--as", "sam@w.example", *at, "/commit one more")
    opened = home("say", "--as", "priya@r.example", *at, "/table open again")

    assert "This is what I hold on you at Home from hospital." in fetched.stdout
    assert "has been closed since 11 January 2027" in told.stdout
    assert "Home from hospital is open again, as it was." in opened.stdout
