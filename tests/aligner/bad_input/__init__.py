"""Files that cannot be read, made on the spot: nothing broken lies in the repository."""
