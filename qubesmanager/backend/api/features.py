"""Features and tags (admin-api.md 2.4)."""

from __future__ import annotations

from qubesmanager.backend.api.methods import Call, MethodTable, Use, lines
from qubesmanager.backend.features import PROTECTED_FEATURES
from qubesmanager.protocol import PermissionDenied, QubesFeatureNotFoundError

METHODS = MethodTable()


@METHODS.method("admin.vm.feature.List")
async def feature_list(call: Call) -> str:
    return lines(call.qube.features)


@METHODS.method("admin.vm.feature.Get", arg=Use.REQUIRED)
async def feature_get(call: Call) -> str:
    return call.qube.features[_existing_feature(call)]


@METHODS.method("admin.vm.feature.Set", arg=Use.REQUIRED, payload=Use.OPTIONAL)
async def feature_set(call: Call) -> None:
    untrusted_value = call.ascii_payload()
    _refuse_protected(call)
    await call.qube.features.set(call.untrusted_arg, untrusted_value)


@METHODS.method("admin.vm.feature.Remove", arg=Use.REQUIRED)
async def feature_remove(call: Call) -> None:
    _refuse_protected(call)
    await call.qube.features.remove(_existing_feature(call))


@METHODS.method("admin.vm.feature.CheckWithTemplate", arg=Use.REQUIRED)
async def feature_check_with_template(call: Call) -> str:
    return _found(call, call.qube.features.check_with_template(call.untrusted_arg))


@METHODS.method("admin.vm.feature.CheckWithNetvm", arg=Use.REQUIRED)
async def feature_check_with_netvm(call: Call) -> str:
    return _found(call, call.qube.features.check_with_netvm(call.untrusted_arg))


@METHODS.method("admin.vm.feature.CheckWithAdminVM", arg=Use.REQUIRED)
async def feature_check_with_adminvm(call: Call) -> str:
    return _found(call, call.qube.features.check_with_adminvm(call.untrusted_arg))


@METHODS.method("admin.vm.feature.CheckWithTemplateAndAdminVM", arg=Use.REQUIRED)
async def feature_check_with_template_and_adminvm(call: Call) -> str:
    return _found(call, call.qube.features.check_with_template_and_adminvm(call.untrusted_arg))


def _refuse_protected(call: Call) -> None:
    if call.untrusted_arg in PROTECTED_FEATURES:
        raise PermissionDenied(f"feature {call.untrusted_arg!r} is managed by qubesd")


def _found(call: Call, value: str | None) -> str:
    if value is None:
        raise _no_feature(call)
    return value


def _no_feature(call: Call) -> QubesFeatureNotFoundError:
    return QubesFeatureNotFoundError(
        f"qube {call.qube.name!r} has no feature {call.untrusted_arg[:80]!r}"
    )


def _existing_feature(call: Call) -> str:
    if call.untrusted_arg not in call.qube.features:
        raise _no_feature(call)
    return call.untrusted_arg


@METHODS.method("admin.vm.tag.List")
async def tag_list(call: Call) -> str:
    return lines(call.qube.tags)


@METHODS.method("admin.vm.tag.Get", arg=Use.REQUIRED)
async def tag_get(call: Call) -> str:
    return "1" if call.untrusted_arg in call.qube.tags else "0"


@METHODS.method("admin.vm.tag.Set", arg=Use.REQUIRED)
async def tag_set(call: Call) -> None:
    await call.qube.tags.add(call.untrusted_arg)


@METHODS.method("admin.vm.tag.Remove", arg=Use.REQUIRED)
async def tag_remove(call: Call) -> None:
    await call.qube.tags.remove(call.untrusted_arg)
