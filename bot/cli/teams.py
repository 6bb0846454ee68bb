"""What an administrator of Microsoft Teams uploads."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from bot.cli.answering import the_settings

if TYPE_CHECKING:
    from config.settings import Settings

Manifest = dict[str, Any]

ICONS = ("color.png", "outline.png")
GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"

# What consents to hearing that somebody wrote, wherever that is; of what, nothing is kept.
TALK = ("ChannelMessage.Read.Group", "ChatMessage.Read.Chat")

# A zip keeps when its files were written; the same app is the same file to the last byte.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


def add_to(main: click.Group) -> None:
    main.add_command(teams)


@click.group()
def teams() -> None:
    """Set up Microsoft Teams."""


@teams.command()
@click.option("--client-id", metavar="ID", help="The bot's application id, if not TEAMS_CLIENT_ID.")
@click.option("--count-talk", is_flag=True, help="Ask for the consent to count the days people talk in channels.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("convenor-teams.zip"),
    show_default=True,
    help="The file to write.",
)
def package(*, client_id: str | None, count_talk: bool, out: Path) -> None:
    """Write the app's package, which is uploaded to Teams as it is."""
    settings = the_settings()
    found = filled(_app_id(client_id or settings.teams.client_id or ""), _public(settings))
    if count_talk:
        found["authorization"]["permissions"]["resourceSpecific"] += [_consent(name) for name in TALK]
    if faults := refused(found):
        raise click.ClickException(f"The package would be refused: {faults[0]}")
    try:
        out.write_bytes(packed(found))
    except OSError as error:
        raise click.ClickException(f"{out} can't be written: {error.strerror}.") from error
    click.echo(f"{out}: upload it in the Teams admin centre, under Teams apps, Manage apps.")


def _app_id(given: str) -> str:
    if not given:
        raise click.ClickException("TEAMS_CLIENT_ID is not set: it is the application id that Azure shows for the bot.")
    if not re.fullmatch(GUID, given):
        raise click.ClickException(
            "TEAMS_CLIENT_ID is no application id: 32 digits and letters from a to f, in five groups."
        )
    return given.lower()


def _public(settings: "Settings") -> str:
    """What people and Teams reach the program at. Raises click.ClickException where that is nowhere."""
    url = settings.public_url
    host = urlsplit(url).hostname or ""
    if not url.startswith("https://") or "." not in host:
        raise click.ClickException(
            "CONVENOR_PUBLIC_URL must be the https address that Teams reaches: https://convenor.example.org"
        )
    return url


def _consent(name: str) -> dict[str, str]:
    return {"name": name, "type": "Application"}


def filled(app_id: str, url: str) -> Manifest:
    """The manifest of a bot with this id, whose pages begin with this address."""
    from bot import __version__

    found: Manifest = json.loads(_file("manifest.json"))
    found |= {"id": app_id, "version": __version__, "validDomains": [urlsplit(url).hostname]}
    found["developer"] |= dict.fromkeys(("websiteUrl", "privacyUrl", "termsOfUseUrl"), url)
    found["webApplicationInfo"]["id"] = app_id
    for one in (*found["bots"], *found["composeExtensions"]):
        one["botId"] = app_id
    return found


def refused(manifest: Manifest) -> list[str]:
    """Why Microsoft's own schema of a manifest refuses this one; nothing is asked of the network."""
    try:
        from jsonschema import Draft4Validator
    except ImportError:
        raise click.ClickException("What checks the package is not installed: pip install 'convenor[teams]'") from None
    found = sorted(
        Draft4Validator(json.loads(_file("schema.json"))).iter_errors(manifest), key=lambda one: one.json_path
    )
    return [f"{one.json_path} {one.message}" for one in found]


def packed(manifest: Manifest) -> bytes:
    """The zip: the manifest and its two icons, the same bytes each time."""
    written = io.BytesIO()
    files = {"manifest.json": json.dumps(manifest, indent=2).encode() + b"\n", **{one: _file(one) for one in ICONS}}
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            about = zipfile.ZipInfo(name, LONG_AGO)
            about.external_attr = READABLE
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, content)
    return written.getvalue()


def _file(name: str) -> bytes:
    from importlib.resources import files

    return files("config").joinpath("teams", name).read_bytes()
