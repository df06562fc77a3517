"""The tools, used by mcp's own client: in process, over stdio, and over HTTP."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
import soundfile
import uvicorn
from click.testing import CliRunner
from mcp import Client, StdioServerParameters, stdio_client

import tts_core
import tts_mcp
from tts_core import Audio, ModelFile, Registry
from tts_core.cli import Commands
from tts_core.playback import player
from tts_core.testing import Gate, Recorder, decode, echo_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from mcp.types import CallToolResult

LONG = "Hello again. " * 200


def echo(**changes: Any) -> Registry:
    return Registry([echo_model(listed=True, **changes)])


@asynccontextmanager
async def client(registry: Registry, **policy: Any) -> AsyncIterator[Client]:
    """Lend a client of a server in this process, which plays into nothing."""
    server = tts_mcp.create_server(registry=registry, device="null", **policy)
    async with Client(server) as connected:
        yield connected


def called(name: str, registry: Registry, policy: dict[str, Any] | None = None, **arguments: Any) -> Any:
    """Call one tool, and return what it answers."""

    async def work() -> CallToolResult:
        async with client(registry, **(policy or {})) as connected:
            return await connected.call_tool(name, arguments)

    return asyncio.run(work())


def heard(data: bytes) -> str:
    samples, rate = soundfile.read(io.BytesIO(data), dtype="float32")
    return " ".join(each.text for each in decode(Audio(samples, rate)))


def test_the_tools_tell_what_they_are_for() -> None:
    """There are four tools, each described, each of their arguments too, and those that only look say so."""

    async def work() -> Any:
        async with client(echo()) as connected:
            return await connected.list_tools()

    tools = {tool.name: tool for tool in asyncio.run(work()).tools}

    assert set(tools) == {"speak", "stop", "list_voices", "explain"}
    for tool in tools.values():
        assert tool.description
        assert all("description" in each for each in tool.input_schema["properties"].values()), tool.name
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint == (tool.name in ("list_voices", "explain"))


def test_a_text_is_heard() -> None:
    """`speak` plays, and returns when it was heard, with who spoke, how long, and all that was heard."""
    answer = called("speak", echo(), text="It cost $5. \U0001f642", voice="bob")

    told = answer.structured_content
    assert not answer.is_error
    assert (told["model"], told["voice"], told["whole"], told["file"]) == ("echo", "bob", True, None)
    assert told["heard"] == "It cost $5. \U0001f642"
    assert told["warnings"]
    assert json.loads(answer.content[0].text) == told


def test_a_stop_falls_silent_and_says_what_was_heard() -> None:
    """`stop` ends what is being said and what waits for its turn; both answers say what was heard."""
    before = {*player._playing}

    async def work() -> tuple[Any, Any, Any]:
        async with client(echo()) as connected:
            first = asyncio.create_task(connected.call_tool("speak", {"text": LONG}))
            second = asyncio.create_task(connected.call_tool("speak", {"text": "I am next."}))
            while not any(each.heard.words for each in {*player._playing} - before):
                await asyncio.sleep(0)
            stopped = (await connected.call_tool("stop")).structured_content
            return stopped, (await first).structured_content, (await second).structured_content

    stopped, first, second = asyncio.run(work())

    assert LONG.startswith(stopped["heard"])
    assert first["heard"] == stopped["heard"]
    assert not first["whole"]
    assert (second["heard"], second["whole"]) == ("", False)


def test_a_client_that_cancels_is_heard_no_more() -> None:
    """A call that is cancelled stops the model, and the next text is said."""
    gate, recorder = Gate(), Recorder()

    async def work() -> Any:
        async with client(echo(gate=gate, recorder=recorder)) as connected:
            call = asyncio.create_task(connected.call_tool("speak", {"text": LONG}))
            await asyncio.to_thread(gate.arrived)
            call.cancel()
            with suppress(asyncio.CancelledError):
                await call
            gate.open()
            return await connected.call_tool("speak", {"text": "I am next."})

    assert asyncio.run(work()).structured_content["heard"] == "I am next."
    assert recorder.cancelled >= 1


def test_a_file_is_written_where_it_may_be(tmp_path: Path) -> None:
    """With a folder, `speak` writes a new file there, and says where; a second of its name is refused."""
    policy = {"files": tmp_path}

    first = called("speak", echo(), policy, text="Hello.", file="a.flac")
    second = called("speak", echo(), policy, text="Something else.", file="a.flac")

    assert first.structured_content["file"] == str(tmp_path / "a.flac")
    assert heard((tmp_path / "a.flac").read_bytes()) == "Hello."
    assert second.is_error
    assert "choose another name" in second.content[0].text


@pytest.mark.parametrize(
    "name",
    [
        "../a.wav",
        "/a.wav",
        "b/a.wav",
        "b\\a.wav",
        ".a.wav",
        "a.wav\0",
        "a.txt",
        "a",
        "",
        "C:a.wav",
        "x" * 200,
    ],
)
def test_no_other_file_is_ever_written(tmp_path: Path, name: str) -> None:
    """A name that is a path, hides itself, or names no sound, is refused, and nothing is written."""
    folder = tmp_path / "may"
    folder.mkdir()

    answer = called("speak", echo(), {"files": folder}, text="Hello.", file=name)

    assert answer.is_error
    assert [path.name for path in tmp_path.rglob("*")] == ["may"]


def test_no_link_leads_out(tmp_path: Path) -> None:
    """A link in the folder, even one to nothing, is not written through."""
    (tmp_path / "may").mkdir()
    (tmp_path / "may" / "a.wav").symlink_to(tmp_path / "outside.wav")

    answer = called("speak", echo(), {"files": tmp_path / "may"}, text="Hello.", file="a.wav")

    assert answer.is_error
    assert not (tmp_path / "outside.wav").exists()


def test_without_a_folder_no_file_is_written() -> None:
    """A server that was given no folder writes none, and says how it would be given one."""
    answer = called("speak", echo(), text="Hello.", file="a.wav")

    assert answer.is_error
    assert "--files FOLDER" in answer.content[0].text


def test_the_sound_may_come_in_the_answer() -> None:
    """With `audio` the answer holds the speech as MP3, beside who spoke."""
    answer = called("speak", echo(), text="Hello world.", audio=True)

    told, sound = answer.content
    assert json.loads(told.text)["model"] == "echo"
    assert sound.mime_type == "audio/mpeg"
    assert heard(base64.b64decode(sound.data)) == "Hello world."


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"voice": "bobb"}, "did you mean 'bob'"),
        ({"language": "xx"}, "no language 'xx'"),
        ({"speed": 0}, "above 0"),
        ({"text": "..."}, "nothing to speak"),
        ({"file": "a.wav", "audio": True}, "choose one"),
    ],
)
def test_what_cannot_be_is_told_to_the_assistant(arguments: dict[str, Any], says: str) -> None:
    """A mistake is an answer that says why, from which an assistant can do better."""
    answer = called("speak", echo(), **{"text": "Hello.", **arguments})

    assert answer.is_error
    assert says in answer.content[0].text


def test_a_server_that_plays_nothing_says_so() -> None:
    """Where it may not play, `speak` says what to ask for instead."""
    answer = called("speak", echo(), {"plays": False}, text="Hello.")

    assert answer.is_error
    assert "plays nothing" in answer.content[0].text


def test_voices_are_those_that_are_here(tmp_path: Path) -> None:
    """`list_voices` names what speaks at once, filtered, a hundred at most, and counts the others."""
    voices = tuple(tts_core.Voice(id=f"v{number}", language="fr") for number in range(130))
    registry = Registry(
        [
            echo_model(listed=True),
            echo_model("many", listed=True, voices=voices, default_voice=None),
            echo_model("absent", listed=True, files=(ModelFile(name="gone.onnx", folder=tmp_path),)),
        ]
    )

    british = called("list_voices", registry, language="en-GB").structured_content
    french = called("list_voices", registry, model="many").structured_content

    assert british["voices"] == [
        {"id": "bob", "model": "echo", "name": "Bob", "language": "en-GB", "gender": "male"}
    ]
    assert (len(french["voices"]), french["more"]) == (100, 30)


def test_explain_says_what_would_be_said() -> None:
    """`explain` gives the words, the voice, and what would not be said, and speaks nothing."""
    recorder = Recorder()

    told = called("explain", echo(recorder=recorder), text="It cost $5. \U0001f642").structured_content

    assert told["said"].startswith("It cost five dollars.")
    assert (told["model"], told["voice"]) == ("echo", "ada")
    assert told["warnings"]
    assert not recorder.begun


def test_it_is_a_program_over_stdio(tmp_path: Path) -> None:
    """`tts-core mcp` is a server that a client starts, and nothing but the protocol is on its output."""
    asked = ["-m", "tts_core", "mcp", "--files", str(tmp_path), "--output-device", "null"]
    program = StdioServerParameters(command=sys.executable, args=asked)

    async def work() -> tuple[Any, Any]:
        async with Client(stdio_client(program)) as connected:
            written = await connected.call_tool("speak", {"text": "Hi.", "model": "echo", "file": "a.wav"})
            return written, await connected.call_tool("speak", {"text": "Hi.", "model": "echo"})

    written, played = asyncio.run(work())

    assert not written.is_error, written
    assert heard((tmp_path / "a.wav").read_bytes()) == "Hi."
    assert played.structured_content["heard"] == "Hi."


def test_it_is_a_service_over_http() -> None:
    """The same tools are there over HTTP, at /mcp, where nothing is played unless that is asked for."""
    server = tts_mcp.create_server(registry=echo(), plays=False)
    web = uvicorn.Server(uvicorn.Config(server.streamable_http_app(), port=0, log_level="warning"))

    async def work() -> tuple[Any, Any]:
        serving = asyncio.create_task(web.serve())
        while not web.started:
            assert not serving.done()
            await asyncio.sleep(0)
        port = web.servers[0].sockets[0].getsockname()[1]
        try:
            async with Client(f"http://127.0.0.1:{port}/mcp") as connected:
                told = await connected.call_tool("explain", {"text": "It cost $5."})
                return told, await connected.call_tool("speak", {"text": "Hello."})
        finally:
            web.should_exit = True
            await serving

    told, refused = asyncio.run(work())

    assert told.structured_content["said"] == "It cost five dollars."
    assert "plays nothing" in refused.content[0].text


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--http", "8001"], "must be HOST:PORT"),
        (["--files", "/no/such/folder"], "does not exist"),
    ],
)
def test_the_command_says_what_it_cannot_do(args: list[str], says: str) -> None:
    """What cannot be served ends with status 2 and one sentence."""
    result = CliRunner().invoke(Commands(), ["mcp", *args])

    assert result.exit_code == 2
    assert says in result.stderr
