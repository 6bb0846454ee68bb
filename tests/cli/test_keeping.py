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
