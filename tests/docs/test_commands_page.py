"""docs/commands.md has a heading for all that can be said and typed, and for nothing else."""

from collections.abc import Iterator

import click
import pytest

from bot.cli import main
from bot.services.commands import COMMANDS
from tests.docs.markdown import DOCS, parts

PAGE = parts(DOCS / "commands.md")
SAID = [command.usage for command in COMMANDS if command.usage]


def typed(group: click.Group, name: str = "convenor") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words it takes to reach it."""
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from typed(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


TYPED = dict(typed(main))
OPTIONS = [
    (name, option) for name, command in TYPED.items() for one in command.params for option in one.opts if "--" in option
]


@pytest.mark.parametrize("usage", SAID)
def test_each_command_that_can_be_said_has_a_heading(usage):
    assert PAGE[usage].strip()


@pytest.mark.parametrize("name", TYPED)
def test_each_command_that_can_be_typed_has_a_heading(name):
    assert PAGE[name].strip()


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_each_option_has_a_line_under_its_command(name, option):
    assert f"\n- `{option}`: " in PAGE[name]


def test_no_heading_is_of_a_command_that_is_gone():
    chapters = {"Commands", "In your own words", "What partners say", "What an operator types"}

    assert set(PAGE) - chapters == set(SAID) | set(TYPED)


@pytest.mark.parametrize("name", TYPED)
def test_each_typed_command_has_help(name):
    assert TYPED[name].help
    assert all(one.help for one in TYPED[name].params if isinstance(one, click.Option))
