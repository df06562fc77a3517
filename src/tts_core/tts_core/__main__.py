"""`python -m tts_core` is the tts-core command."""

from .cli import main

if __name__ == "__main__":
    main()
