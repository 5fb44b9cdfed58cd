"""The wire, byte by byte: admin-api.md sections 1.2-1.6 and the rows of its appendix A.2."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager import protocol as p

WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12)
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)


def test_requests_have_the_bytes_of_the_stock_client() -> None:
    assert p.Request("admin.vm.List", "", "dom0", "dom0").encode() == (
        b"admin.vm.List+ dom0 name dom0\0"
    )
    request = p.Request("admin.vm.property.Set", "memory", "dom0", "sa", b"500")
    assert request.encode() == b"admin.vm.property.Set+memory dom0 name sa\x00500"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"m dom0 name dom0\0", p.Request("m", "", "dom0", "dom0")),
        (b"m+a+b dom0 keyword adminvm\0x\0y", p.Request("m", "a+b", "dom0", "dom0", b"x\0y")),
        (b"m+ work name uuid:1\0", p.Request("m", "", "work", "uuid:1")),
    ],
)
def test_parse(data: bytes, expected: p.Request) -> None:
    assert p.Request.parse(data) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"m+ dom0 name dom0",
        b"m+ dom0 dom0\0",
        b"m+ dom0 id dom0\0",
        "m+ü dom0 dom0\0".encode(),
        "m+ dom0 nämé dom0\0".encode(),
        b"m+ dom0 name dom0\0" + bytes(p.MAX_REQUEST_BYTES),
    ],
)
def test_what_is_no_request(data: bytes) -> None:
    with pytest.raises(p.FramingError):
        p.Request.parse(data)


@pytest.mark.parametrize("header", ["mü+ a name b", "m+ü a name b", "m+ ü name b", "m+ a name ü"])
def test_a_whole_header_that_is_not_ascii(header: str) -> None:
    with pytest.raises(p.ProtocolError, match="not ASCII"):
        p.Request.parse(header.encode() + b"\0payload")


def test_largest_request() -> None:
    header = b"m+ dom0 name dom0\0"
    assert p.Request.parse(header + bytes(65536 - len(header)))


@given(st.binary(max_size=200))
def test_any_bytes_parse_or_are_an_error(data: bytes) -> None:
    with contextlib.suppress(p.FramingError, p.ProtocolError):
        p.Request.parse(data)


def test_exception_bytes() -> None:
    assert p.encode_exception("QubesVMNotFoundError", "No such domain: 'nosuch'") == (
        b"2\0QubesVMNotFoundError\0\0No such domain: 'nosuch'\0"
    )


@given(st.sampled_from(sorted(p.ERRORS)), TEXT)
def test_exceptions_arrive_as_they_were_sent(name: str, text: str) -> None:
    with pytest.raises(p.ERRORS[name]) as caught:
        p.decode_reply(p.encode_exception(name, text))
    assert type(caught.value).__name__ == name
    assert str(caught.value) == text


def test_percent_is_doubled_only_where_the_stock_client_formats() -> None:
    assert b"100%% full" in p.encode_exception("StoragePoolException", "100% full")
    assert b"100% full" in p.encode_exception("ProtocolError", "100% full")


def test_arguments_of_an_exception_are_filled_in() -> None:
    with pytest.raises(p.QubesException, match="no work for 3 days"):
        p.decode_reply(b"2\0QubesException\0\0no %s for %d days\0work\x003\0")


def test_unknown_class_is_a_qubes_exception() -> None:
    with pytest.raises(p.QubesException, match="text"):
        p.decode_reply(b"2\0SomethingNew\0\0text\0")


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (b"", p.DaemonAccessError),
        (b"0", p.DaemonCommunicationError),
        (b"1\0x", p.DaemonCommunicationError),
        (b"2\0Class\0\0", p.DaemonCommunicationError),
    ],
)
def test_replies_that_are_none(reply: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        p.decode_reply(reply)


def test_events_have_the_bytes_of_the_stock_daemon() -> None:
    assert p.Event("", "connection-established").encode() == b"1\0\0connection-established\0\0"
    event = p.Event("evm", "domain-tag-add:zz", {"tag": "zz"})
    assert event.encode() == b"1\0evm\0domain-tag-add:zz\0tag\0zz\0\0"


ARGS = st.dictionaries(TEXT.filter(bool), TEXT, max_size=3)
EVENTS = st.builds(p.Event, TEXT, TEXT, ARGS)


@given(st.lists(EVENTS, max_size=4), st.integers(1, 7))
def test_events_survive_any_cut(events: list[p.Event], step: int) -> None:
    stream = b"".join(event.encode() for event in events)
    decoder = p.EventDecoder()
    found = []
    for start in range(0, len(stream), step):
        found += decoder.feed(stream[start : start + step])
    assert found == events


REFUSED = b"2\0QubesException\0trace\0not 100%%, %s of %d\0this\0" + b"7\0"


@pytest.mark.parametrize("step", range(1, len(REFUSED) + 1))
def test_an_error_instead_of_events(step: int) -> None:
    """The same one wherever it is cut, and at its last byte: the daemon may not hang up."""
    decoder = p.EventDecoder()
    pieces = [REFUSED[start : start + step] for start in range(0, len(REFUSED), step)]
    for piece in pieces[:-1]:
        assert decoder.feed(piece) == []
    with pytest.raises(p.QubesException, match=r"^not 100%, this of 7$"):
        decoder.feed(pieces[-1])


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        (b"2\0PermissionDenied\0\0no", "cut short"),
        (b"2", "unknown kind"),
        (b"0\0", "a plain reply"),
        (b"2\0QubesException\0\0all but %s\0", "all but %s"),
    ],
)
def test_a_stream_that_ends_in_an_error(rest: bytes, reason: str) -> None:
    decoder = p.EventDecoder()
    assert decoder.feed(p.Event("", "first").encode()) == [p.Event("", "first")]
    with pytest.raises(p.AdminError, match=reason):
        decoder.feed(rest)
        decoder.end()


@given(st.lists(EVENTS, min_size=1, max_size=3), st.data())
def test_a_stream_that_ends_in_an_event(events: list[p.Event], data: st.DataObject) -> None:
    """So ends a daemon that is killed."""
    stream = b"".join(event.encode() for event in events)
    decoder = p.EventDecoder()
    found = decoder.feed(stream[: data.draw(st.integers(0, len(stream) - 1))])
    decoder.end()
    assert found == events[: len(found)] and len(found) < len(events)


VALUES = st.builds(
    p.PropertyValue, st.sampled_from(["str", "int", "bool", "vm", "label"]), TEXT, st.booleans()
)


@given(VALUES)
def test_property_round_trip(value: p.PropertyValue) -> None:
    assert p.PropertyValue.parse(value.encode()) == value


@given(st.dictionaries(WORDS.filter(bool), VALUES, max_size=4))
def test_get_all_round_trip(properties: dict[str, p.PropertyValue]) -> None:
    assert p.decode_properties(p.encode_properties(properties)) == properties


@pytest.mark.parametrize("name", ["work", "a", "sys-net", "a.b_c-1", "a" * 31, "dom0"])
def test_names(name: str) -> None:
    assert p.is_qube_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "1a", "a b", "a/b", "a" * 32, "none", "default", "Domain-0", "x-dm", "ä", "a\n", "-a"],
)
def test_what_is_no_name(name: str) -> None:
    assert not p.is_qube_name(name)
