"""The command line: everything a partnership needs can be done from here, and the terminal is a door like any other."""

import click

from bot import __version__
from bot.cli import clockwork, demonstration, doctor, door, gathering, keeping, looking, slack, teams


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="convenor")
def main() -> None:
    """Convenor keeps a cross-organisation partnership at its table.

    \b
    Begin:      convenor table start "Home from hospital" --coordinator "Priya <p@x.example>" --organisation Riverside
    Invite:     convenor table join home-from-hospital --partner "Sam <sam@y.example>" --organisation "Ward 9 Trust"
    Say:        convenor say --as priya@x.example "/commit send the discharge data by Friday"
    Who's gone quiet:   convenor quiet --table home-from-hospital
    Keep it running:    convenor run
    See it first:       convenor demo
    """  # noqa: D301 - Click's mark for lines that stay as they are


for part in (gathering, door, clockwork, looking, demonstration, slack, teams, keeping, doctor):
    part.add_to(main)
