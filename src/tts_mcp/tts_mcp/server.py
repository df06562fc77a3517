"""The server: four tools, told to assistants in words that they choose by."""

from __future__ import annotations

import asyncio
import base64
import json
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import AudioContent, CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from tts_core import Registry, TTSError, default_registry, explain, voices

from .speaking import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["create_server"]

MOST_VOICES = 100
"""Voices in one answer: what an assistant reads costs its user something."""

_INSTRUCTIONS = """\
Speak to your user. Without a voice the best that is here speaks, in the language that you give. Texts are \
read as people read them aloud: numbers, dates and abbreviations may stay as they are written."""

_LOOKS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_ACTS = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)

Voice = Annotated[str | None, Field(description="A voice's id, as list_voices has it.")]
Model = Annotated[str | None, Field(description="The model of that voice; rarely needed.")]
Speed = Annotated[float, Field(description="2 is twice as fast.")]
File = Annotated[str | None, Field(description="Write a new file of this name, such as hello.mp3, instead.")]
Inside = Annotated[bool, Field(description="Put the sound into the answer instead.")]
Gender = Annotated[Literal["female", "male", "neutral"] | None, Field(description="Of the voice.")]
Language = Annotated[str | None, Field(description="Of the text, as a BCP-47 tag: en, de, pt-BR.")]


def create_server(
    *,
    registry: Registry | None = None,
    plays: bool = True,
    device: str | None = None,
    files: Path | None = None,
) -> MCPServer:
    """
    Return a server of *registry*'s voices, to be run over stdio or HTTP.

    It *plays* on the sound device of that name, or the system's own, and writes new files into the
    folder *files* only: without one it writes none.
    """
    held = registry or default_registry()
    if files is not None and not files.is_dir():
        raise ValueError(f"there is no folder {str(files)!r} that files could be written to")
    speaker = Speaker(held, plays=plays, device=device, folder=files)
    server = MCPServer(
        "tts-core", instructions=_INSTRUCTIONS, version=version("tts-mcp"), log_level="WARNING"
    )

    @server.tool(annotations=_ACTS)
    async def speak(  # noqa: PLR0917  (it is called by names)
        text: Annotated[str, Field(description="What to say, as it is written.")],
        voice: Voice = None,
        model: Model = None,
        language: Language = None,
        speed: Speed = 1.0,
        file: File = None,
        audio: Inside = False,
    ) -> CallToolResult:
        """
        Say a text aloud, or into a file, or into the answer.

        Returns when it was heard, with who spoke, how much was heard where it was stopped, and warnings.
        """
        asked = {"voice": voice, "model": model, "language": language, "speed": speed}
        sound = b""
        with _told():
            if file is not None and audio:
                raise ValueError("file and audio are two places for one sound; choose one")
            if file is not None:
                spoken = await speaker.write(text, asked, file)
            elif audio:
                spoken, sound = await speaker.encoded(text, asked)
            else:
                spoken = await speaker.play(text, asked)
        answer = {**asdict(spoken), "warnings": list(spoken.warnings)}
        content: list[Any] = [TextContent(type="text", text=json.dumps(answer, ensure_ascii=False))]
        if sound:
            data = base64.b64encode(sound).decode("ascii")
            content.append(AudioContent(type="audio", data=data, mime_type="audio/mpeg"))
        return CallToolResult(content=content, structured_content=answer)

    @server.tool(annotations=_ACTS)
    async def stop() -> dict[str, Any]:
        """Fall silent at once. Returns the text that was heard of what was being said, or null."""
        return {"heard": await speaker.stop()}

    @server.tool(annotations=_LOOKS)
    async def list_voices(
        language: Language = None,
        gender: Gender = None,
        model: Model = None,
    ) -> dict[str, Any]:
        """List the voices that can speak at once, the best first, and how many more there are."""
        with _told():
            found = await asyncio.to_thread(_voices, held, model, language, gender)
        return {"voices": found[:MOST_VOICES], "more": max(0, len(found) - MOST_VOICES)}

    @server.tool(name="explain", annotations=_LOOKS)
    async def explained(
        text: Annotated[str, Field(description="What would be said.")],
        voice: Voice = None,
        model: Model = None,
        language: Language = None,
    ) -> dict[str, Any]:
        """Tell how a text would be read aloud, by whom, how long that takes, and what would not be said."""
        asked: dict[str, Any] = {"voice": voice, "model": model, "language": language}
        with _told():
            told = (await asyncio.to_thread(lambda: explain(text, registry=held, **asked))).as_dict()
        return {name: told[name] for name in ("said", "model", "voice", "language", "seconds", "warnings")}

    return server


@contextmanager
def _told() -> Iterator[None]:
    """Let an assistant read what was wrong with what it asked."""
    try:
        yield
    except (TTSError, ValueError) as error:
        raise ToolError(str(error)) from error


def _voices(
    registry: Registry, model: str | None, language: str | None, gender: Any
) -> list[dict[str, str | None]]:
    here = {each.card.id for each in registry.models(unlisted=True) if registry.is_here(each)}
    return [
        {
            "id": voice.id,
            "model": voice.model,
            "name": voice.name or voice.description,
            "language": voice.language,
            "gender": voice.gender,
        }
        for voice in voices(model, language=language, gender=gender, registry=registry)
        if voice.model in here
    ]
