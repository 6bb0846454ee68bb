"""The container's description: what goes in, who it runs as, and that the script can run each of its lines."""

import json
import re
import subprocess

import pytest

from tools.container import ROOT, Clean, Step, sent, steps

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
STEPS = list(steps(DOCKERFILE))
LAST_STAGE = STEPS[[step.name for step in STEPS].index("FROM", 1) :]


def only(name):
    [found] = [step.rest for step in LAST_STAGE if step.name == name]
    return found


def test_lines_that_go_on_are_one_step():
    assert list(steps("# about\nRUN one \\\n    && two\n\nUSER x\n")) == [Step("RUN", "one  && two"), Step("USER", "x")]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.name} {step.rest[:30]}")
def test_the_script_knows_each_line(step, tmp_path, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_more: None)

    Clean(tmp_path).take(step)


def test_a_line_that_the_script_does_not_know_stops_it(tmp_path):
    with pytest.raises(LookupError, match="does not know ONBUILD"):
        Clean(tmp_path).take(Step("ONBUILD", "RUN true"))


def test_folders_of_the_image_become_ours(tmp_path):
    command = "/build/bin/python -m hatchling -d /wheels && cat /etc/hosts x/venv https://a.example/data"

    assert Clean(tmp_path).inside(command) == (
        f"{tmp_path}/build/bin/python -m hatchling -d {tmp_path}/wheels && cat /etc/hosts x/venv https://a.example/data"
    )


def test_everything_installed_is_checked_by_its_hash():
    installs = [step.rest for step in STEPS if "pip install" in step.rest and "--no-index" not in step.rest]

    assert installs
    assert all("--require-hashes" in rest for rest in installs)


def test_nothing_is_installed_in_the_stage_that_runs():
    assert not any("pip" in step.rest for step in LAST_STAGE if step.name == "RUN")


def test_it_runs_as_a_user_of_its_own_with_a_folder_for_its_data():
    assert only("USER") == "convenor"
    assert only("VOLUME") == "/data"
    assert "CONVENOR_DATA=/data" in only("ENV")
    assert "CONVENOR_HOST=0.0.0.0" in only("ENV")


def test_it_looks_after_its_own_health_without_curl():
    command = json.loads(only("HEALTHCHECK").partition("CMD ")[2])

    assert command[:2] == ["python", "-c"]
    assert "/healthz" in command[2]


def test_base_images_are_named_without_a_host():
    images = [step.rest.split()[0] for step in STEPS if step.name == "FROM"]
    images += re.findall(r"image: (\S+)", (ROOT / "compose.yaml").read_text(encoding="utf-8"))

    assert images
    assert not any("/" in image for image in images)


def test_only_what_the_wheel_is_built_from_goes_in():
    tops = {file.parts[0] for file in sent((ROOT / ".dockerignore").read_text(encoding="utf-8"))}

    assert tops == {
        *("bot", "config", "LICENSE", "README.md", "pyproject.toml"),
        *("requirements-build.lock", "requirements-run.lock"),
    }


def test_no_compiled_file_goes_in():
    files = sent((ROOT / ".dockerignore").read_text(encoding="utf-8"))

    assert not any("__pycache__" in file.parts for file in files)
