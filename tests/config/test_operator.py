"""Where alarms go: a place that can be reached, or one line that says what is missing."""

import pytest

from config.operator import OperatorDoor, operator_of
from config.settings import SettingsError, read_settings

SMTP = {"CONVENOR_SMTP_URL": "smtp://127.0.0.1:1025"}
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}


@pytest.mark.parametrize(
    ("environ", "door"),
    [
        ({}, None),
        ({"CONVENOR_OPERATOR": "op@example.org", **SMTP}, OperatorDoor(email="op@example.org")),
        ({"CONVENOR_OPERATOR": "C0123456789", **SLACK}, OperatorDoor(channel="C0123456789")),
        ({"CONVENOR_OPERATOR": "G0123456789", **SLACK, **SMTP}, OperatorDoor(channel="G0123456789")),
    ],
)
def test_alarms_go_to_an_address_or_a_channel(environ, door):
    assert operator_of(read_settings(environ)) == door


@pytest.mark.parametrize("written", ["Op <op@example.org>", "#alarms", "c0123456789", "op@", "D0123456789", "C01 23"])
def test_what_is_neither_is_refused_at_the_start(written):
    with pytest.raises(SettingsError, match="CONVENOR_OPERATOR is wrong: it is one e-mail address, or the id of"):
        read_settings({"CONVENOR_OPERATOR": written})


@pytest.mark.parametrize(
    ("environ", "missing"),
    [
        ({"CONVENOR_OPERATOR": "op@example.org", **SLACK}, "CONVENOR_SMTP_URL"),
        ({"CONVENOR_OPERATOR": "C0123456789", **SMTP}, "SLACK_BOT_TOKEN"),
    ],
)
def test_a_place_that_nothing_leads_to_is_refused_with_what_is_missing(environ, missing):
    with pytest.raises(SettingsError, match=missing):
        operator_of(read_settings(environ))


@pytest.mark.parametrize("written", ["watch.example.org", "ftp://watch.example.org/secret-path", "https://"])
def test_a_dead_mans_address_that_is_none_is_refused_without_being_said(written):
    with pytest.raises(SettingsError) as refused:
        read_settings({"CONVENOR_DEADMAN_URL": written})

    assert "CONVENOR_DEADMAN_URL is wrong: it begins with http:// or https://" in str(refused.value)
    assert "secret-path" not in str(refused.value)


def test_a_dead_mans_address_may_stand_in_a_file_and_is_not_shown(tmp_path):
    (tmp_path / "url").write_text("https://watch.example.org/secret-path\n")

    settings = read_settings({"CONVENOR_DEADMAN_URL_FILE": str(tmp_path / "url")})

    assert settings.convenor.deadman_url is not None
    assert settings.convenor.deadman_url.get_secret_value() == "https://watch.example.org/secret-path"
    assert "secret-path" not in repr(settings)
