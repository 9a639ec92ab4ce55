"""What the records are made of that pass between the rooms, and those of which the finders make many."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import fields, replace

__all__ = ["Record", "fields", "replace"]


class Record(Struct, frozen=True):
    """A frozen value with named fields, equal and hashed by them; ``replace`` and ``fields`` do what those of ``dataclasses`` do.

        class Sentence(Record, frozen=True): ...

    Some two thousand are made for every report. To make one takes a frozen ``dataclass`` 0.4 to 2 µs (each field goes through
    ``object.__setattr__``) and a ``NamedTuple`` 0.2 (its constructor is Python); this takes 0.05, and its fields read as fast as slots do.
    """
