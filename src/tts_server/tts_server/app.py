"""The application: its state, routes and middleware put together."""

from __future__ import annotations

from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from tts_core import TTSError, default_registry

from .middleware.problem_response import problem_response
from .middleware.request import RequestMiddleware
from .operate.lifespan import Lifespan
from .problem import Problem, invalid, problem_of
from .request_context import context_of
from .routes import elevenlabs, engines, harmony_speech, health, listings, metrics, openai, websocket, worker
from .settings import Settings
from .state import ServerState
from .telemetry.logs import log_failure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from tts_core import Registry

__all__ = ["create_app"]

CLIENT_LEFT = 499
"""The status, seen by the log alone, of a request whose client left before it was answered."""


def create_app(registry: Registry | None = None, settings: Settings | None = None) -> FastAPI:
    """
    Make the application that serves the models of *registry*.

    It is an ASGI application for any server, or to be mounted in another. The registry stays the
    caller's: it is not closed when the application ends.
    """
    state = ServerState(registry or default_registry(), settings or Settings())
    running = Lifespan(state)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with running:
            yield

    app = FastAPI(
        title="tts-server",
        version=_version(),
        summary="The OpenAI speech API over any tts-core model.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,  # A redirect that names http:// would send the text and the key in the clear.
        exception_handlers={
            Problem: _on_error,
            TTSError: _on_error,
            TimeoutError: _on_error,
            HTTPException: _on_http,
            RequestValidationError: _on_parameters,
            ClientDisconnect: _on_disconnect,
            Exception: _on_surprise,
        },
    )
    app.state.server = state
    _describe(app, state)
    for module in (openai, websocket, listings, engines, worker, harmony_speech, elevenlabs, health, metrics):
        app.include_router(module.router(state))
    _add_page(app)
    app.add_middleware(RequestMiddleware, state=state)
    if state.settings.cors_origins:  # Outside of our own middleware, so that pages can read its refusals too.
        from starlette.middleware.cors import CORSMiddleware

        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(state.settings.cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["*"],
            expose_headers=["*"],
        )
    return app


def _describe(app: FastAPI, state: ServerState) -> None:
    """Serve the API's description, written when it is first asked for."""
    from functools import cache

    from starlette.responses import HTMLResponse

    from .spec.docs_page import docs_page
    from .spec.openapi import document

    spec = cache(lambda: document(app, state))
    app.openapi = spec  # type: ignore[method-assign]  # as FastAPI wants it to be replaced

    @app.get("/docs", include_in_schema=False, response_class=HTMLResponse)
    async def docs() -> HTMLResponse:
        """Show the API to people."""
        return HTMLResponse(docs_page(spec()))


def _add_page(app: FastAPI) -> None:
    """Mount the page where it is installed."""
    if find_spec("tts_server.page") is not None:
        from importlib import import_module

        app.router.routes.extend(import_module("tts_server.page").routes())


async def _on_error(request: Request, error: Exception) -> Response:
    problem = problem_of(error)
    context_of(request).error = problem.code
    if problem.status >= 500:
        log_failure(context_of(request).request_id, error)
    return problem_response(problem)


async def _on_surprise(request: Request, error: Exception) -> Response:
    context_of(request).error = type(error).__name__
    log_failure(context_of(request).request_id, error)
    return problem_response(problem_of(error))


async def _on_parameters(request: Request, _: Exception) -> Response:
    return await _on_error(request, invalid("a parameter of the address is wrong"))


async def _on_disconnect(request: Request, _: Exception) -> Response:
    """Note that the client has left, and answer what nobody will read."""
    context_of(request).outcome = "left"
    return Response(status_code=CLIENT_LEFT)


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  (registered for it alone)
    codes = {404: "not_found", 405: "method_not_allowed"}
    code = codes.get(error.status_code, "invalid_value")
    message = f"{request.method} {request.url.path} is not served here"
    problem = Problem(error.status_code, message, code=code, headers=dict(error.headers or {}))
    return await _on_error(request, problem)


def _version() -> str:
    from importlib.metadata import version

    return version("tts-server")
