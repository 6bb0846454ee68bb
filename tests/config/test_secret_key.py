"""The secret key: made on first start, kept for its owner alone, the same for all who start at once."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

import pytest

from config.secret_key import KEY_FILE, secret_keys
from config.settings import SettingsError, read_settings


def never():
    raise AssertionError("no key was to be made")


def in_folder(folder):
    return read_settings({"CONVENOR_DATA": str(folder)})


def test_a_key_that_is_set_is_used_and_none_is_kept(tmp_path):
    settings = read_settings({"CONVENOR_DATA": str(tmp_path / "data"), "CONVENOR_SECRET_KEY": "new, old"})

    assert secret_keys(settings, new_token=never) == ("new", "old")
    assert not (tmp_path / "data").exists()


def test_unset_one_is_made_on_first_start_and_kept_for_its_owner_alone(tmp_path):
    folder = tmp_path / "not" / "there" / "yet"

    assert secret_keys(in_folder(folder), new_token=lambda: "made") == ("made",)
    assert secret_keys(in_folder(folder), new_token=never) == ("made",)
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert [file.name for file in folder.iterdir()] == [KEY_FILE]


def test_a_kept_key_may_be_changed_by_putting_a_newer_one_before_it(tmp_path):
    (tmp_path / KEY_FILE).write_text("newer,older\n")

    assert secret_keys(in_folder(tmp_path), new_token=never) == ("newer", "older")


def test_of_many_that_start_at_once_all_have_the_same_key(tmp_path):
    tokens, together = count(), Barrier(8)

    def start(_):
        def token():
            together.wait()
            return f"key {next(tokens)}"

        return secret_keys(in_folder(tmp_path), new_token=token)

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(start, range(8)))

    assert len(found) == 1
    assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]


def test_nothing_half_written_stays_when_the_disk_is_full(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)

    with pytest.raises(SettingsError, match="set it to one that can be written, or set CONVENOR_SECRET_KEY"):
        secret_keys(in_folder(tmp_path), new_token=lambda: "made")
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_data_folder_should_be_is_said_in_one_line(tmp_path):
    (tmp_path / "data").write_text("")

    with pytest.raises(SettingsError, match=r"^CONVENOR_DATA is a folder in which no secret key can be kept") as caught:
        secret_keys(in_folder(tmp_path / "data"), new_token=lambda: "made")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("contents", ["", " \n", ", ,"])
def test_an_empty_key_file_is_no_key(contents, tmp_path):
    (tmp_path / KEY_FILE).write_text(contents)

    with pytest.raises(SettingsError, match="holds no key: take it away, and one is made"):
        secret_keys(in_folder(tmp_path), new_token=never)


def test_a_setting_of_nothing_but_commas_is_no_key():
    with pytest.raises(SettingsError, match=r"^CONVENOR_SECRET_KEY holds no key"):
        secret_keys(read_settings({"CONVENOR_SECRET_KEY": " , "}), new_token=never)
