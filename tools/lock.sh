#!/bin/sh
# Writes requirements.lock (everything) and, for the container, requirements-run.lock (what the running bot needs) and
# requirements-build.lock (what builds it).
# They name no index: each of them is installed from whichever one the machine uses, and the hashes say it is the same.
set -eu
python=$1

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    sh tools/venv.sh "$python" "$folder/uv"
    "$folder/uv/bin/python" -m pip --disable-pip-version-check --quiet install uv
    uv=$folder/uv/bin/uv
fi

# A release that was tampered with is mostly found out within days.
week_ago=$("$python" -c 'import datetime as d; print(d.date.today() - d.timedelta(days=7))')

compile() {
    "$uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --exclude-newer "$week_ago" "$@"
}

compile --group dev --extra teams pyproject.toml -o requirements.lock
compile --constraints requirements.lock --extra teams pyproject.toml -o requirements-run.lock
compile --constraints requirements.lock --group build -o requirements-build.lock
