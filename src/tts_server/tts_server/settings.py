"""Everything that can be set, once: its name, its default, what it does, and what is right for it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from dataclasses import Field

    from .limits.keys import Key

__all__ = ["Settings", "env_name", "settable"]


ABOVE_ZERO = (
    "max_text_length",
    "max_seconds",
    "max_body",
    "deadline",
    "stall",
    "backlog",
    "grace",
    "contexts",
    "connections",
)
CHOICES = {"log_level": ("debug", "info", "warning", "error"), "downloads": ("never", "start", "request")}
"""The settings that have few values, with these."""


def _setting(default: Any, doc: str, *, env: tuple[str, ...] = ()) -> Any:
    """Describe one setting. *env* names variables of other services that mean the same."""
    described = {"doc": doc, "env": env}
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=described)
    return field(default=default, metadata=described)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """
    How a server behaves.

    The same names are flags (`--max-text-length`), variables (`TTS_MAX_TEXT_LENGTH`) and keys of one
    TOML file (`max_text_length`). A flag wins over a variable, a variable over the file.
    """

    host: str = _setting("127.0.0.1", "The address to listen on; 0.0.0.0 is every one.")
    port: int = _setting(8000, "The port to listen on; 0 takes a free one.")
    admin_port: int | None = _setting(
        None, "A port of their own for /metrics, /docs and /openapi.json. Without it: the same."
    )
    allowed_hosts: tuple[str, ...] = _setting(
        (), "Names by which the server may be asked for; * for any. Without it, on localhost: its own names."
    )
    proxies: tuple[str, ...] = _setting(
        (), "Addresses or networks of proxies whose X-Forwarded-For is believed; * for all."
    )
    connections: int = _setting(1000, "Connections that may be open at once.")
    log_level: str = _setting("info", "debug, info, warning or error.")
    environment: str | None = _setting(None, "What every line of the log carries as its environment.")
    model: str | None = _setting(None, "The default model. Without it: $TTS_CORE_MODEL, else the best here.")
    models: Mapping[str, str] = _setting(
        {}, "Other names of models, such as tts-1=kitten-nano,tts-1-hd=kitten."
    )
    voices: Mapping[str, Mapping[str, str]] = _setting(
        {}, 'Other names of voices by model, as JSON: {"kitten-nano": {"alloy": "Jasper"}}.'
    )
    max_text_length: int = _setting(4096, "The most characters one request may have.")
    max_seconds: float = _setting(1800.0, "The most seconds of speech that one request may become.")
    max_body: int = _setting(1_048_576, "The most bytes the body of a request may have.")
    parallel: int | None = _setting(None, "Speeches at once for each model. Without it: as its card says.")
    queue: int | None = _setting(
        None, "Requests that may wait for each model. Without it: as many as are served soon, as measured."
    )
    deadline: float = _setting(300.0, "Seconds after which a request has failed, waiting included.")
    stall: float = _setting(30.0, "Seconds for which a client may take or send nothing before it is let go.")
    backlog: int = _setting(
        67_108_864, "Bytes of speech that may wait on disk for each client that reads slowly."
    )
    temp_dir: str | None = _setting(None, "The folder for what waits on disk. Without it: the system's own.")
    grace: float = _setting(60.0, "Seconds that running speeches have when the server is told to stop.")
    contexts: int = _setting(64, "Contexts that may be open at once on all WebSockets together.")
    preload: tuple[str, ...] = _setting(("default",), "Models to load at the start; empty for none.")
    idle_unload: float | None = _setting(None, "Seconds after which a model nobody asked for is unloaded.")
    api_keys: tuple[Key, ...] = _setting(
        (), "Keys, comma-separated: the key itself, or sha256: and its hash. The file gives them limits."
    )
    cors_origins: tuple[str, ...] = _setting((), "Origins whose pages may call the server; * for all.")
    downloads: str = _setting(
        "never", "When models whose files are not here are fetched: never, at the start, or on request."
    )
    model_path: str | None = _setting(None, "The folder in which models keep their files.")
    isolated: bool = _setting(
        False, "Whether each model has a process of its own, so that its native code ends nothing else."
    )
    gpu: bool | None = _setting(
        None, "Whether models must run on a GPU, or must not. Without it: as each decides.", env=("USE_GPU",)
    )

    def __post_init__(self) -> None:
        for name in ABOVE_ZERO:
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be above 0, not {getattr(self, name)!r}")
        for name, least in (("parallel", 1), ("queue", 0), ("idle_unload", 0)):
            value = getattr(self, name)
            if value is not None and value < least:
                raise ValueError(f"{name} must be at least {least}, not {value!r}")
        for name, port in (("port", self.port), ("admin_port", self.admin_port)):
            if port is not None and not 0 <= port <= 65535:
                raise ValueError(f"{name} must be from 0 to 65535, not {port!r}")
        object.__setattr__(self, "log_level", self.log_level.lower())
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise ValueError(f"{name} must be {choices}, not {getattr(self, name)!r}")
        for each in self.proxies:
            if each != "*":
                ip_network(each, strict=False)


def env_name(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"TTS_{name.upper()}"


def settable() -> dict[str, Field[Any]]:
    """Return every setting by its name."""
    return {each.name: each for each in fields(Settings)}
