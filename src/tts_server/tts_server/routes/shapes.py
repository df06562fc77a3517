"""Answering in the shape of another system, errors included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from ..problem import Problem, problem_of
from ..request_context import context_of
from ..speaking.disconnect import cancel_on_disconnect
from .body import read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.requests import Request

    from ..state import ServerState

__all__ = ["answered"]


async def answered(
    request: Request,
    state: ServerState,
    work: Callable[[bytes], Coroutine[None, None, Response]],
    shape: Callable[[Problem], dict[str, Any]],
) -> Response:
    """
    Do *work* with the body as long as the client is there; what is wrong is told in *shape*, beside our own.

    The body is read before: who waits for the client to leave takes what comes from it.
    """
    try:
        data = await read_json(request, state)
        return await cancel_on_disconnect(request.receive, work(data))
    except ClientDisconnect:
        raise
    except Exception as error:
        problem = problem_of(error)
        context_of(request).error = problem.code
        if problem.status == 500 and not isinstance(error, Problem):
            raise
        body = {**shape(problem), **problem.body()}
        return JSONResponse(body, status_code=problem.status, headers=problem.headers)
