"""Settings, read once: from the environment, from `.env`, and secrets also from a file that `..._FILE` names.

Each field's description and example are what an operator is told when it is wrong, and its lines in .env.example.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, TypeVar

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from config.mail import MailAddress, OperatorPlace, ServerUrl, sender_of


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one line that names it and says how to set it."""


def _a_page(url: SecretStr) -> SecretStr:
    """Whoever knows a dead man's address can call it, so it is a secret; what is wrong is said without it."""
    try:
        HttpUrl(url.get_secret_value())
    except ValidationError:
        raise ValueError("it begins with http:// or https:// and says which page") from None
    return url


SecretUrl = Annotated[SecretStr, AfterValidator(_a_page)]


class _FromGiven(BaseSettings):
    """Settings that are handed their values: `read_settings` gathers them, so that a file may stand for a secret."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the hook's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the hook's signature
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the hook's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the hook's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


class ConvenorSettings(_FromGiven):
    """The program itself: where it listens, where it keeps things."""

    model_config = SettingsConfigDict(env_prefix="CONVENOR_", frozen=True, extra="ignore")

    database_url: SecretStr | None = Field(
        default=None,
        description="Where everything is kept: SQLite, or PostgreSQL. Unset: a SQLite file in CONVENOR_DATA.",
        examples=["postgresql://convenor:word@localhost/convenor"],
    )
    data: Path = Field(
        default=Path("data"), description="The folder for the database file and the secret key.", examples=["./data"]
    )
    host: str = Field(
        default="127.0.0.1", min_length=1, description="The address to listen on.", examples=["127.0.0.1"]
    )
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on.", examples=["8000"])
    public_url: HttpUrl | None = Field(
        default=None, description="What links begin with.", examples=["https://convenor.example.org"]
    )
    secret_key: SecretStr | None = Field(
        default=None,
        description="Signs and seals; two values, newest first, while it is being changed. Unset: made and kept.",
        examples=["a-long-random-word"],
    )
    smtp_url: ServerUrl | None = Field(
        default=None,
        description="The mail server; with it people are written to by e-mail.",
        examples=["smtp://user:word@mail.example.org:587"],
    )
    mail_from: MailAddress | None = Field(
        default=None, description="The address that mail comes from.", examples=["convenor@example.org"]
    )
    inbound_token: SecretStr | None = Field(
        default=None, description="What a mail gateway must show with a reply.", examples=["another-long-random-word"]
    )
    deadman_url: SecretUrl | None = Field(
        default=None,
        description="An address to call every five minutes while all is well.",
        examples=["https://watch.example.org/convenor"],
    )
    operator: OperatorPlace | None = Field(
        default=None,
        description="Where alarms go: an e-mail address, or the id of a Slack channel.",
        examples=["operator@example.org"],
    )

    @field_validator("database_url")
    @classmethod
    def _is_sqlite_or_postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        """Kept as it was written, except that PostgreSQL is always spoken to by psycopg 3."""
        if value is None:
            return None
        written = value.get_secret_value()
        scheme, _, rest = written.partition("://")
        if scheme == "sqlite" and len(rest) > 1 and rest.startswith("/"):
            return value
        if scheme in ("postgresql", "postgres", "postgresql+psycopg") and rest:
            return SecretStr(f"postgresql+psycopg://{rest}")
        raise ValueError("it begins with sqlite:/// or postgresql:// and says which")


class SlackSettings(_FromGiven):
    """What Slack gave for the app."""

    model_config = SettingsConfigDict(env_prefix="SLACK_", frozen=True, extra="ignore")

    bot_token: SecretStr | None = Field(default=None, description="The bot's token.", examples=["xoxb-..."])
    app_token: SecretStr | None = Field(
        default=None, description="The app's token, for Socket Mode.", examples=["xapp-..."]
    )
    signing_secret: SecretStr | None = Field(
        default=None, description="Proves that a delivery is Slack's.", examples=["8f742231b10e8888abcd99yyyzzz85a5"]
    )
    client_id: str | None = Field(
        default=None, description="The app's id, for installing in many workspaces.", examples=["1234567890.1234567890"]
    )
    client_secret: SecretStr | None = Field(
        default=None, description="The app's secret, for the same.", examples=["what-slack-shows-once"]
    )
    api_url: HttpUrl = Field(
        default=HttpUrl("https://slack.com/api/"),
        description="Where Slack's API is.",
        examples=["https://slack.com/api/"],
    )


class TeamsSettings(_FromGiven):
    """What Microsoft gave for the bot."""

    model_config = SettingsConfigDict(env_prefix="TEAMS_", frozen=True, extra="ignore")

    client_id: str | None = Field(
        default=None, description="The bot's application id.", examples=["00000000-0000-0000-0000-000000000000"]
    )
    client_secret: SecretStr | None = Field(
        default=None, description="The bot's secret.", examples=["what-azure-shows-once"]
    )
    tenant_id: str | None = Field(
        default=None,
        description="The tenant the bot is registered in.",
        examples=["00000000-0000-0000-0000-000000000000"],
    )
    openid_metadata_url: HttpUrl | None = Field(
        default=None,
        description="Where the keys that sign deliveries are found; for sovereign clouds and tests.",
        examples=["https://login.botframework.com/v1/.well-known/openidconfiguration"],
    )


KINDS = (ConvenorSettings, SlackSettings, TeamsSettings)


@dataclass(frozen=True, slots=True)
class Settings:
    """All of them, as the program is put together with."""

    convenor: ConvenorSettings
    slack: SlackSettings
    teams: TeamsSettings

    @property
    def database_url(self) -> str:
        """The database's address: what was set, or a file in the data folder."""
        if self.convenor.database_url:
            return self.convenor.database_url.get_secret_value()
        return f"sqlite:///{self.convenor.data / 'convenor.db'}"

    @property
    def public_url(self) -> str:
        """What links begin with, without a slash at its end. Nobody can follow a link to "every address"."""
        if self.convenor.public_url:
            return str(self.convenor.public_url).rstrip("/")
        host = self.convenor.host
        with suppress(ValueError):
            if ip_address(host).is_unspecified:
                host = "localhost"
            elif ":" in host:
                host = f"[{host}]"
        return f"http://{host}:{self.convenor.port}"

    @property
    def mail_from(self) -> str:
        """The address that mail comes from. Raises SettingsError where it is not set and nothing else says it."""
        url = self.convenor.smtp_url.get_secret_value() if self.convenor.smtp_url else ""
        found = self.convenor.mail_from or sender_of(url, public_url=self.public_url)
        if not found:
            raise SettingsError("Mail needs an address to come from: CONVENOR_MAIL_FROM=convenor@example.org")
        return found


