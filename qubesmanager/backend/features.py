"""Features and tags of a qube (admin-api.md sections 2.4 and 3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from qubesmanager.protocol import (
    ProtocolError,
    QubesFeatureNotFoundError,
    QubesInvalidTagError,
    QubesTagNotFoundError,
    QubesValueError,
)

_FEATURE_NAME = re.compile(r"[A-Za-z0-9_.-]+\Z")
_FEATURE_VALUE = re.compile(r"[\x20-\x7e]*\Z")
_TAG = re.compile(r"[A-Za-z0-9_-]+\Z")
_MAX_SERVICE_NAME = 48

# The daemon's own notes about a qube; a client that changed them would confuse it.
PROTECTED_FEATURES = frozenset(
    {
        "deferred-netvm-original",
        "preload-dispvm",
        "preload-dispvm-completed",
        "preload-dispvm-in-progress",
    }
)


class Owner(Protocol):
    """The qube, as its features and tags see it."""

    name: str

    async def fire(self, event: str, **kwargs: object) -> None: ...

    def changed(self) -> None: ...

    async def save(self) -> None: ...

    async def translate_feature(self, name: str, value: str) -> bool:
        """Whether the setting means something else, which is done then, and is not kept."""

    def telling_feature(self, name: str) -> AbstractAsyncContextManager[None]:
        """Around a change of the feature: what is computed from it tells that it changed."""

    @property
    def features(self) -> Features: ...

    @property
    def feature_template(self) -> Owner | None: ...

    @property
    def feature_netvm(self) -> Owner | None: ...

    @property
    def feature_adminvm(self) -> Owner | None: ...


def check_feature(untrusted_name: str, untrusted_value: str) -> None:
    """ProtocolError for what is no feature, QubesValueError for a service nobody could have."""
    if not _FEATURE_NAME.match(untrusted_name):
        raise ProtocolError(f"Not a name for a feature: {untrusted_name!r}")
    if not _FEATURE_VALUE.match(untrusted_value):
        raise ProtocolError(f"Feature {untrusted_name!r} takes printable ASCII only")
    if not untrusted_name.startswith("service."):
        return
    service = untrusted_name.removeprefix("service.")
    if service in ("", ".", ".."):
        raise QubesValueError(f"Not a name for a service: {service!r}")
    if len(service) > _MAX_SERVICE_NAME and not service.startswith("app-dispvm."):
        raise QubesValueError(f"A service's name has at most {_MAX_SERVICE_NAME} characters")


def check_tag(untrusted_tag: str) -> str:
    """QubesInvalidTagError unless it can be a tag."""
    if not _TAG.match(untrusted_tag):
        raise QubesInvalidTagError(f"Not a name for a tag: {untrusted_tag!r}")
    return untrusted_tag


class Features(Mapping[str, str]):
    """Names and values in the order of their first setting; an empty value means no."""

    def __init__(self, owner: Owner, stored: Mapping[str, str]) -> None:
        self._owner = owner
        self._values = dict(stored)

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    async def set(self, untrusted_name: str, untrusted_value: str) -> None:
        """Announce, keep, save, tell. On failure nothing has changed."""
        check_feature(untrusted_name, untrusted_value)
        name, value = untrusted_name, untrusted_value
        told: dict[str, object] = {"feature": name, "value": value}
        if name in self._values:
            told["oldvalue"] = self._values[name]
        await self._owner.fire(f"domain-feature-pre-set:{name}", **told)
        if await self._owner.translate_feature(name, value):
            await self._owner.fire(f"domain-feature-set:{name}", **told)
            await self._owner.fire(f"domain-feature-delete:{name}", feature=name)
            return
        await self._exchange(name, value)
        await self._owner.fire(f"domain-feature-set:{name}", **told)

    async def remove(self, name: str) -> None:
        """QubesFeatureNotFoundError when there is none of that name."""
        self._require(name)
        await self._owner.fire(f"domain-feature-pre-delete:{name}", feature=name)
        self._require(name)
        await self._exchange(name, None)
        await self._owner.fire(f"domain-feature-delete:{name}", feature=name)

    def put(self, name: str, value: str) -> None:
        """Keep without announcing or saving: for a qube that nobody knows yet."""
        self._keep(name, value)

    def _require(self, name: str) -> None:
        if name not in self._values:
            raise QubesFeatureNotFoundError(f"{self._owner.name} has no feature {name!r}")

    def _keep(self, name: str, value: str | None) -> None:
        if value is None:
            self._values.pop(name, None)
        else:
            self._values[name] = value
        self._owner.changed()

    async def _exchange(self, name: str, value: str | None) -> None:
        """Keep the value (None: forget it) and save; if that fails, go back."""
        before = self._values.get(name)
        async with self._owner.telling_feature(name):
            self._keep(name, value)
            try:
                await self._owner.save()
            except BaseException:
                if self._values.get(name) == value:
                    self._keep(name, before)
                raise

    # -- values that another qube may give

    def check_with_template(self, name: str) -> str | None:
        """The qube's own value, else its template's and so on; None when nobody has it."""
        return self._along(name, lambda owner: owner.feature_template)

    def check_with_netvm(self, name: str) -> str | None:
        """The same along the chain of netvms."""
        return self._along(name, lambda owner: owner.feature_netvm)

    def check_with_adminvm(self, name: str) -> str | None:
        """The qube's own value, else that of dom0."""
        return self._along(name, lambda owner: owner.feature_adminvm)

    def check_with_template_and_adminvm(self, name: str) -> str | None:
        """Along the templates, then dom0."""
        value = self.check_with_template(name)
        return self.check_with_adminvm(name) if value is None else value

    def _along(self, name: str, following: Callable[[Owner], Owner | None]) -> str | None:
        owner: Owner | None = self._owner
        while owner is not None:
            value = owner.features.get(name)
            if value is not None:
                return value
            owner = following(owner)
        return None


class Tags(Set[str]):
    """The tags of a qube."""

    def __init__(self, owner: Owner, stored: Iterable[str]) -> None:
        self._owner = owner
        self._tags = set(stored)

    @classmethod
    def _from_iterable(cls, it: Iterable[str]) -> set[str]:  # type: ignore[override]
        """``tags & others`` and the like give a plain set."""
        return set(it)

    def __contains__(self, tag: object) -> bool:
        return tag in self._tags

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._tags))

    def __len__(self) -> int:
        return len(self._tags)

    async def add(self, untrusted_tag: str) -> None:
        """Keep, save, tell. A tag that is there already changes nothing."""
        tag = check_tag(untrusted_tag)
        if tag in self._tags:
            return
        self.put(tag)
        try:
            await self._owner.save()
        except BaseException:
            self.drop(tag)
            raise
        await self._owner.fire(f"domain-tag-add:{tag}", tag=tag)

    async def remove(self, tag: str) -> None:
        """QubesTagNotFoundError when the qube does not have it."""
        if tag not in self._tags:
            raise QubesTagNotFoundError(f"{self._owner.name} has no tag {tag!r}")
        self.drop(tag)
        try:
            await self._owner.save()
        except BaseException:
            self.put(tag)
            raise
        await self._owner.fire(f"domain-tag-delete:{tag}", tag=tag)

    def put(self, tag: str) -> None:
        """Keep without saving or telling."""
        self._tags.add(tag)
        self._owner.changed()

    def drop(self, tag: str) -> None:
        """Forget without saving or telling."""
        self._tags.discard(tag)
        self._owner.changed()
