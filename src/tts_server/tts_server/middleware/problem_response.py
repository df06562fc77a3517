"""A problem as an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.websockets import WebSocketClose

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Scope

    from ..problem import Problem

__all__ = ["problem_response", "refusal"]

POLICY, LATER = 1008, 1013


def problem_response(problem: Problem) -> JSONResponse:
    """Return the answer that a problem is."""
    return JSONResponse(problem.body(), status_code=problem.status, headers=problem.headers)


def refusal(scope: Scope, problem: Problem) -> ASGIApp:
    """Return the answer that a problem is to a request or a WebSocket that is not let in."""
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        return WebSocketClose(POLICY if problem.status < 429 else LATER, problem.message)
    return problem_response(problem)
