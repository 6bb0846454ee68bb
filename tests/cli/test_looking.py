"""Quiet, digest, import: looking at a table from outside."""

import json

import pytest


@pytest.fixture
def sheet(tmp_path):
    file = tmp_path / "history.csv"
    file.write_text("partner,org,day\n" + "".join(f"{n % 5},{n % 5 % 3},{9600 + n}\n" for n in range(60)))
    return str(file)


def test_a_history_is_brought_in_once(convenor, sheet):
    first = json.loads(convenor("import", sheet, "--table", "frontend", "--new", "--json").stdout)
    again = json.loads(convenor("import", sheet, "--table", "frontend", "--json").stdout)

    assert first == {"rows": 60, "new": 60, "repeated": 0, "refused": []}
    assert again == {"rows": 60, "new": 0, "repeated": 60, "refused": []}


def test_a_table_that_is_not_here_needs_new(convenor, sheet):
    result = convenor("import", sheet, "--table", "frontend", "--json")

    assert result.exit_code == 1
    assert "frontend" in result.stderr


def test_the_report_in_words(convenor, sheet):
    assert (
        convenor("import", sheet, "--table", "frontend", "--new").stdout
        == "60 rows: 60 new, 0 here already, 0 refused.\n"
    )


def test_marks_nobody_explained_are_listed_and_nothing_comes_in(convenor, tmp_path):
    file = tmp_path / "sheet.csv"
    file.write_text("name,2026-01-05\nSam,X\n")
    refused = convenor("import", str(file), "--table", "t", "--new")
    explained = convenor("import", str(file), "--table", "t", "--new", "--code", "X=came", "--told", "2026-01-01")

    assert refused.exit_code == 1
    assert "X (line 2)" in refused.stderr
    assert explained.stdout.startswith("1 rows: 1 new")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"name,date\nZo\x81,2026-01-05\n", "The file isn't in UTF-8: see line 2."),
        (b"colour\nblue\n", "The file has no column called partner, person or name."),
        (b"", "The file is empty."),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(convenor, tmp_path, raw, said):
    file = tmp_path / "sheet.csv"
    file.write_bytes(raw)
    result = convenor("import", str(file), "--table", "t", "--new")

    assert result.exit_code == 1
    assert said in result.stderr


def test_a_file_that_is_not_there_is_said(convenor, tmp_path):
    result = convenor("import", str(tmp_path / "no.csv"), "--table", "t", "--new")

    assert result.exit_code == 1
    assert "can't be read: No such file or directory." in result.stderr


def test_quiet_in_words_and_as_json(convenor, sheet):
    convenor("import", sheet, "--table", "frontend", "--new")
    found = json.loads(convenor("quiet", "--table", "frontend", "--at", "2026-06-01", "--json").stdout)
    words = convenor("quiet", "--table", "frontend", "--at", "2026-06-01").stdout

    assert len(found["partners"]) == 5
    assert [row["name"] for row in found["organisations"]] == ["Organisation 1", "Organisation 2"]
    assert "unreachable   Partner 1: Last here" in words


def test_empty_chairs_stand_at_the_end(home):
    home("say", "--as", "Sam", "/table missing a GP")

    assert home("quiet", "--table", "home-from-hospital").stdout.splitlines()[-1].endswith("a GP")


def test_the_digest_of_an_imported_table_names_nobody(convenor, sheet):
    convenor("import", sheet, "--table", "frontend", "--new")
    said = convenor("digest", "--table", "frontend", "--at", "2026-06-09").stdout

    assert "organisations took part" in said
    assert "Partner" not in said
    assert "Organisation" not in said
    assert said.count("?") == 1
    assert len(said.split()) <= 250


