"""Readings: each asks one question of a corpus and answers with a `Finding`."""
