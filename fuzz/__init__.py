"""Coverage-guided fuzzing with atheris: whatever the bytes, a reader gives a result or one clear sentence, and soon.

    make fuzz TIME=900                 every target for 900 seconds of the clock, one after the other
    python -m fuzz quantities --seconds 60
    python -m fuzz quantities FILE     one input again, as a crash leaves it behind

Needs the optional dependencies ``fuzz``. What is learned stays in ``var/fuzz/TARGET`` and is gone on from.
"""
