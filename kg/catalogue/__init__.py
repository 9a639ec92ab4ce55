"""What is made from the files of the canned queries besides asking them: documentation, examples in Turtle, a description of the HTTP API.

In: ``Query`` values. Out: text. Nothing of it is written by hand, so that none of it can be out of date: ``kg docs`` prints each, and a
test compares docs/queries.md.
"""

from __future__ import annotations

from kg.catalogue.examples import examples
from kg.catalogue.markdown import markdown
from kg.catalogue.openapi import openapi

__all__ = ["examples", "markdown", "openapi"]
