"""A speech from what is asked to the bytes of its answer; the same for every route."""
