"""compose.yaml, as far as it can be seen without Docker: its commands, settings and folders are there."""

import ast
import re

import click
import pytest
import yaml

from bot.cli import main
from config.settings import KINDS, is_secret, read_settings, variable
from tools.container import ROOT, steps

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("image") == "convenor"}
DOCKERFILE = list(steps((ROOT / "Dockerfile").read_text(encoding="utf-8")))
SETTINGS = {variable(kind, name): is_secret(kind, name) for kind in KINDS for name in kind.model_fields}
a_service = pytest.mark.parametrize("service", OURS.values(), ids=OURS)


def of_dockerfile(name):
    return " ".join(step.rest for step in DOCKERFILE if step.name == name)


def test_three_processes_share_the_work_behind_one_port_of_this_machine():
    assert SERVICES["convenor"]["deploy"]["replicas"] == 3
    assert "ports" not in SERVICES["convenor"]
    assert [port for service in SERVICES.values() for port in service.get("ports", ())] == ["127.0.0.1:8000:8000"]


def test_the_database_is_upgraded_once_before_they_start():
    assert SERVICES["upgrade"]["command"] == ["convenor", "db", "upgrade"]
    assert "restart" not in SERVICES["upgrade"]
    assert SERVICES["upgrade"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert SERVICES["convenor"]["depends_on"] == {"upgrade": {"condition": "service_completed_successfully"}}


@a_service
def test_each_command_is_one_of_ours(service):
    program, *words = service["command"]
    found: click.Command = main
    for word in words:
        assert isinstance(found, click.Group)
        found = found.commands[word]

    assert program == "convenor"
    assert not isinstance(found, click.Group)


@a_service
def test_each_setting_is_one_of_ours_and_can_be_read(service, tmp_path):
    given = service["environment"]
    names = {name.removesuffix("_FILE") if name.endswith("_FILE") else name for name in given}
    (tmp_path / "secret_key").write_text("a-key\n")
    environ = {**given, "CONVENOR_SECRET_KEY_FILE": str(tmp_path / "secret_key")}

    assert names <= set(SETTINGS)
    assert all(SETTINGS[name.removesuffix("_FILE")] for name in given if name.endswith("_FILE"))
    assert read_settings(environ).convenor.secret_key is not None


def test_the_key_is_a_file_that_all_of_them_read():
    [(name, secret)] = COMPOSE["secrets"].items()

    assert secret == {"file": "./secret_key"}
    assert all(service["secrets"] == [name] for service in OURS.values())
    assert all(
        service["environment"]["CONVENOR_SECRET_KEY_FILE"] == f"/run/secrets/{name}" for service in OURS.values()
    )
    assert "/secret_key" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


@a_service
def test_nothing_runs_as_root_or_writes_beside_its_own_folder(service):
    assert f"--uid {service['user']} " in of_dockerfile("RUN")
    assert service["read_only"] is True
    assert service["tmpfs"] == [f"{of_dockerfile('VOLUME')}:uid={service['user']},mode=0700", "/tmp"]
    assert service["environment"]["CONVENOR_DATA"] == of_dockerfile("VOLUME")
    assert service["cap_drop"] == ["ALL"]


def test_the_proxy_writes_nothing_either_and_finds_every_process():
    proxy = SERVICES["proxy"]
    [used] = proxy["configs"]
    written = COMPOSE["configs"][used["source"]]["content"]

    assert (proxy["read_only"], proxy["user"]) == (True, "10001")
    assert re.search(r"name convenor\s+port 8000", written)
    assert written.count("{") == written.count("}")


@pytest.mark.parametrize("where", ["environment", "dockerfile"])
def test_they_listen_where_they_are_looked_for(where):
    given = {
        "environment": [f"{name}={value}" for name, value in OURS["convenor"]["environment"].items()],
        "dockerfile": of_dockerfile("ENV").split(),
    }[where]

    assert {"CONVENOR_HOST=0.0.0.0", "CONVENOR_PORT=8000"} <= set(given)
    assert of_dockerfile("EXPOSE") == "8000"


def test_health_is_asked_for_at_an_address_that_there_is():
    program = SERVICES["convenor"]["healthcheck"]["test"]
    [address] = re.findall(r"http://127\.0\.0\.1:8000(/\w+)", program[-1])

    ast.parse(program[-1])
    assert program[:3] == ["CMD", "python", "-c"]
    assert address == "/readyz"


def test_every_volume_secret_and_config_is_there():
    for kind in ("secrets", "configs", "volumes"):
        used = {
            one["source"] if isinstance(one, dict) else one.partition(":")[0]
            for service in SERVICES.values()
            for one in service.get(kind, ())
        }
        assert used == set(COMPOSE[kind])
