"""Writes .env.example from the settings themselves, so that neither can say what the other does not."""

from pathlib import Path

from pydantic_settings import BaseSettings

from config.settings import KINDS, is_secret, variable

FILE = Path(__file__).resolve().parents[1] / ".env.example"

HEAD = """\
# Copy this to .env and take the # from what you set. docs/settings.md says more about each.
# A secret may stand in a file instead: put _FILE behind its name and the file's path behind the =.
# Written by `python -m tools.env_example`.
"""


def text() -> str:
    """Every setting with what it is for and an example, commented out."""
    return HEAD + "".join(f"\n# {kind.__doc__}\n{_of(kind)}" for kind in KINDS)


def _of(kind: type[BaseSettings]) -> str:
    lines = []
    for name, about in kind.model_fields.items():
        secret = " A secret." if is_secret(kind, name) else ""
        lines.append(f"\n# {about.description}{secret}\n# {variable(kind, name)}={(about.examples or [''])[0]}\n")
    return "".join(lines)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
