"""Hostile and broken files, made on the spot in any size, and a worker that shows each of them to every door.

python -m tests.hostile --size full        the whole corpus in full size, a process for each file
"""
