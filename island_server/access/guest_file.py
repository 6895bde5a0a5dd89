"""The guest list as a file: what is read, with all that is wrong in it, and what is written.

CSV with a line of headings, in English or Dutch, comma or semicolon, UTF-8 with or without a mark.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from island_server.access_ports import GUEST_FILE_BYTES_MAX, GuestFileRefused, Mistake
from island_server.core.events import Role
from island_server.errors import ProtocolError
from island_server.protocol.text import MAX_NAME_CHARACTERS, clean_line, clean_name

GUESTS_MAX = 5000
EMAIL_MAX = 254
ERRORS_SHOWN = 50
"""Mistakes that are told at once."""

COLUMNS: Mapping[str, str] = {
    "name": "name",
    "naam": "name",
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "role": "role",
    "rol": "role",
    "group": "group",
    "groep": "group",
}
"""What a heading means, by its small letters; other columns are not read."""

ROLES: Mapping[str, Role] = {
    "": Role.ATTENDEE,
    "attendee": Role.ATTENDEE,
    "deelnemer": Role.ATTENDEE,
    "host": Role.HOST,
    "gastheer": Role.HOST,
    "gastvrouw": Role.HOST,
    "organiser": Role.ORGANISER,
    "organisator": Role.ORGANISER,
}
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_WIDE = ("\uff1d", "\uff0b", "\uff0d", "\uff20")  # the same in full width
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", *_WIDE)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody on the list. `email` is in small letters, or empty; so is `group`."""

    name: str
    email: str
    role: Role
    group: str

    @property
    def matched_by(self) -> str:
        """By what the same guest is known in the next list: the e-mail, else the name."""
        return f"email {self.email}" if self.email else f"name {self.name.casefold()}"


def read_guests(data: bytes) -> list[Guest]:
    """The guests of a file. Raises `GuestFileRefused` if anything at all is wrong with it."""
    if len(data) > GUEST_FILE_BYTES_MAX:
        raise GuestFileRefused([Mistake(0, "", "too_large")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GuestFileRefused([Mistake(0, "", "not_utf8")]) from None
    if "\0" in text:
        raise GuestFileRefused([Mistake(0, "", "not_text")])
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",")
    try:
        headings = [COLUMNS.get(cell.strip().casefold(), "") for cell in next(rows, [])]
        _check_headings(headings)
        return _guests(_numbered(rows), headings)
    except csv.Error:
        raise GuestFileRefused([Mistake(rows.line_num, "", "bad_csv")]) from None


def write_guests(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as a file for spreadsheets, none of whose cells can be taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them, by number: the headings are 1."""
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            yield number, row


def _check_headings(headings: Sequence[str]) -> None:
    known = [heading for heading in headings if heading]
    if "name" not in known:
        raise GuestFileRefused([Mistake(1, "name", "no_name_column")])
    twice = next((heading for heading in known if known.count(heading) > 1), None)
    if twice is not None:
        raise GuestFileRefused([Mistake(1, twice, "column_twice")])


def _guests(rows: Iterable[tuple[int, list[str]]], headings: Sequence[str]) -> list[Guest]:
    guests: dict[str, Guest] = {}
    mistakes: list[Mistake] = []
    for line, row in rows:
        if len(guests) >= GUESTS_MAX:
            raise GuestFileRefused([Mistake(line, "", "too_many_guests")])
        cells = dict(zip(headings, (cell.strip() for cell in row), strict=False))
        found = _guest(line, cells)
        if isinstance(found, Mistake):
            mistakes.append(found)
        elif found.matched_by in guests:
            mistakes.append(Mistake(line, "email" if found.email else "name", "guest_twice"))
        else:
            guests[found.matched_by] = found
        if len(mistakes) >= ERRORS_SHOWN:
            break
    if not guests and not mistakes:
        mistakes.append(Mistake(0, "", "no_guests"))
    if mistakes:
        raise GuestFileRefused(mistakes)
    return list(guests.values())


def _guest(line: int, cells: Mapping[str, str]) -> Guest | Mistake:
    try:
        name = clean_name(cells.get("name", ""))
    except ProtocolError:
        return Mistake(line, "name", "bad_name")
    email = cells.get("email", "").casefold()
    if email and (len(email) > EMAIL_MAX or not _EMAIL.fullmatch(email)):
        return Mistake(line, "email", "bad_email")
    role = ROLES.get(cells.get("role", "").casefold())
    if role is None:
        return Mistake(line, "role", "bad_role")
    try:
        group = cells.get("group", "")
        group = clean_line(group, MAX_NAME_CHARACTERS, "group") if group else ""
    except ProtocolError:
        return Mistake(line, "group", "bad_group")
    return Guest(name, email, role, group)


def _safe(cell: str) -> str:
    """An apostrophe goes before what a spreadsheet could take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
