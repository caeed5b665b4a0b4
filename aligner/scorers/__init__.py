"""Evidence that two spans of segments say the same thing: one file per kind, each with a ``SCORER``."""
