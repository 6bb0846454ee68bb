"""A setting of the program: an address that pages point at for help."""

from tools.additions import Addition, Copy

FIELD = """\
    help_url: HttpUrl | None = Field(
        default=None, description="Where pages point for help.", examples=["https://help.example.org"]
    )
"""
HEADING = """\
### `CONVENOR_HELP_URL`

Where pages point for help.

"""
ASK = """\
from config.settings import SettingsError, read_settings
assert str(read_settings({"CONVENOR_HELP_URL": "https://a.example/"}).convenor.help_url) == "https://a.example/"
try:
    read_settings({"CONVENOR_HELP_URL": "nowhere"})
except SettingsError as error:
    assert "Set it like this: CONVENOR_HELP_URL=https://help.example.org" in str(error)
"""


def make(copy: Copy) -> None:
    copy.before("config/settings.py", "    operator: OperatorPlace | None", FIELD)
    copy.before("docs/settings.md", "### `CONVENOR_OPERATOR`", HEADING)
    copy.python("-m", "tools.env_example")


def prove(copy: Copy) -> None:
    copy.python("-c", ASK)
    copy.tests("tests/config", "tests/docs/test_settings_page.py")


ADDITION = Addition(name="a setting", most=3, make=make, prove=prove)
