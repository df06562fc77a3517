"""One request to one server, and everything that can go wrong with it, mapped here once."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from .audio import check_kind, sound_of
from .events import check_events, told_by
from .failure import Failure
from .refusal import refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from .audio import Sound
    from .fleet import Fleet

__all__ = ["client_settings", "mapped", "probe", "speech"]

LARGEST = 64 * 2**20
"""Bytes of one answer; more is no utterance but a server gone mad."""
LARGEST_REFUSAL = 64 * 2**10


def client_settings(fleet: Fleet) -> dict[str, Any]:
    """Return how a client for *fleet* is made. The environment has no say in where the text goes."""
    headers = {"accept-encoding": "identity", "user-agent": "tts-server-gateway"}
    if fleet.api_key:
        headers["authorization"] = f"Bearer {fleet.api_key}"
    return {
        "headers": headers,
        "proxy": fleet.proxy,
        "trust_env": False,
        "follow_redirects": False,
        "timeout": httpx.Timeout(fleet.read_timeout, connect=fleet.connect_timeout),
    }


@contextmanager
def mapped(url: str) -> Iterator[None]:
    """Turn what the HTTP library raises into a Failure."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
        why = f"no server answers at {url} ({_name(error)})"
        raise Failure("unreachable", why, again=True, ill=True) from error
    except httpx.TimeoutException as error:
        raise Failure("slow", f"{url} fell silent ({_name(error)})", again=True, ill=True) from error
    except (httpx.TransportError, httpx.StreamError) as error:
        raise Failure("cut", f"{url} broke off ({_name(error)})", again=True, ill=True) from error
    except httpx.HTTPError as error:
        raise Failure("strange", f"{url} cannot be understood ({_name(error)})") from error


async def speech(client: httpx.AsyncClient, url: str, wanted: Mapping[str, Any], rate: int) -> Sound:
    """Ask the server at *url* once. The whole answer is here before any of it is handed on."""
    with mapped(url):
        async with _answering(client, f"{url}/v1/audio/speech", wanted) as response:
            if response.status_code != 200:
                raise refusal(url, response.status_code, response.headers, await _some(response))
            if wanted.get("stream_format") == "sse":
                return await _with_words(url, response, rate)
            check_kind(url, response.headers)
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    raise Failure("strange", f"{url} sent more than {LARGEST >> 20} MiB for one utterance")
            return sound_of(url, response.headers, bytes(body), rate)


async def _with_words(url: str, response: httpx.Response, rate: int) -> Sound:
    check_events(url, response.headers.get("content-type", ""))
    told = await told_by(url, response.aiter_lines(), LARGEST)
    sound = sound_of(url, response.headers, bytes(told.data), rate)
    warning = "; ".join(told.warnings) or sound.warning
    return sound._replace(sized=True, words=tuple(told.words), warning=warning)


async def probe(client: httpx.AsyncClient, url: str) -> bool:
    """Whether the server at *url* is there: any answer that is not a server's own error will do."""
    try:
        response = await client.get(f"{url}/health")
    except httpx.HTTPError:
        return False
    return response.status_code < 500


@asynccontextmanager
async def _answering(
    client: httpx.AsyncClient, target: str, wanted: Mapping[str, Any]
) -> AsyncIterator[httpx.Response]:
    response = await _answered(client, target, wanted)
    try:
        yield response
    finally:
        await response.aclose()


async def _answered(client: httpx.AsyncClient, target: str, wanted: Mapping[str, Any]) -> httpx.Response:
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

        request = client.build_request("POST", target, json=dict(wanted), extensions={"trace": note})
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
