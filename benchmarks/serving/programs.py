"""What runs in a process of its own, as text: a server of ours, and a bare one."""

from __future__ import annotations

__all__ = ["BARE", "MODELS", "SERVER"]

MODELS = """
import os
from dataclasses import replace
import numpy as np
from tts_core import Feature, Model, ModelCard, Registry, Rendering

class Hum:
    def __init__(self, seconds):
        self.seconds = seconds
    def speak(self, utterance):
        utterance.cancel.wait(self.seconds)
        utterance.cancel.check()
        samples = np.full(len(utterance.text) * 1600, 0.1, dtype=np.float32)
        return Rendering(samples=samples, sample_rate=24000)
    def close(self):
        pass

def model(name, seconds):
    card = ModelCard(id=name, sample_rate=24000, concurrency=2, features=frozenset({Feature.CANCEL}))
    return Model(card, lambda options: Hum(seconds))

def registry():
    held = Registry.installed()
    held.register(model("instant", 0.0))
    held.register(model("steady", 0.1))
    if os.environ.get("KITTEN"):
        folder = held.model("kitten:" + os.environ["KITTEN"])
        held.register(replace(folder, card=replace(folder.card, id="kitten")))
    return held
"""
SERVER = """
import asyncio
from tts_server import Settings, create_app
from tts_server.operate.server import Server

held = registry()
server = Server(create_app(held, Settings(port=0, model="instant", preload=("instant", "steady", "espeak"))))

async def serve():
    task = asyncio.create_task(server.serve())
    while not server.started or len(held.loaded()) < 3:
        await asyncio.sleep(0.05)
    print(server.address[1], flush=True)
    await task

asyncio.run(serve())
"""
BARE = """
import asyncio, json, sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import StreamingResponse
from starlette.routing import Route

answer = open(sys.argv[1], "rb").read()

async def speech(request):
    json.loads(await request.body())
    async def body():
        yield answer
    return StreamingResponse(body(), media_type="audio/wav")

app = Starlette(routes=[Route("/v1/audio/speech", speech, methods=["POST"])])
server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))

async def serve():
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.05)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)
    await task

asyncio.run(serve())
"""
