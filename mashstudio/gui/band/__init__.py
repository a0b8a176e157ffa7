"""The accompaniment: a keyboard to play it, a piano roll for its melodies and a step grid for its drums.

The roll and the grid know a lane of notes and nothing of the session: they show what they are given, and say what was
edited.
"""
