"""Beginning tables, giving seats, links."""

import json
import re

import pytest

LINK = re.compile(r"http://127\.0\.0\.1:8000/in/[\w-]{43}")


def test_a_table_is_begun_and_its_coordinator_gets_a_link(convenor):
    result = convenor(
        *(
            "table",
            "start",
            "Home from hospital",
            "--coordinator",
            "Priya Shah <p@r.example>",
            "--organisation",
            "Riverside",
        ),
        *("--meets", "14", "--zone", "Europe/Dublin", "--country", "IE"),
    )

    assert result.exit_code == 0
    assert "--table home-from-hospital" in result.stdout
    assert LINK.search(result.stdout)
    settings = convenor("say", "--as", "p@r.example", "/table settings").stdout
    assert "meets: every 14 days" in settings
    assert "zone: Europe/Dublin" in settings


def test_the_same_name_twice_is_refused(home):
    again = home("table", "start", "Home from hospital", "--coordinator", "P <p@r.example>", "--organisation", "R")

    assert again.exit_code == 1
    assert again.stderr.strip() == "There is a table called home-from-hospital already. Give this one another name."


def test_a_table_without_a_name_is_refused(convenor):
    result = convenor("table", "start", " ", "--coordinator", "P <p@r.example>", "--organisation", "R")

    assert result.exit_code == 1
    assert result.stderr.startswith("There was nothing to keep")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--zone", "Middle/Earth"), "there is no time zone 'Middle/Earth'"),
        (("--country", "Narnia"), "no bank holidays are known for 'Narnia'"),
        (("--meets", "0"), "0 is not in the range"),
    ],
)
def test_a_wrong_choice_is_named(convenor, words, said):
    result = convenor("table", "start", "X", "--coordinator", "P <p@r.example>", "--organisation", "R", *words)

    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize(
    ("table", "coordinator", "organisation"),
    [
        ("T" * 5000, "P <p@r.example>", "R"),
        ("T", f"{'P' * 5000} <p@r.example>", "R"),
        ("T", "P <p@r.example>", "R" * 5000),
    ],
)
def test_a_name_longer_than_a_line_is_refused_and_nothing_is_begun(convenor, table, coordinator, organisation):
    result = convenor("table", "start", table, "--coordinator", coordinator, "--organisation", organisation)

    assert (result.exit_code, result.stderr) == (1, "That's longer than the 200 characters I can keep.\n")
    assert "Tables: none yet" in convenor("quiet", "--table", "t").stderr


def test_a_seat_for_a_name_longer_than_a_line_is_refused(home):
    result = home("table", "join", "home-from-hospital", "--partner", "S" * 5000, "--organisation", "W")

    assert (result.exit_code, result.stderr) == (1, "That's longer than the 200 characters I can keep.\n")


def test_names_are_kept_on_one_line_without_what_steers_a_terminal(convenor):
    begun = convenor("table", "start", "Tŷ\x1b[2J\nBach", "--coordinator", "P <p@r.example>", "--organisation", "R")

    assert begun.stdout.startswith("Tŷ[2J Bach is begun. Nobody has been messaged. --table ty-2j-bach\n")


@pytest.mark.parametrize("slug", ["Bad Slug", "../x", "-", "T", ""])
def test_a_slug_that_no_address_takes_is_refused(convenor, slug):
    result = convenor("table", "start", "T", "--slug", slug, "--coordinator", "P <p@r.example>", "--organisation", "R")

    assert result.exit_code == 2
    assert "small letters, figures and hyphens" in result.stderr


@pytest.mark.parametrize("who", ["Sam <sam>", "sam@", "Sam <>", "", " "])
def test_somebody_who_cannot_be_read_is_refused_with_an_example(home, who):
    result = home("table", "join", "home-from-hospital", "--partner", who, "--organisation", "W")

    assert result.exit_code == 2
    assert "Sam Okoye <sam@ward9.example>" in result.stderr


def test_a_bare_name_and_an_own_seat_will_do(home):
    result = home("table", "join", "Home from hospital", "--partner", "Ann Bell", "--organisation", "")

    assert result.exit_code == 0
    assert "Ann Bell has a seat at Home from hospital, in their own right." in result.stdout


def test_agreeing_has_a_day(home):
    home(
        "table",
        "join",
        "home-from-hospital",
        "--partner",
        "Lee <l@n.example>",
        "--organisation",
        "N",
        "--agreed",
        "2026-03-02",
    )
    wrong = home(
        "table", "join", "home-from-hospital", "--partner", "X <x@n.example>", "--organisation", "N", "--agreed", "May"
    )

    assert "yes (agreed, 2 March" in home("say", "--as", "l@n.example", "/table my data").stdout
    assert wrong.exit_code == 2
    assert "write the day as 2026-12-04" in wrong.stderr


def test_joining_twice_is_one_seat(home):
    again = home("table", "join", "home-from-hospital", "--partner", "Sam Okoye <sam@w.example>", "--organisation", "W")

    assert "had a seat already" in again.stdout


def test_an_unknown_table_lists_those_there_are(home):
    result = home("table", "join", "nowhere", "--partner", "Ann <a@b.example>", "--organisation", "W")

    assert result.exit_code == 2
    assert "There is no table called nowhere. Tables: home-from-hospital." in result.stderr


def test_a_link_is_made_for_one_person(home):
    plain = home("link", "Sam Okoye")
    as_json = json.loads(home("link", "sam@w.example", "--table", "home-from-hospital", "--json").stdout)

    assert LINK.fullmatch(plain.stdout.strip())
    assert LINK.fullmatch(as_json["url"])
    assert as_json["url"] != plain.stdout.strip()


def test_two_of_one_name_are_told_apart_by_their_addresses(home):
    home("table", "join", "home-from-hospital", "--partner", "Sam Okoye <s2@n.example>", "--organisation", "Northside")
    result = home("link", "Sam Okoye")

    assert result.exit_code == 2
    assert "Sam Okoye <sam@w.example>, Ward 9 Trust, home-from-hospital" in result.stderr
    assert "Sam Okoye <s2@n.example>, Northside, home-from-hospital" in result.stderr


def test_two_tables_of_one_name_are_told_apart_by_their_slugs(home):
    home(
        *(
            "table",
            "start",
            "Home from hospital",
            "--slug",
            "two",
            "--coordinator",
            "P <p@r.example>",
            "--organisation",
            "R",
        )
    )
    result = home("quiet", "--table", "Home from hospital")

    assert result.exit_code == 2
    assert "two  Home from hospital" in result.stderr


def test_the_public_address_stands_in_links(home, monkeypatch):
    monkeypatch.setenv("CONVENOR_PUBLIC_URL", "https://convenor.example/")

    assert home("link", "Sam").stdout.startswith("https://convenor.example/in/")
