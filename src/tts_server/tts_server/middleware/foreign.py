"""Whom a request comes for and from where: what a browser says, and the port that was asked."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..problem import Problem

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import Scope

    from ..state import ServerState

__all__ = ["refuse_foreign"]

ADMIN = re.compile(r"/metrics|/docs|/openapi\.json")
"""What is for who runs the server."""
PROBED = ("/health", "/ready")
"""What is asked on whatever port."""
SAFE = ("GET", "HEAD", "OPTIONS")


def refuse_foreign(scope: Scope, headers: Headers, state: ServerState) -> None:
    """Refuse what was asked on the wrong port, and, where no key is wanted, what a foreign page asks for."""
    path, admin = scope["path"], state.admin_port
    if admin is not None and path not in PROBED:
        is_admin = (scope.get("server") or ("", None))[1] == admin
        if is_admin != (ADMIN.fullmatch(path) is not None):
            raise Problem(404, f"{path} is not served on this port", code="not_found")
    if not state.keys:  # A page has no key of ours, and a browser sends none by itself.
        _check_host(scope, headers, state)
        _check_origin(scope, headers, state)


def _check_host(scope: Scope, headers: Headers, state: ServerState) -> None:
    """Let no name that somebody makes point to this machine stand for it."""
    settings = state.settings
    if "host" not in headers or "*" in settings.allowed_hosts:
        return
    name = _parts(f"//{headers['host']}")[0]
    if name in map(str.casefold, settings.allowed_hosts):
        return
    local = _is_local(settings.host) and _is_local((scope.get("server") or ("",))[0])
    if (local and not _is_local(name)) or (settings.allowed_hosts and not (local and _is_local(name))):
        why = f"the server is not asked for by the name {name[:100]!r}; its allowed_hosts can say so"
        raise Problem(403, why, code="host_not_allowed")


def _check_origin(scope: Scope, headers: Headers, state: ServerState) -> None:
    """Let no page of another origin make the server work: its forms and sockets need no permission."""
    origin, allowed = headers.get("origin"), state.settings.cors_origins
    if origin is None or scope.get("method") in SAFE or "*" in allowed or origin in allowed:
        return
    asking, asked = _parts(origin), _parts(f"//{headers.get('host', '')}")
    if asking != asked or not asking[0]:
        why = f"pages of {origin[:100]!r} may not ask this server; its cors_origins can allow it"
        raise Problem(403, why, code="origin_not_allowed")


def _parts(address: str) -> tuple[str, int | None]:
    """Return the name and the port of an address; of one that makes no sense, none."""
    try:
        parts = urlsplit(address)
        return parts.hostname or "", parts.port
    except ValueError:
        return "", None


def _is_local(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
