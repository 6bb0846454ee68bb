"""The locks: hashes for all, no hosts, and one version of each whichever list it is in."""

import re
import tomllib
from functools import cache

import pytest

from tools.container import ROOT

LOCKS = ("requirements.lock", "requirements-run.lock", "requirements-build.lock")


@cache
def pins(lock):
    """Each package with its version and the hashes it may have; some have a version for each range of Pythons."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = re.findall(r"^([a-z0-9._-]+)==([^ ;\n]+)[^\n]*\\\n((?:    --hash=\S+[ \\]*\n)+)", text, re.MULTILINE)
    return {(name, version, tuple(re.findall(r"sha256:[0-9a-f]{64}", hashes))) for name, version, hashes in found}


def packages(lock):
    return {name for name, _, _ in pins(lock)}


def asked_for(names):
    return {re.split(r"[\[<>=~ ]", name)[0] for name in names}


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = asked_for(PROJECT["project"]["dependencies"])
BUILDING = asked_for(PROJECT["dependency-groups"]["build"])
TESTING = asked_for(name for name in PROJECT["dependency-groups"]["dev"] if isinstance(name, str))


@pytest.mark.parametrize("lock", LOCKS)
def test_each_version_is_pinned_by_hashes_and_from_no_host(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert len(pins(lock)) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE))
    assert all(hashes for _, _, hashes in pins(lock))
    assert re.findall(r"://|--index|--find-links", text) == []


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_what_the_container_gets_is_what_was_tested(lock):
    assert pins(lock) <= pins("requirements.lock")


def test_each_list_has_what_it_is_for():
    assert packages("requirements-run.lock") >= NEEDED
    assert packages("requirements-build.lock") >= BUILDING
    assert packages("requirements.lock") >= NEEDED | BUILDING | TESTING


def test_the_container_gets_no_tools():
    assert not (BUILDING | TESTING) & packages("requirements-run.lock")
