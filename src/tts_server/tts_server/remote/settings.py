"""Which servers a remote model stands on, and how they are to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DNS", "RemoteSettings", "origin_of"]

DNS = "dns+"
"""Stands before a URL whose name has an address for each server."""
MOST_ADDRESSES = 16
"""Servers that are expected behind one such name: as many are made use of at once."""

OURS = ("model", "input", "voice", "response_format", "speed", "stream_format", "stream")
"""Fields of a request that follow from what is asked, so that no setting may replace them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoteSettings:
    """
    One model and the replicas that speak it.

    The name of a field is its key in a configuration file.
    """

    id: str
    urls: tuple[str, ...]
    """
    Where the servers are, with or without the closing /v1.

    dns+http://name:8000 stands for every address of the name, which is looked up again and again.
    """
    model: str = "tts-1"
    """What the servers call the model."""
    voice: str | None = None
    """The default voice; without it, the first that is listed."""
    voices: tuple[str, ...] = ()
    """The voices, when the servers are not to be asked for them."""
    language: str = "en"
    """What a voice speaks when the server does not say it: BCP-47."""
    api_key: str | None = field(default=None, repr=False)
    max_parallel: int = 4
    """Requests that one replica may have at once."""
    sample_rate: int = 24000
    """The rate of headerless samples. What has a header may have any."""
    response_format: Literal["pcm", "wav"] = "pcm"
    timings: bool = False
    """Whether the servers are tts-servers, which tell when each word sounds."""
    speed: bool = True
    """Whether the servers honour `speed`. If not, another speed than 1.0 is refused."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Further fields of every request, such as instructions."""
    connect_timeout: float = 5.0
    read_timeout: float = 60.0
    """Seconds for which a server may send nothing."""
    timeout: float = 180.0
    """Seconds that one utterance may take, waiting and every attempt included."""
    attempt_timeout: float = 90.0
    """Seconds that one attempt may take."""
    least_rate: float = 500.0
    """Bytes a second that a server must send at least, once it has begun."""
    attempts: int = 4
    """How often an utterance is asked for at most."""
    proxy: str | None = None
    """A proxy to go through. The environment's is not used."""
    limit: int = 4096
    best: int = 400
    first: int = 120
    """Characters of one request: at most, at best, and for the first, so that sound begins early."""
    label: str = ""
    description: str = ""
    rank: int = -10
    """Below the voices of this machine, so that nothing is sent away unasked."""

    def __post_init__(self) -> None:
        if not self.urls:
            raise ValueError(f"remote model {self.id!r} needs at least one URL")
        object.__setattr__(self, "urls", tuple(origin_of(url) for url in self.urls))
        if len(set(self.urls)) != len(self.urls):
            raise ValueError(f"remote model {self.id!r} names a replica twice: {', '.join(self.urls)}")
        for name in ("max_parallel", "attempts", "sample_rate"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} of {self.id!r} must be at least 1, not {getattr(self, name)!r}")
        for name in ("connect_timeout", "read_timeout", "attempt_timeout", "timeout"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} of {self.id!r} must be above 0, not {getattr(self, name)!r}")
        if self.response_format not in ("pcm", "wav"):
            what = f"must be pcm or wav, which lose nothing, not {self.response_format!r}"
            raise ValueError(f"response_format of {self.id!r} {what}")
        if self.timings and self.response_format != "pcm":
            raise ValueError(f"timings of {self.id!r} come with response_format pcm only")
        if self.voice and self.voices and self.voice not in self.voices:
            raise ValueError(f"voice {self.voice!r} of {self.id!r} is none of: {', '.join(self.voices)}")
        for name in self.extra:
            if name in OURS:
                raise ValueError(f"extra of {self.id!r} must not hold {name!r}; the request says it")

    @property
    def concurrency(self) -> int:
        """How many utterances may be spoken at once."""
        return self.max_parallel * sum(MOST_ADDRESSES if url.startswith(DNS) else 1 for url in self.urls)

    @property
    def plain_urls(self) -> tuple[str, ...]:
        """The servers by their names, for who asks any of them."""
        return tuple(url.removeprefix(DNS) for url in self.urls)


def origin_of(url: str) -> str:
    """Return *url* without what follows the server's own prefix, or say what is wrong with it."""
    bare = url.strip().removeprefix(DNS)
    dns = DNS if url.strip().startswith(DNS) else ""
    parts = urlsplit(bare)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"a server's URL must look like http://host:8000, not {url!r}")
    if parts.username or parts.password:
        raise ValueError(f"the URL of {parts.hostname} holds a password; give it as api_key")
    if parts.query or parts.fragment:
        raise ValueError(f"a server's URL must end with its path, not {url!r}")
    path = parts.path.rstrip("/").removesuffix("/v1").rstrip("/")
    return f"{dns}{parts.scheme}://{parts.netloc}{path}"
