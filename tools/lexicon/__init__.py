"""The sources that ``tools/build_lexicon.py`` makes the shipped lexicons of, one module each."""
