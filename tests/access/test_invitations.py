from __future__ import annotations

import base64
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from island_server.access.invitations import Invitations, invitation_link
from island_server.access.persons import SignedPersonTokens
from island_server.access.signed_tokens import TokenSigner
from island_server.clock import ManualClock
from island_server.core.events import Role
from island_server.errors import AccessDenied
from island_server.ports import Invitation

KEY = b"k" * 32
NOW_S = 1_750_000_000
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def invitations(key: bytes = KEY, event_id: str = "ameland", now_s: int = NOW_S) -> Invitations:
    return Invitations(key, event_id, ManualClock(wall_ms=now_s * 1000))


TOKEN = invitations().make(Role.HOST, 1)


def reason(token: str | None, desk: Invitations | None = None) -> str:
    with pytest.raises(AccessDenied) as caught:
        (desk or invitations()).check(token)
    return caught.value.reason


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("role", list(Role))
def test_a_link_says_event_role_and_expiry(role: Role) -> None:
    token = invitations().make(role, 90)
    said = invitations().check(token)
    assert said == Invitation("ameland", role, NOW_S + 90 * 86_400, said.id)


def test_no_two_links_are_the_same() -> None:
    one, other = invitations().make(Role.HOST, 1), invitations().make(Role.HOST, 1)
    assert one != other
    assert invitations().check(one).id != invitations().check(other).id


def test_a_link_fits_in_an_address() -> None:
    link = invitation_link("https://island.example.org/", TOKEN)
    assert link == f"https://island.example.org/join/{TOKEN}"
    assert len(link) < 300


@pytest.mark.parametrize("token", [None, ""])
def test_no_token_is_a_missing_link(token: str | None) -> None:
    assert reason(token) == "link_missing"


def test_a_link_expires_at_its_second() -> None:
    assert invitations(now_s=NOW_S + 86_399).check(TOKEN).role is Role.HOST
    assert reason(TOKEN, invitations(now_s=NOW_S + 86_400)) == "link_expired"


def test_a_link_opens_no_other_event() -> None:
    assert reason(TOKEN, invitations(event_id="texel")) == "link_invalid"


def test_a_link_signed_with_another_key_is_invalid() -> None:
    assert reason(TOKEN, invitations(key=b"x" * 32)) == "link_invalid"


def test_a_forged_link_does_not_learn_whether_it_would_have_expired() -> None:
    assert reason(TOKEN, invitations(key=b"x" * 32, now_s=NOW_S * 2)) == "link_invalid"


def test_a_person_token_is_no_link_and_a_link_no_person_token() -> None:
    persons = SignedPersonTokens(KEY, "ameland")
    assert reason(persons.issue(persons.new_person())) == "link_invalid"
    assert persons.recall(TOKEN) is None


@pytest.mark.parametrize("claims", [{}, {"exp": "soon", "role": "host"}, {"exp": 1, "role": "god"}])
def test_a_link_with_unknown_claims_is_invalid(claims: dict[str, object]) -> None:
    token = TokenSigner(KEY, "invitation").sign({"event": "ameland", **claims})
    assert reason(token) == "link_invalid"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "HS512"},
        {"alg": ["HS256"]},
        {"alg": "HS256", "b64": False, "crit": ["b64"]},
        {"alg": "HS256", "typ": "JWT"},
        ["HS256"],
        None,
    ],
)
def test_no_other_algorithm_is_accepted(header: object) -> None:
    _, payload, signature = TOKEN.split(".")
    assert reason(f"{encoded(header)}.{payload}.{signature}") == "link_invalid"
    assert reason(f"{encoded(header)}.{payload}.") == "link_invalid"


@given(st.text())
def test_any_text_is_answered_by_a_reason(text: str) -> None:
    assert reason(text) in ("link_missing", "link_invalid")


@given(st.data())
def test_a_link_with_one_character_changed_is_invalid(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(TOKEN) - 1))
    other = data.draw(st.sampled_from(BASE64URL + ".=+/ \n\0é"))
    assume(other != TOKEN[place])
    assert reason(TOKEN[:place] + other + TOKEN[place + 1 :]) == "link_invalid"


@given(st.integers(0, len(TOKEN)), st.text(min_size=1, max_size=4))
def test_a_link_with_something_put_in_is_invalid(place: int, text: str) -> None:
    assert reason(TOKEN[:place] + text + TOKEN[place:]) == "link_invalid"


@given(st.integers(1, len(TOKEN) - 1))
def test_a_link_cut_short_is_invalid(length: int) -> None:
    assert reason(TOKEN[:length]) == "link_invalid"


@given(st.binary(min_size=32, max_size=32))
def test_an_organisers_claims_with_any_signature_are_invalid(signature: bytes) -> None:
    header = TOKEN.split(".")[0]
    claims = {"use": "invitation", "event": "ameland", "role": "organiser", "exp": NOW_S * 2}
    forged = base64.urlsafe_b64encode(signature).rstrip(b"=").decode()
    assert reason(f"{header}.{encoded(claims)}.{forged}") == "link_invalid"


def test_a_very_long_link_is_refused_unread() -> None:
    assert reason(TOKEN + "A" * 1_000_000) == "link_invalid"


def test_organiser_links_made_before_an_event_was_handed_over_are_void() -> None:
    clock, since = ManualClock(), [0]
    links = Invitations(KEY, "ameland", clock, lambda: since[0])
    former = {role: links.make(role, 1) for role in Role}
    since[0] = clock.wall_ms() // 1000 + 1
    handed = links.make(Role.ORGANISER, 1, made_s=since[0])
    assert links.check(handed).role is Role.ORGANISER
    assert links.check(former[Role.HOST]).role is Role.HOST
    assert links.check(former[Role.ATTENDEE]).role is Role.ATTENDEE
    with pytest.raises(AccessDenied, match="link_invalid"):
        links.check(former[Role.ORGANISER])