def test_a_digest_with_nothing_to_say_and_one_that_cannot_be_drawn(home):
    empty = home("digest", "--table", "home-from-hospital", "--at", "2030-01-01")
    undrawn = home("digest", "--table", "home-from-hospital", "--format", "hologram")

    assert "Nothing to say" in empty.stdout
    assert empty.stdout.count("?") == 1
    assert undrawn.exit_code == 1
    assert "can't be drawn as hologram. What there is: text, html, slack, teams." in undrawn.stderr


def test_a_digest_is_drawn_for_a_page(convenor, sheet):
    convenor("import", sheet, "--table", "frontend", "--new")
    drawn = convenor("digest", "--table", "frontend", "--at", "2026-06-09", "--format", "html")

    assert drawn.exit_code == 0
    assert drawn.stdout.startswith('<div class="card"><p>The week at <strong><bdi>')


def test_a_wrong_setting_is_one_line(convenor, monkeypatch):
    monkeypatch.setenv("CONVENOR_PORT", "a lot")
    result = convenor("quiet", "--table", "x")

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "CONVENOR_PORT" in result.stderr


def test_a_database_that_cannot_be_used_is_one_line(convenor, monkeypatch, tmp_path):
    (tmp_path / "notes.db").write_text("no database at all, but something of mine that is longer")
    monkeypatch.setenv("CONVENOR_DATABASE_URL", f"sqlite:///{tmp_path}/notes.db")
    for words in (("quiet", "--table", "x"), ("db", "upgrade")):
        result = convenor(*words)
        assert result.exit_code == 1
        assert "can't be used" in result.stderr
        assert result.stderr.count("\n") == 1


def test_a_database_that_cannot_be_written_says_so_and_gives_the_words_back(home, monkeypatch, tmp_path):
    (tmp_path / "folder.db").mkdir()
    monkeypatch.setenv("CONVENOR_DATABASE_URL", f"sqlite:///{tmp_path}/folder.db")
    result = home("say", "--as", "Sam", "--json", "/commit send the data by Friday")
    found = json.loads(result.stdout)

    assert result.exit_code == 1
    assert "See that its folder can be written to, and that the disk has room." in result.stderr
    assert "You wrote: “/commit send the data by Friday”" in result.stderr
    assert "send the data by Friday" in found["text"]
    assert (found["kept"], list(found["wrong"])) == ([], ["words"])


@pytest.mark.parametrize(
    "words", [("quiet", "--table", "x"), ("tick", "--at", "2027-01-11"), ("link", "Sam"), ("import", "no.csv")]
)
def test_what_is_refused_stands_on_standard_output_too_where_json_was_asked_for(convenor, monkeypatch, tmp_path, words):
    (tmp_path / "no.csv").write_text("name,date\nSam,2026-11-02\n")
    monkeypatch.setenv("CONVENOR_PORT", "a lot")
    result = convenor(*words, *(("--table", "x") if words[0] == "import" else ()), "--json")

    assert result.exit_code == 1
    assert "CONVENOR_PORT is wrong" in json.loads(result.stdout)["text"]


def test_the_database_is_upgraded_when_asked(convenor, monkeypatch):
    assert "Upgraded from empty" in convenor("db", "upgrade").stdout
    assert "up to date" in convenor("db", "upgrade").stdout
    monkeypatch.setenv("CONVENOR_DATABASE_URL", "mysql://x")
    assert convenor("db", "upgrade").exit_code == 1


def test_what_is_odd_about_a_file_is_said_beside_its_json(home, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes("name,date\nZoë Hall,2026-11-02\n".encode("cp1252"))
    result = home("import", str(sheet), "--table", "home-from-hospital", "--json")

    assert json.loads(result.stdout) == {"rows": 1, "new": 1, "repeated": 0, "refused": []}
    assert "It was in Windows-1252, not UTF-8" in result.stderr


def test_a_history_for_a_table_that_is_not_here_is_refused_with_what_to_do(home, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("name,date\nSam,2026-11-02\n")
    result = home("import", str(sheet), "--table", "nowhere")

    assert (result.exit_code, result.stderr) == (1, "There is no table called nowhere. To begin it, add --new.\n")
