"""Two voices that spell: an ONNX graph that has a sound for each symbol."""

import re
import unicodedata

import tts_core
from tts_core import Feature, Model, ModelCard, ModelFile, Option, Rendering, Voice, Word, hookimpl

RATE, HOP = 16000, 1280  # Each symbol sounds for 80 ms.
SYMBOLS = "\0abcdefghijklmnopqrstuvwxyzæðŋɐɑɒɔəɛɜɡɪɹɾʃʊʌʒʔθβχˈˌː"  # The first is silence.
VOICES = (Voice(id="low", language="en-US"), Voice(id="high", language="en-US"))
INPUTS = {"input_ids": "tensor(int64)", "voice": "tensor(int64)", "gain": "tensor(float)"}


class Spelling:
    def __init__(self, options):
        from tts_onnx.session.session import Contract, Session  # Here: naming a model must cost nothing.

        contract = Contract("Spelling", INPUTS, {"waveform": ("tensor(float)",)}, needed=("waveform",))
        providers = options.providers or ("CPUExecutionProvider",)
        graph, threads = options.files["spelling.onnx"], options.threads or 1
        self.session = Session(graph, contract, threads=threads, providers=providers)

    def speak(self, utterance):
        import numpy as np

        ids, words, warnings = [0], [], []
        for start, end, symbols in read(utterance):
            text, begin = utterance.text[start:end], len(ids)
            ids += [SYMBOLS.index(symbol) for symbol in symbols if symbol in SYMBOLS]
            if not all(symbol in SYMBOLS for symbol in symbols):
                what = f"not all of {text!r} has a sound"
                warnings.append(tts_core.SpeechWarning("unspoken", what, (start, end)))
            if len(ids) > begin:
                words.append(Word(text, (start, end), begin * HOP / RATE, len(ids) * HOP / RATE, "model"))
                ids.append(0)
        if not words:
            raise tts_core.NothingToSpeak("no word of it is in letters that this voice has a sound for")
        voice, gain = [each.id for each in VOICES].index(utterance.voice), utterance.options["gain"]
        feeds = {"input_ids": np.array(ids), "voice": np.array(voice), "gain": np.array(gain, np.float32)}
        samples = self.session.run(feeds, utterance.cancel)["waveform"]
        return Rendering(samples=samples, sample_rate=RATE, words=tuple(words), warnings=tuple(warnings))

    def close(self):
        self.session = None


def read(utterance):
    """Return where each word is, and its symbols: the caller's reading, else its letters."""
    found = [(given.start, given.end, given.ipa) for given in utterance.phonemes]
    for word in re.finditer(r"\w[\w\u0300-\u036f'’-]*", utterance.text):
        if not any(start < word.end() and word.start() < end for start, end, _ in found):
            letters = unicodedata.normalize("NFKD", word[0].lower())
            found.append((*word.span(), "".join(filter(str.isalnum, letters))))
    return sorted(found)


@hookimpl
def tts_models():
    card = ModelCard(
        id="spelling",
        description="Spells each word in tones.",
        sample_rate=RATE,
        voices=VOICES,
        features=frozenset({Feature.TIMINGS, Feature.PHONEMES, Feature.CANCEL, Feature.DETERMINISTIC}),
        options=(Option(name="gain", type=float, default=1.0, min=0.1, max=1.0, doc="How loud it is."),),
        files=(ModelFile(name="spelling.onnx", package="tts_spelling"),),
        licence=tts_core.Licence(code="MIT", weights="MIT"),
    )
    return [Model(card, Spelling)]
