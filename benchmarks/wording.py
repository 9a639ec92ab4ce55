"""wording.txt, read: topics with their headings, statements, programs and frames.

In: the file, in the form that its first lines describe. Out: ``Topic``s by key, in the order of the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

_FILE = Path(__file__).with_name("wording.txt")


@dataclass(slots=True)
class Topic:
    """A section: ``statements`` each in all its wordings, ``fillers`` without facts, ``programs`` as (name, as written)."""

    key: str
    headings: list[str] = field(default_factory=list)
    statements: list[list[str]] = field(default_factory=list)
    fillers: list[str] = field(default_factory=list)
    programs: list[tuple[str, str]] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)


def read_topics() -> dict[str, Topic]:
    """All topics. Raises ValueError, with the number of the line, for one that is not in the form."""
    topics: dict[str, Topic] = {}
    topic = Topic("")
    for number, line in enumerate(_FILE.read_text(encoding="utf-8").splitlines(), 1):
        sign, _, words = line.partition(" ")
        match sign:
            case "" | "#":
                continue
            case "##":
                topic = topics[words] = Topic(words)
            case "h":
                topic.headings.append(words)
            case "-":
                topic.statements.append([words])
            case "|":
                topic.statements[-1].append(words)
            case "=":
                topic.fillers.append(words)
            case "p":
                name, _, surface = words.partition(" | ")
                topic.programs.append((name, surface))
            case "f":
                topic.frames.append(words)
            case _:
                raise ValueError(f"{_FILE.name}:{number}: a line begins with {sign!r}")
    return topics
