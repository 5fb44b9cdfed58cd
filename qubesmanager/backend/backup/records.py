"""Dataclasses that travel between processes as JSON objects, strictly typed on the way in."""

from __future__ import annotations

import dataclasses
import types
import typing
from enum import Enum
from typing import Any, Self


class Record:
    """A dataclass that goes to JSON and comes back, strictly typed."""

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings, integers, booleans and None."""
        assert dataclasses.is_dataclass(self)
        return {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}

    @classmethod
    def from_dict(cls, untrusted_data: object) -> Self:
        """Raises ValueError naming the field that is missing, unknown or of another type."""
        if not isinstance(untrusted_data, dict):
            raise ValueError(f"{cls.__name__} must be an object")
        assert dataclasses.is_dataclass(cls)
        hints = typing.get_type_hints(cls)
        names = {f.name for f in dataclasses.fields(cls)}
        unknown = set(untrusted_data) - names
        if unknown:
            raise ValueError(f"{cls.__name__} has no field {sorted(map(str, unknown))[0]!r}")
        values = {
            name: _typed(hints[name], value, f"{cls.__name__}.{name}")
            for name, value in untrusted_data.items()
        }
        try:
            return cls(**values)
        except TypeError as error:
            raise ValueError(f"{cls.__name__} lacks a field: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _typed(kind: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        choices = typing.get_args(kind)
        if value is None and type(None) in choices:
            return None
        return _typed(next(c for c in choices if c is not type(None)), value, where)
    if origin is list:
        if not isinstance(value, list):
            raise ValueError(f"{where} must be a list")
        (item_kind,) = typing.get_args(kind)
        return [_typed(item_kind, item, where) for item in value]
    if origin is dict:
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise ValueError(f"{where} must be an object")
        item_kind = typing.get_args(kind)[1]
        return {key: _typed(item_kind, item, f"{where}[{key!r}]") for key, item in value.items()}
    if issubclass(kind, Record):
        return kind.from_dict(value)
    if issubclass(kind, Enum):
        return kind(value)
    # bool is an int for Python, and must not pass for one here.
    if type(value) is not kind:
        raise ValueError(f"{where} must be of type {kind.__name__}")
    return value
