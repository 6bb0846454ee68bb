"""Runs the Dockerfile's own lines in a clean folder, so that it is known to be right where there is no Docker.

Each absolute folder of the image stands below the clean one. Left out: the base image, and the line that makes the
user, because it would change this machine. Needs the network, as building the image does.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = re.compile(r"(?<![\w.:/*])/(src|build|venv|wheels|data)\b")
MAKES_THE_USER = "useradd "
STARTS_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction of the Dockerfile, with the lines it was continued on."""

    name: str
    rest: str


def steps(dockerfile: str) -> Iterator[Step]:
    joined = re.sub(r"\\\n\s*", " ", dockerfile)
    for line in joined.splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, rest = line.partition(" ")
            yield Step(name, rest.strip())


def sent(dockerignore: str) -> Iterator[Path]:
    """The files that a build gets to see: those that .dockerignore lets in again after leaving all out."""
    lines = [line for line in dockerignore.splitlines() if line and not line.startswith("#")]
    left_out = [line.removeprefix("**/") for line in lines if line.startswith("**/")]
    for name in (line[1:] for line in lines if line.startswith("!")):
        top = ROOT / name
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file() and not any(fnmatch(part, out) for part in file.parts for out in left_out):
                yield file.relative_to(ROOT)


@dataclass(slots=True)
class Clean:
    """The folder that stands for the container, with what the instructions have set so far."""

    folder: Path
    workdir: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    health: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)

    def inside(self, text: str) -> str:
        """The text with the image's folders turned into ours."""
        return FOLDERS.sub(lambda found: f"{self.folder}/{found[1]}", text)

    def here(self) -> Path:
        found = Path(self.inside(self.workdir)) if self.workdir != "/" else self.folder
        found.mkdir(parents=True, exist_ok=True)
        return found

    def variables(self) -> dict[str, str]:
        """Nothing of this machine's but where its programs are and how it reaches its packages."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONVENOR_", "VIRTUAL_ENV"))}
        return kept | self.environment

    def take(self, step: Step) -> None:
        """Do what one instruction says. Raises LookupError for one that is not known here."""
        match step.name:
            case "FROM":
                self.workdir = "/"
            case "WORKDIR":
                self.workdir = step.rest
            case "COPY":
                self._copy(step.rest)
            case "RUN":
                self._run(step.rest)
            case "ENV":
                self._set(step.rest)
            case "HEALTHCHECK":
                self.health = json.loads(step.rest.partition("CMD ")[2])
            case "CMD":
                self.command = json.loads(step.rest)
            case "USER" | "VOLUME" | "EXPOSE":
                pass
            case _:
                raise LookupError(f"tools/container.py does not know {step.name}")

    def _copy(self, rest: str) -> None:
        if rest.startswith("--from="):
            return
        *wanted, _target = rest.split()
        for file in sent((ROOT / ".dockerignore").read_text(encoding="utf-8")):
            if wanted == ["."] or str(file) in wanted:
                target = self.here() / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / file, target)

    def _run(self, rest: str) -> None:
        if rest.startswith(MAKES_THE_USER):
            return
        print(f"RUN {rest}")
        command = re.sub(r"^python ", f"{shlex.quote(sys.executable)} ", rest)
        subprocess.run(["sh", "-ec", self.inside(command)], cwd=self.here(), env=self.variables(), check=True)

    def _set(self, rest: str) -> None:
        for word in shlex.split(rest):
            name, _, value = word.partition("=")
            self.environment[name] = self.inside(value).replace("$PATH", os.environ["PATH"])


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def start_and_ask(clean: Clean) -> None:
    """Start the image's command and ask its health check until it says yes. Raises TimeoutError if it never does."""
    clean.environment |= {"CONVENOR_PORT": str(_free_port()), "CONVENOR_HOST": "127.0.0.1"}
    where, variables, programs = clean.here(), clean.variables(), clean.folder / "venv" / "bin"
    with subprocess.Popen([programs / clean.command[0], *clean.command[1:]], cwd=where, env=variables) as started:
        try:
            _ask([str(programs / clean.health[0]), *clean.health[1:]], where, variables)
        finally:
            started.terminate()


def _ask(command: list[str], where: Path, variables: dict[str, str]) -> None:
    said = "nothing"
    for _ in range(STARTS_WITHIN):
        time.sleep(1)
        asked = subprocess.run(command, cwd=where, env=variables, check=False, capture_output=True, text=True)
        if asked.returncode == 0:
            return
        said = asked.stderr.strip().splitlines()[-1]
    raise TimeoutError(f"HEALTHCHECK: {said}")


def main() -> None:
    """Every instruction in turn, then the start and the health check."""
    with tempfile.TemporaryDirectory(prefix="convenor-container-") as folder:
        clean = Clean(Path(folder))
        for step in steps((ROOT / "Dockerfile").read_text(encoding="utf-8")):
            clean.take(step)
        start_and_ask(clean)
    print("The Dockerfile's lines work: it is built, it starts, it is healthy.")


if __name__ == "__main__":
    main()
