"""Every exception of our own.

    IslandError
    +-- SettingsError      a setting, a file or a port is wrong: one clear line, exit status 1
    +-- MapError           a map file cannot be read: names file and key
    +-- ProtocolError      a message that breaks the protocol: answered by its reason code
    +-- AccessDenied       a link or a session is not valid: answered by its reason code
    +-- MediaUnavailable   the media process cannot start: names the setting to change
    +-- MediaRefused       an answer that does not fit its offer: answered by its reason code
    +-- StoreError         the attendance log or a map cannot be kept or read
    |   +-- LogDamaged     a row of the attendance log is not as it was written: names the row
    +-- LogRefused         a question about the attendance log: answered by its reason code
    +-- EventRefused       a plan for an event that cannot be: answered by its reason code
    +-- LogFileError       an export of a log cannot be read: names file, line and key

What a person may not do is no exception: the world answers with a `CommandRejected` event.
"""

from __future__ import annotations


class IslandError(Exception):
    """Root of the errors that Eiland raises itself."""


class SettingsError(IslandError):
    """The island cannot start as it is set up; the text says what to change."""


class MapError(IslandError):
    """A map cannot be used; the text names the file, the key and what is wrong there."""


class ReasonError(IslandError):
    """An error that reaches a client, as a reason code out of `docs/protocol.md`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class ProtocolError(ReasonError):
    """A message that is unknown, ill-typed, too large, too frequent or out of order."""


class AccessDenied(ReasonError):
    """A link or session that is unknown, expired, forged or for another event."""


class MediaRefused(ReasonError):
    """An SDP answer that does not fit its offer."""


class MediaUnavailable(IslandError):
    """The media process cannot start; the text names the setting to change."""


class StoreError(IslandError):
    """The disk or the database refuses; the text says where and why."""


class LogDamaged(StoreError):
    """A row of the attendance log is damaged; `what` names the row, and not the database."""

    def __init__(self, what: str, database: str = "") -> None:
        super().__init__(f"{database}: {what}" if database else what)
        self.what = what


class LogRefused(ReasonError):
    """What was asked about the attendance log is not there, or not now."""


class EventRefused(ReasonError):
    """A plan for an event that cannot be so, or cannot be changed; `detail` says what to do."""


class LogFileError(IslandError):
    """An export of an attendance log that cannot be taken in; `line` 0 is the file as a whole."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}: line {line}: {problem}" if line else f"{file}: {problem}")
        self.line = line
        self.problem = problem
