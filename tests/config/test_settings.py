"""Settings: where they come from, and the one line that says what is wrong with one."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from config.settings import KINDS, SettingsError, is_secret, read_settings, variable

SECRETS = [variable(kind, name) for kind in KINDS for name in kind.model_fields if is_secret(kind, name)]


# Secrets that are addresses with a password in them.
ADDRESSES = {
    "CONVENOR_DATABASE_URL": "postgresql+psycopg://u:{}@h/n",
    "CONVENOR_SMTP_URL": "smtp://u:{}@h:587",
    "CONVENOR_DEADMAN_URL": "https://watch.example.org/{}",
}


def told(environ):
    """What an operator reads when something is wrong: always one line."""
    with pytest.raises(SettingsError) as caught:
        read_settings(environ)
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_nothing_has_to_be_set():
    settings = read_settings({})

    assert settings.database_url == "sqlite:///data/convenor.db"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.slack.bot_token is None
    assert str(settings.slack.api_url) == "https://slack.com/api/"
    assert settings.teams.client_id is None


def test_each_family_reads_its_own_prefix():
    settings = read_settings({"SLACK_CLIENT_ID": "of slack", "TEAMS_CLIENT_ID": "of teams", "CLIENT_ID": "nobody's"})

    assert (settings.slack.client_id, settings.teams.client_id) == ("of slack", "of teams")


def test_the_environment_is_read_where_nothing_is_given(monkeypatch):
    monkeypatch.setenv("CONVENOR_PORT", "9000")

    assert read_settings().convenor.port == 9000


def test_dotenv_is_read_from_the_working_folder_and_the_environment_goes_before_it(tmp_path):
    (tmp_path / ".env").write_text("CONVENOR_PORT=9000\nCONVENOR_HOST=localhost\n# CONVENOR_DATA=elsewhere\n")

    settings = read_settings({"CONVENOR_PORT": "9001"})

    assert (settings.convenor.port, settings.convenor.host) == (9001, "localhost")
    assert settings.convenor.data == Path("data")


def test_a_dollar_sign_in_dotenv_stays_one(tmp_path):
    (tmp_path / ".env").write_text("SLACK_SIGNING_SECRET=a${HOME}b\nSLACK_BOT_TOKEN\n")

    slack = read_settings({}).slack

    assert slack.signing_secret
    assert slack.signing_secret.get_secret_value() == "a${HOME}b"
    assert slack.bot_token is None


def test_a_dotenv_that_is_no_text_is_named(tmp_path):
    (tmp_path / ".env").write_bytes(b"CONVENOR_HOST=caf\xe9\n")

    assert told({}) == ".env can't be read (UnicodeDecodeError): save it as plain UTF-8 text."


def test_settings_cannot_be_changed_after_they_are_read():
    with pytest.raises(ValidationError, match="frozen"):
        read_settings({}).convenor.port = 1


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_never_shown(name):
    value = ADDRESSES.get(name, "{}").format("hush-hush")

    assert "hush-hush" not in repr(read_settings({name: value}))


@pytest.mark.parametrize("name", SECRETS)
def test_each_secret_may_stand_in_a_file(name, tmp_path):
    value = ADDRESSES.get(name, "{}").format("hush")
    file = tmp_path / "secret"
    file.write_text(f"{value}\n")

    settings = read_settings({f"{name}_FILE": str(file)})

    family = getattr(settings, name.split("_")[0].lower())
    assert getattr(family, name.split("_", 1)[1].lower()).get_secret_value() == value


def test_what_is_no_secret_is_not_looked_for_in_a_file(tmp_path):
    (tmp_path / "port").write_text("9000")

    assert read_settings({"CONVENOR_PORT_FILE": str(tmp_path / "port")}).convenor.port == 8000


def test_a_secret_and_its_file_together_are_refused(tmp_path):
    said = told({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_BOT_TOKEN_FILE": str(tmp_path / "token")})

    assert said == "SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set: keep one of them."


@pytest.mark.parametrize("contents", [None, b"\xff\xfe"])
def test_a_secret_file_that_cannot_be_read_is_named(contents, tmp_path):
    file = tmp_path / "token"
    if contents:
        file.write_bytes(contents)

    assert told({"SLACK_BOT_TOKEN_FILE": str(file)}).startswith("SLACK_BOT_TOKEN_FILE names a file that can't be read")


def test_empty_is_as_good_as_unset():
    assert read_settings({"CONVENOR_PORT": "", "CONVENOR_HOST": ""}).public_url == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONVENOR_PORT", "eight thousand"),
        ("CONVENOR_PORT", "-1"),
        ("CONVENOR_PORT", "65536"),
        ("CONVENOR_PUBLIC_URL", "convenor.example.org"),
        ("CONVENOR_PUBLIC_URL", "ftp://convenor.example.org"),
        ("CONVENOR_DEADMAN_URL", "yes"),
        ("CONVENOR_DATABASE_URL", "mysql://root:hush-hush@localhost/convenor"),
        ("CONVENOR_DATABASE_URL", "convenor-hush-hush.db"),
        ("CONVENOR_DATABASE_URL", "sqlite://"),
        ("CONVENOR_DATABASE_URL", "sqlite:///"),
        ("CONVENOR_DATABASE_URL", "postgresql://"),
        ("CONVENOR_SMTP_URL", "mail.example.org"),
        ("CONVENOR_SMTP_URL", "http://mail.example.org"),
        ("CONVENOR_SMTP_URL", "smtp://"),
        ("CONVENOR_SMTP_URL", "smtp://mail.example.org:0"),
        ("CONVENOR_SMTP_URL", "smtp://user:hush/hush@mail.example.org"),
        ("CONVENOR_SMTP_URL", "smtp://user:1#hush@mail.example.org"),
        ("CONVENOR_SMTP_URL", "smtp://user:1?hush@mail.example.org"),
        ("CONVENOR_MAIL_FROM", "Convenor <convenor@example.org>"),
        ("CONVENOR_MAIL_FROM", "convenor"),
        ("CONVENOR_MAIL_FROM", "a@b.example,c@d.example"),
        ("SLACK_API_URL", "slack"),
        ("TEAMS_OPENID_METADATA_URL", "//"),
    ],
)
def test_a_wrong_value_gives_one_line_that_names_it_and_says_how_to_set_it(name, value):
    said = told({name: value})

    assert said.startswith(f"{name} is wrong: ")
    assert f"Set it like this: {name}=" in said
    assert "hush" not in said


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("sqlite:///here.db", "sqlite:///here.db"),
        ("sqlite:////var/lib/convenor/here.db", "sqlite:////var/lib/convenor/here.db"),
        ("postgresql://u:w@h:5432/n?sslmode=require", "postgresql+psycopg://u:w@h:5432/n?sslmode=require"),
        ("postgres://h/n", "postgresql+psycopg://h/n"),
        ("postgresql+psycopg://h/n", "postgresql+psycopg://h/n"),
    ],
)
def test_a_database_is_sqlite_or_postgresql(written, kept):
    assert read_settings({"CONVENOR_DATABASE_URL": written}).database_url == kept


def test_the_database_stands_in_the_data_folder(tmp_path):
    assert read_settings({"CONVENOR_DATA": str(tmp_path)}).database_url == f"sqlite:///{tmp_path}/convenor.db"


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({"CONVENOR_PUBLIC_URL": "https://convenor.example.org/"}, "https://convenor.example.org"),
        ({"CONVENOR_PUBLIC_URL": "https://example.org/convenor/"}, "https://example.org/convenor"),
        ({"CONVENOR_HOST": "0.0.0.0"}, "http://localhost:8000"),
        ({"CONVENOR_HOST": "::"}, "http://localhost:8000"),
        ({"CONVENOR_HOST": "::1", "CONVENOR_PORT": "80"}, "http://[::1]:80"),
        ({"CONVENOR_HOST": "convenor.local"}, "http://convenor.local:8000"),
    ],
)
def test_links_begin_with_an_address_that_can_be_followed(environ, address):
    assert read_settings(environ).public_url == address
