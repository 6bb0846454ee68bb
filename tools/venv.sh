#!/bin/sh
# Makes a virtual environment without uv: venv.sh PYTHON FOLDER.
# Debian's Python lacks ensurepip unless python3-venv is there. So: as it is; else with the pip of the system;
# else with python3-venv from apt, where we may; else a sentence.
set -eu
python=$1
folder=$2

whole() {
    rm -rf "$folder"
    "$python" -m venv "$folder" >/dev/null 2>&1
}

with_the_systems_pip() {
    rm -rf "$folder"
    "$python" -m pip --version >/dev/null 2>&1 &&
        "$python" -m venv --without-pip "$folder" >/dev/null 2>&1 &&
        "$python" -m pip --disable-pip-version-check --quiet --python "$folder/bin/python" install pip >/dev/null 2>&1
}

from_apt() {
    command -v apt-get >/dev/null || return 1
    as_root=
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    $as_root apt-get update -qq >/dev/null 2>&1 || true
    $as_root apt-get install -y -qq "python$version-venv" >/dev/null 2>&1 ||
        $as_root apt-get install -y -qq python3-venv >/dev/null 2>&1
}

whole && exit 0
with_the_systems_pip && exit 0
from_apt && whole && exit 0
rm -rf "$folder"
echo "$python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv. Or install uv. Then run make again." >&2
exit 1
