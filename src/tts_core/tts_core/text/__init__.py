"""From the caller's text to speakable text: markup, sentences, normalisation, lexicon."""
