"""One request to one server, and everything that can go wrong with it, mapped here once."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from .audio import check_content_type, parse_audio
from .error_response import response_failure
from .events import check_events, read_events
from .failure import Failure, broken

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from .audio import RemoteAudio
    from .settings import RemoteSettings

__all__ = ["client_options", "map_errors", "probe", "request_speech"]

LARGEST = 64 * 2**20
"""Bytes of one answer; more is no utterance but a server gone mad."""
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
        raise Failure("strange", f"{url} cannot be understood ({_name(error)})") from error


async def request_speech(
    client: httpx.AsyncClient, url: str, fields: Mapping[str, Any], rate: int
) -> RemoteAudio:
    """Ask the server at *url* once. The whole answer is here before any of it is handed on."""
    with map_errors(url):
        async with _answering(client, f"{url}/v1/audio/speech", fields) as response:
            if response.status_code != 200:
                raise response_failure(url, response.status_code, response.headers, await _some(response))
            if fields.get("stream_format") == "sse":
                return await _with_words(url, response, rate)
            check_content_type(url, response.headers)
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    raise Failure("strange", f"{url} sent more than {LARGEST >> 20} MiB for one utterance")
            return parse_audio(url, response.headers, bytes(body), rate)


async def _with_words(url: str, response: httpx.Response, rate: int) -> RemoteAudio:
    check_events(url, response.headers.get("content-type", ""))
    events = await read_events(url, response.aiter_lines(), LARGEST)
    sound = parse_audio(url, response.headers, bytes(events.data), rate)
    warning = "; ".join(events.warnings) or sound.warning
    return sound._replace(sized=True, words=tuple(events.words), warning=warning)


async def probe(client: httpx.AsyncClient, url: str) -> bool:
    """Whether the server at *url* is there: any answer that is not a server's own error will do."""
    try:
        response = await client.get(f"{url}/health")
    except httpx.HTTPError:
        return False
    return response.status_code < 500


@asynccontextmanager
async def _answering(
    client: httpx.AsyncClient, target: str, fields: Mapping[str, Any]
) -> AsyncIterator[httpx.Response]:
    response = await _answered(client, target, fields)
    try:
        yield response
    finally:
        await response.aclose()


async def _answered(client: httpx.AsyncClient, target: str, fields: Mapping[str, Any]) -> httpx.Response:
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

        request = client.build_request("POST", target, json=dict(fields), extensions={"trace": note})
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
