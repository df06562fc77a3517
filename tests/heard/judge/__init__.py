"""
Ears for voices: what a recogniser, an aligner and a judge of sound, none of them ours, make of speech.

    nox -s heard                                            every voice, every measure, and docs/heard.md
    nox -s heard -- --voices hibari --measures plain times  these, the rest of the page as it was
"""
