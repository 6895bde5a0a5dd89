"""Guest lists: what is taken, what is refused by line, and what spreadsheets get."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.access.guest_file import (
    ERRORS_SHOWN,
    GUESTS_MAX,
    Guest,
    read_guests,
    write_guests,
)
from island_server.access_ports import GUEST_FILE_BYTES_MAX, GuestFileRefused, Imported
from island_server.core.events import Role

from .made_access import Made


def mistakes(data: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(GuestFileRefused) as caught:
        read_guests(data)
    return [(it.line, it.column, it.problem) for it in caught.value.mistakes]


@pytest.mark.parametrize(
    "data",
    [
        b"name,email,role,group\nAnna,ANNA@example.org,host,speakers\nBo,,,\n",
        b"\xef\xbb\xbfNaam;E-mail;Rol;Groep\r\nAnna;anna@example.org;Gastheer;speakers\r\nBo;;;\r\n",
        b'group,other,name,role,mail\n"speakers",x,"Anna",host,anna@example.org\n,,Bo,attendee,\n\n,,,,\n',
    ],
)
def test_lists_are_read_as_spreadsheets_write_them(data: bytes) -> None:
    assert read_guests(data) == [
        Guest("Anna", "anna@example.org", Role.HOST, "speakers"),
        Guest("Bo", "", Role.ATTENDEE, ""),
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", [(1, "name", "no_name_column")]),
        (b"who,email\nAnna,a@b.nl\n", [(1, "name", "no_name_column")]),
        (b"name,naam\nAnna,Bo\n", [(1, "name", "column_twice")]),
        (b"name\n", [(0, "", "no_guests")]),
        (b"\xff\xfen\0a\0m\0e\0", [(0, "", "not_utf8")]),
        (b"name\nAn\0na\n", [(0, "", "not_text")]),
        (b"x" * (GUEST_FILE_BYTES_MAX + 1), [(0, "", "too_large")]),
        (b'name\n"Anna' + b"x" * 200_000 + b"\n", [(2, "", "bad_csv")]),
        (
            b"name,email,role,group\n,a@b.nl,,\nBo,no mail,,\nCees,,boss,\nDaan,,,"
            + b"g" * 41
            + b"\n",
            [
                (2, "name", "bad_name"),
                (3, "email", "bad_email"),
                (4, "role", "bad_role"),
                (5, "group", "bad_group"),
            ],
        ),
        (b"name,email\nAnna,a@b.nl\nAn,A@B.nl\n", [(3, "email", "guest_twice")]),
        (b"name\nAnna\nanna\n", [(3, "name", "guest_twice")]),
    ],
)
def test_what_is_wrong_is_told_by_line(data: bytes, found: list[tuple[int, str, str]]) -> None:
    assert mistakes(data) == found


def test_no_more_mistakes_are_told_than_one_can_read() -> None:
    assert len(mistakes(b"name,role\n" + b"Anna,boss\n" * 200)) == ERRORS_SHOWN


def test_no_more_guests_are_taken_than_may_be() -> None:
    rows = b"".join(b"guest %d\n" % number for number in range(GUESTS_MAX + 1))
    assert mistakes(b"name\n" + rows) == [(GUESTS_MAX + 2, "", "too_many_guests")]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused(data: bytes) -> None:
    with suppress(GuestFileRefused):
        assert read_guests(data)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_no_cell_can_be_taken_for_a_formula(row: list[str]) -> None:
    text = write_guests([row]).decode("utf-8-sig")
    (cells,) = csv.reader(io.StringIO(text, newline=""))
    for cell, given_cell in zip(cells, row, strict=True):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert cell in (given_cell, f"'{given_cell}")


async def test_each_guest_gets_a_link_of_their_own_for_one_person() -> None:
    made = Made()
    done = await made.access.guests.take_in(b"name,role,group\nAnna,host,speakers\nBo,,\n", 10)
    assert done == Imported(2, 0)
    anna, bo = made.access.guests
    assert (anna.label, anna.role, anna.groups, anna.uses_max) == (
        "Anna",
        Role.HOST,
        ("speakers",),
        1,
    )
    assert anna.id != bo.id
    said = made.access.check(made.access.links.token_of(bo))
    assert (said.role, said.groups) == (Role.ATTENDEE, ())


async def test_the_next_list_updates_and_keeps_the_links() -> None:
    made = Made()
    await made.access.guests.take_in(b"name,email\nAnna,anna@b.nl\nBo,\nCees,\n", 10)
    links = {record.label: record.id for record in made.access.guests}
    token = made.access.links.token_of(next(iter(made.access.guests)))
    done = await made.access.guests.take_in(
        b"name,email,role\nAnna B.,ANNA@b.nl,host\nbo,,\nDaan,,\n", 10
    )
    assert done == Imported(1, 2)
    after = {record.label: record for record in made.access.guests}
    assert after["Anna B."].id == links["Anna"]
    assert after["bo"].id == links["Bo"]
    assert set(after) == {"Anna B.", "bo", "Cees", "Daan"}
    assert made.access.check(token).role is Role.HOST


async def test_a_list_with_a_mistake_changes_nothing() -> None:
    made = Made()
    with pytest.raises(GuestFileRefused):
        await made.access.guests.take_in(b"name,role\nAnna,\nBo,boss\n", 10)
    assert len(made.access.book) == 0


async def test_a_guest_whose_link_was_revoked_gets_another() -> None:
    made = Made()
    await made.access.guests.take_in(b"name\nAnna\n", 10)
    (former,) = made.access.guests
    await made.access.links.revoke(former.id)
    assert await made.access.guests.take_in(b"name\nAnna\n", 10) == Imported(1, 0)
    assert len({record.id for record in made.access.guests}) == 2


async def test_the_file_has_links_and_no_formulas_and_no_mail() -> None:
    made = Made()
    await made.access.guests.take_in("name,email\n=HYPERLINK(1),a@b.nl\nÉva,\n".encode(), 10)
    data = made.access.guests.as_file("https://island.example.org")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)", "Éva"]
    token = rows[1]["link"].removeprefix("https://island.example.org/join/")
    assert made.access.check(token).role is Role.ATTENDEE
    assert b"a@b.nl" not in data
    assert not any("a@b.nl" in repr(record) for record in made.store.rows.values())
    assert made.access.guests.of_email(" A@B.nl") is not None
    assert made.access.guests.of_email("other@b.nl") is None
