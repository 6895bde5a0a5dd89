"""Reading a browser's answer (RFC 8829 section 5.3). Pure; bad text raises `MediaRefused` only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from island_server.errors import MediaRefused

_ANSWER_MAX_CHARS = 65_536
_FINGERPRINT = re.compile(
    r"a=fingerprint:sha-256 ((?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2})\s*", re.ASCII
)
_SSRC = re.compile(r"a=ssrc:(\d{1,10}) ", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """The certificate's SHA-256, and the SSRC of each uplink by mid, if told."""

    fingerprint: str
    uplink_ssrcs: dict[str, int]


def parse_answer(sdp: str, mids: Sequence[str]) -> Answer:
    """Read an answer to an offer with these mids. Raises `MediaRefused("bad_answer")`."""
    if len(sdp) > _ANSWER_MAX_CHARS:
        raise _refuse("too long")
    head, *media = re.split(r"^(?=m=)", sdp, flags=re.MULTILINE)
    if [_value(section, "a=mid:") for section in media] != list(mids):
        raise _refuse("its media lines are not those of the offer")
    fingerprints = {
        match[1].upper() for line in sdp.splitlines() if (match := _FINGERPRINT.fullmatch(line))
    }
    if len(fingerprints) != 1:
        raise _refuse("it needs one SHA-256 fingerprint")
    if (_value(media[0], "a=setup:") or _value(head, "a=setup:")) != "active":
        raise _refuse("the browser must be the DTLS client (setup:active)")
    ssrcs = {}
    for mid, section in zip(mids[:2], media, strict=False):
        match = re.search(_SSRC, section)
        if match and 0 < int(match[1]) < 1 << 32:
            ssrcs[mid] = int(match[1])
    return Answer(fingerprints.pop(), ssrcs)


def _value(section: str, prefix: str) -> str | None:
    for line in section.splitlines():
        if line.startswith(prefix):
            return line[len(prefix) :].strip()
    return None


def _refuse(detail: str) -> MediaRefused:
    return MediaRefused("bad_answer", detail)
