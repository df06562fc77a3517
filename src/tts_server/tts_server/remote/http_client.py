"""One request to one server, and everything that can go wrong with it, mapped here once."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import httpx

from .audio import check_content_type, parse_audio
from .error_response import response_failure
from .events import check_events, read_events
from .failure import broken, wrong

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from .audio import RemoteAudio
    from .clock import Clock
    from .replicas import Replica
    from .settings import RemoteSettings

__all__ = ["Asking", "client_options", "map_errors", "probe", "request_speech"]

LARGEST = 64 * 2**20
"""Bytes of one answer; more is no utterance but a server gone mad."""
Sized = TypeVar("Sized", bytes, str)

WINDOW = 10.0
"""Seconds over which it is measured whether enough comes."""
LARGEST_REFUSAL = 64 * 2**10


def client_options(settings: RemoteSettings) -> dict[str, Any]:
    """Return how a client for the servers is made. The environment has no say in where the text goes."""
    headers = {"accept-encoding": "identity", "user-agent": "tts-server-gateway"}
    if settings.api_key:
        headers["authorization"] = f"Bearer {settings.api_key}"
    return {
        "headers": headers,
        "proxy": settings.proxy,
        "trust_env": False,
        "follow_redirects": False,
        "timeout": httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout),
    }


@contextmanager
def map_errors(url: str) -> Iterator[None]:
    """Turn what the HTTP library raises into a Failure."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
        raise broken("unreachable", f"no server answers at {url} ({_name(error)})") from error
    except httpx.TimeoutException as error:
        raise broken("slow", f"{url} fell silent ({_name(error)})") from error
    except (httpx.TransportError, httpx.StreamError) as error:
        raise broken("cut", f"{url} broke off ({_name(error)})") from error
    except httpx.HTTPError as error:
        raise wrong("strange", f"{url} cannot be understood ({_name(error)})") from error


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of a server, and how slow it may be."""

    fields: Mapping[str, Any]
    headers: Mapping[str, str]
    settings: RemoteSettings
    clock: Clock


async def request_speech(client: httpx.AsyncClient, replica: Replica, asking: Asking) -> RemoteAudio:
    """Ask a server once. The whole answer is here before any of it is handed on."""
    url, fields, rate = replica.url, asking.fields, asking.settings.sample_rate
    with map_errors(url):
        async with _answering(client, replica, asking) as response:
            if response.status_code != 200:
                raise response_failure(url, response.status_code, response.headers, await _some(response))
            if fields.get("stream_format") == "sse":
                return await _with_words(url, response, asking)
            check_content_type(url, response.headers)
            body = bytearray()
            async for chunk in _in_time(url, response.aiter_bytes(), asking):
                body += chunk
                if len(body) > LARGEST:
                    raise wrong("strange", f"{url} sent more than {LARGEST >> 20} MiB for one utterance")
            return parse_audio(url, response.headers, bytes(body), rate)


async def _with_words(url: str, response: httpx.Response, asking: Asking) -> RemoteAudio:
    check_events(url, response.headers.get("content-type", ""))
    events = await read_events(url, _in_time(url, response.aiter_lines(), asking), LARGEST)
    sound = parse_audio(url, response.headers, bytes(events.data), asking.settings.sample_rate)
    warning = "; ".join(events.warnings) or sound.warning
    return sound._replace(sized=True, words=tuple(events.words), warning=warning)


async def _in_time(url: str, chunks: AsyncIterator[Sized], asking: Asking) -> AsyncIterator[Sized]:
    """Hand on what comes, as long as enough of it does: one byte a second would never be given up."""
    now, least = asking.clock.now, asking.settings.least_rate
    begun, came = now(), 0
    async for chunk in chunks:
        yield chunk
        came += len(chunk)
        if (passed := now() - begun) >= WINDOW:
            if came < least * passed:
                raise broken("slow", f"{url} sent {came / passed:.0f} bytes a second, less than {least:.0f}")
            begun, came = now(), 0


async def probe(client: httpx.AsyncClient, replica: Replica) -> bool:
    """Whether a server is there: any answer that is not a server's own error will do."""
    try:
        response = await client.get(f"{replica.url}/health", **_addressed(replica))
    except httpx.HTTPError:
        return False
    return response.status_code < 500


@asynccontextmanager
async def _answering(
    client: httpx.AsyncClient, replica: Replica, asking: Asking
) -> AsyncIterator[httpx.Response]:
    response = await _answered(client, replica, asking)
    try:
        yield response
    finally:
        await response.aclose()


def _addressed(replica: Replica) -> dict[str, Any]:
    """Say by which name a server is meant that is asked by its address."""
    if not replica.name:
        return {}
    extensions = {"sni_hostname": urlsplit(f"//{replica.name}").hostname}
    return {"headers": {"host": replica.name}, "extensions": extensions}


async def _answered(client: httpx.AsyncClient, replica: Replica, asking: Asking) -> httpx.Response:
    """
    Return an answer whose body is still to come.

    A server may close a kept connection in the moment in which it is used again. That is nobody's
    failure, so it counts as no attempt; on a fresh connection the same is one.
    """
    while True:
        fresh: list[str] = []

        async def note(event: str, _: object, seen: list[str] = fresh) -> None:
            if event.startswith("connection.connect"):
                seen.append(event)

        named = _addressed(replica)
        request = client.build_request(
            "POST",
            f"{replica.url}/v1/audio/speech",
            json=dict(asking.fields),
            headers={**asking.headers, **named.get("headers", {})},
            extensions={"trace": note, **named.get("extensions", {})},
        )
        try:
            return await client.send(request, stream=True)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            if fresh:
                raise


async def _some(response: httpx.Response) -> bytes:
    """Read the beginning of a refusal; its connection is not worth waiting for its end."""
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) >= LARGEST_REFUSAL:
            break
    return bytes(body)


def _name(error: Exception) -> str:
    said = str(error).strip()
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
