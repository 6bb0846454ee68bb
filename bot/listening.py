"""Taking an address to listen on, before anybody is told of it."""

from ipaddress import ip_address
from socket import AF_INET, AF_INET6, create_server, socket

from config.settings import SettingsError


def listen(host: str, port: int) -> socket:
    """The address, taken. Raises SettingsError in a sentence where it can't be."""
    try:
        return create_server((host, port), family=AF_INET6 if ":" in host else AF_INET)
    except OSError as error:
        raise SettingsError(f"{host}, port {port}, can't be listened on: {error.strerror}. Try --port 0.") from error


def address_of(listening: socket) -> str:
    """What a link to it begins with. Nobody can follow a link to "every address"."""
    host, port = listening.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
