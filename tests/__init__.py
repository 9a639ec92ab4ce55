"""Tests, one module a room."""