T = TypeVar("T", bound=_FromGiven)


def read_settings(environ: Mapping[str, str] | None = None, *, dotenv: Path = Path(".env")) -> Settings:
    """Read everything once; what the environment says goes before `.env`.

    Raises SettingsError with one line for the first thing that is wrong.
    """
    given = _written(dotenv) | dict(os.environ if environ is None else environ)
    return Settings(_read(ConvenorSettings, given), _read(SlackSettings, given), _read(TeamsSettings, given))


def _written(dotenv: Path) -> dict[str, str]:
    """What stands in `.env`, letter for letter: a password may hold a dollar sign."""
    try:
        found = dotenv_values(dotenv, interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{dotenv} can't be read ({type(error).__name__}): save it as plain UTF-8 text.") from error
    return {name: value for name, value in found.items() if value is not None}


def _read(kind: type[T], given: Mapping[str, str]) -> T:
    values = {}
    for name in kind.model_fields:
        value = _value(variable(kind, name), given, secret=is_secret(kind, name))
        if value:
            values[name] = value
    try:
        return kind(**values)
    except ValidationError as error:
        raise _said(kind, error) from None


def variable(kind: type[BaseSettings], name: str) -> str:
    """The environment variable of a setting."""
    return f"{kind.model_config['env_prefix']}{name.upper()}"


def is_secret(kind: type[BaseSettings], name: str) -> bool:
    """Whether a setting is never shown, and may stand in a file."""
    return "SecretStr" in str(kind.model_fields[name].annotation)


def _value(name: str, given: Mapping[str, str], *, secret: bool) -> str | None:
    """What was set, or what stands in the file that was named instead; empty is as good as unset."""
    value, file = given.get(name), given.get(f"{name}_FILE") if secret else None
    if value and file:
        raise SettingsError(f"{name} and {name}_FILE are both set: keep one of them.")
    if not file:
        return value
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{name}_FILE names a file that can't be read ({type(error).__name__}): name one that can."
        ) from error


def _said(kind: type[BaseSettings], error: ValidationError) -> SettingsError:
    """The first fault in one line: which, what is wrong, how to set it. Never its value, which may be a secret."""
    fault = error.errors(include_input=False, include_url=False)[0]
    name = str(fault["loc"][0])
    about = kind.model_fields[name]
    wrong = fault["msg"].removeprefix("Value error, ").replace("Input ", "it ")
    example = (about.examples or [""])[0]
    called = variable(kind, name)
    return SettingsError(f"{called} is wrong: {wrong}. {about.description} Set it like this: {called}={example}")
