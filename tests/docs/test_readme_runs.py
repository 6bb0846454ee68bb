"""What the README says to type does what it says."""

import os
import subprocess
import sys
from pathlib import Path

from tests.docs.markdown import ROOT, code


def test_a_table_can_be_begun_as_the_readme_says(tmp_path):
    [story] = [block for language, block in code(ROOT / "README.md") if language == "sh" and "table start" in block]
    # An alias is not known in a script; the environment's own folder on the path does the same.
    lines = [line for line in story.splitlines() if not line.startswith("alias ")]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(lines)],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.stderr == ""
    assert done.returncode == 0
    assert "discharge data" in done.stdout
