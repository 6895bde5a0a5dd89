"""The numbers of our one RTP profile.

The server offers, so every browser uses the same payload types and extension ids, and packets need
no translation of either when they are forwarded.
"""

from __future__ import annotations

from enum import Enum

OPUS_PAYLOAD_TYPE = 111
VP8_PAYLOAD_TYPE = 96
AUDIO_LEVEL_ID = 1
"""Header extension id of the client-to-mixer audio level (RFC 6464)."""
ABS_SEND_TIME_ID = 2
"""Header extension id of the absolute send time, three bytes."""
SILENT_LEVEL = 127
"""RFC 6464: 0 is the loudest, 127 is silence."""


class MediaKind(Enum):
    """A voice or a picture; the value begins the mid of its m-lines."""

    AUDIO = "a"
    VIDEO = "v"


CLOCK_HZ = {MediaKind.AUDIO: 48_000, MediaKind.VIDEO: 90_000}
PAYLOAD_TYPES = {MediaKind.AUDIO: OPUS_PAYLOAD_TYPE, MediaKind.VIDEO: VP8_PAYLOAD_TYPE}
