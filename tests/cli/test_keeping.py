"""`convenor backup` and `convenor restore`, as an operator types them."""

import pytest


def test_a_table_is_backed_up_and_restored_elsewhere(home, tmp_path, monkeypatch):
    said = home("backup", str(tmp_path / "home.backup"))
    monkeypatch.setenv("CONVENOR_DATA", str(tmp_path / "elsewhere"))

    restored = home("restore", str(tmp_path / "home.backup"))

    assert (said.exit_code, restored.exit_code) == (0, 0)
    assert "It holds personal data" in said.stdout
    assert "not sent again" in restored.stdout
    assert "Sam Okoye" in home("quiet", "--table", "home-from-hospital").stdout


def test_a_restore_over_somebody_is_refused_in_a_sentence(home, tmp_path):
    home("backup", str(tmp_path / "x"))

    refused = home("restore", str(tmp_path / "x"))

    assert refused.exit_code == 1
    assert "This database is not empty." in refused.stderr


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_file_that_cannot_be_is_said(home, tmp_path, command):
    refused = home(command, str(tmp_path / "nowhere" / "x"))

    assert refused.exit_code == 1
    assert "No such file" in refused.stderr


def test_a_database_that_cannot_be_used_is_said(home, tmp_path, monkeypatch):
    home("backup", str(tmp_path / "x"))
    monkeypatch.setenv("CONVENOR_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")

    refused = home("restore", str(tmp_path / "x"))

    assert refused.exit_code == 1
    assert "can't be used" in refused.stderr


def test_each_organisation_takes_its_own_with_it_and_nothing_that_others_kept_private(home, tmp_path):
    home("say", "--as", "Sam", "/commit send the discharge data by Friday")
    home("say", "--as", "Sam", "/reflect nobody owns the list")
    home("say", "--as", "Sam", "/table view we ring eleven numbers")

    done = home("export", "--table", "home-from-hospital", str(tmp_path / "out"))

    assert done.exit_code == 0, done.output
    assert "Each is for that organisation alone." in done.stdout
    written = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "out").iterdir()}
    assert {name.rpartition(".")[2] for name in written} == {"json", "csv", "txt"}
    theirs = [words for name, words in written.items() if name.startswith("ward-9-trust") and name.endswith(".txt")]
    assert len(theirs) == 1
    assert "Sam Okoye: send the discharge data" in theirs[0]
    assert all("we ring eleven numbers" in words for name, words in written.items() if name.endswith(".json"))
    assert not any("nobody owns the list" in words for words in written.values())


def test_a_table_or_a_folder_that_cannot_be_is_said(home, tmp_path):
    (tmp_path / "file").write_text("")
    nowhere = home("export", "--table", "nowhere", str(tmp_path / "out"))
    refused = home("export", "--table", "home-from-hospital", str(tmp_path / "file" / "out"))

    assert nowhere.exit_code == 2
    assert refused.exit_code == 1
    assert "can't be written" in refused.stderr


def test_an_operator_erases_somebody_and_is_asked_first(home):
    asked = home("erase", "Sam")
    assert asked.exit_code == 1
    assert "Sam Okoye" in home("quiet", "--table", "home-from-hospital").stdout

    done = home("erase", "Sam", "--yes")

    assert "Erased: Sam Okoye" in done.stdout
    assert "Sam Okoye" not in home("quiet", "--table", "home-from-hospital").stdout
