"""Evaluators, after big_vision: a class with `run(encoder)` that yields (name, value). One file a protocol."""
