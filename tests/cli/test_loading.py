"""Whatever is loaded first, loads: a command reaches only for what it needs, in an order of its own."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Each in a child of its own, in which nothing of ours is loaded before it; what others wrote is there already.
ALONE = """
import importlib, os, sys
import click, httpx2, sqlalchemy, starlette.applications, starlette.routing, uvicorn
for name in sys.argv[1:]:
    if not os.fork():
        try:
            importlib.import_module(name)
        except ImportError as error:
            print(name, error, flush=True)
        os._exit(0)
    os.wait()
"""


def reached_for(path):
    """What a module loads only once a function of it is called."""
    functions = [
        one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    asked = [one for function in functions for one in ast.walk(function) if isinstance(one, ast.ImportFrom)]
    for one in asked:
        for named in one.names:
            within = ROOT.joinpath(*str(one.module).split("."), f"{named.name}.py")
            yield f"{one.module}.{named.name}" if within.exists() else str(one.module)


LATE = sorted(
    {name for path in ROOT.joinpath("bot").rglob("*.py") for name in reached_for(path) if name.startswith("bot")}
)


@pytest.mark.slow
def test_what_a_command_loads_when_it_is_typed_can_be_loaded_before_anything_else():
    found = subprocess.run([sys.executable, "-c", ALONE, *LATE], capture_output=True, text=True, cwd=ROOT, check=True)

    assert len(LATE) > 20
    assert found.stdout == ""
