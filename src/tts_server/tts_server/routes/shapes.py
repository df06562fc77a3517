"""Answering in the shape of another system, errors included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from ..problem import Problem, problem_of
from ..request_context import context_of
from ..speaking.disconnect import cancel_on_disconnect

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.requests import Request

__all__ = ["answered"]


async def answered(
    request: Request,
    work: Coroutine[None, None, Response],
    shape: Callable[[Problem], dict[str, Any]],
) -> Response:
    """Do *work* as long as the client is there; what is wrong is told in *shape*, beside our own."""
    try:
        return await cancel_on_disconnect(request.receive, work)
    except ClientDisconnect:
        raise
    except Exception as error:
        problem = problem_of(error)
        context_of(request).error = problem.code
        if problem.status == 500 and not isinstance(error, Problem):
            raise
        body = {**shape(problem), **problem.body()}
        return JSONResponse(body, status_code=problem.status, headers=problem.headers)
