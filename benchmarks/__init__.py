"""Measuring the aligner: accuracy, confidence, coverage, speed, memory, and the peers side by side (``run.py``)."""
