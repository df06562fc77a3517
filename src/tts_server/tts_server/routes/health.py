"""Is it alive, is it ready. Neither waits for a model."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from ..state import ServerState

__all__ = ["router"]


def router(state: ServerState) -> APIRouter:
    """Return the routes that who runs the server asks."""
    routes = APIRouter(tags=["Operations"])

    @routes.get("/health", summary="Is the server alive?")
    async def health() -> dict[str, str]:
        """Answer, whatever the models are doing."""
        return {"status": "healthy"}

    @routes.get("/ready", summary="Can the server take work?", response_model=None)
    async def ready() -> JSONResponse:
        """Answer 200 when the default model is loaded and can speak, and the server is not stopping."""
        why = state.unready()
        body = {"status": "ready"} if why is None else {"status": "not ready", "why": why}
        return JSONResponse(body, status_code=200 if why is None else 503)

    return routes
