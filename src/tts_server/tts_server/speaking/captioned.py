"""Audio and captions in one answer."""

from __future__ import annotations

import base64
import json
import secrets
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

from .speech_encoder import media_type

if TYPE_CHECKING:
    from .whole import Whole

__all__ = ["captioned"]

MEDIA_TYPES = {"srt": "application/x-subrip", "vtt": "text/vtt", "json": "application/json"}


def captioned(whole: Whole, format: str, kind: str, accept: str) -> Response:  # noqa: A002  (the field's own word)
    """Answer in parts to who accepts `multipart/…`, in one JSON object to everybody else."""
    text = whole.captions(kind)
    if "multipart/" in accept:
        return _parts(whole, format, kind, text)
    body: dict[str, Any] = {
        "audio": base64.b64encode(whole.data).decode("ascii"),
        "format": format,
        "sample_rate": whole.sample_rate,
        "duration": round(whole.duration, 4),
        "captions": json.loads(text) if kind == "json" else text,
        "warnings": list(whole.warnings),
    }
    return JSONResponse(body, headers=whole.headers)


def _parts(whole: Whole, format: str, kind: str, text: str) -> Response:  # noqa: A002  (the field's own word)
    boundary = secrets.token_hex(16)
    parts = (
        (media_type(format), "audio", format, whole.data),
        (MEDIA_TYPES[kind], "captions", kind, text.encode()),
    )
    body = bytearray()
    for kind_of_part, name, extension, data in parts:
        body += (
            f"--{boundary}\r\nContent-Type: {kind_of_part}\r\n"
            f'Content-Disposition: attachment; name="{name}"; filename="speech.{extension}"\r\n'
            f"Content-Length: {len(data)}\r\n\r\n"
        ).encode()
        body += data + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return Response(bytes(body), media_type=f"multipart/mixed; boundary={boundary}", headers=whole.headers)
