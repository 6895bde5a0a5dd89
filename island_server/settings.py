"""Every setting of the island: default, unit, meaning. Built once, passed down.

`load_settings` reads the environment and reports all mistakes together; `Settings(...)` itself
reads nothing, so that tests do not depend on the machine they run on. `python -m
island_server.settings` writes the text of docs/reference/settings.md.
"""

from __future__ import annotations

import difflib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from island_server.errors import SettingsError
from island_server.place_ports import RETURN_MINUTES_MAX
from island_server.ports import LogDetail
from island_server.setting_types import (
    SECRET_TYPES,
    Addresses,
    ClientSecret,
    DatabaseAddress,
    EventId,
    Expected,
    Issuer,
    MetricsToken,
    Name,
    Port,
    RolePairs,
    WebAddress,
)

PREFIX = "ISLAND_"


class Settings(BaseSettings):
    """All settings. Give fields by keyword; what is not given has its default."""

    model_config = SettingsConfigDict(frozen=True, env_prefix=PREFIX, extra="forbid")

    host: str = Field("127.0.0.1", description="Address at which the web server listens.")
    port: Port = Field(8080, description="TCP port of the web server; 0 lets the system choose.")
    public_url: WebAddress | None = Field(
        None,
        description="Where browsers find the island, if that is not the address above: it stands in"
        " links, and browsers coming from there are let in.",
    )
    media_host: Addresses = Field(
        ("0.0.0.0",),  # noqa: S104 - browsers send voice and picture straight to this port
        min_length=1,
        description="Addresses at which the media port listens; `::` means IPv6 only.",
    )
    media_port: Port = Field(
        7882, description="UDP port, and the TCP port of the same number, for voice and picture."
    )
    media_announce: Addresses = Field(
        (),
        description="Addresses at which browsers reach the media port, best first (behind NAT the"
        " public one). Empty: those of this machine.",
    )
    data_dir: Path = Field(
        Path("data"),
        description="Folder for the attendance log, the signing key and the maps that were added.",
    )
    database_url: DatabaseAddress | None = Field(
        None,
        description="PostgreSQL database for the attendance log. Empty: a file of SQLite in the"
        " folder above.",
    )
    maps_dir: Path | None = Field(
        None, description="Folder with maps and avatar art. Empty: those that come with Eiland."
    )
    map: str = Field(
        "nes",
        description="Map of the island: a name out of `island map list`, or a path. Only until an"
        " organiser chooses one on the page with the maps: that choice is kept in the data folder.",
    )
    maps_kept: int = Field(
        50, ge=1, le=1000, description="Most maps that can be added to those of Eiland."
    )
    map_upload_bytes: int = Field(
        64 * 2**20,
        ge=2**16,
        le=2**30,
        description="Largest upload of maps, in bytes. Unpacked it may be four times as large.",
    )
    map_upload_files: int = Field(
        2000, ge=1, le=10_000, description="Most files in one upload of maps, unpacked."
    )
    map_uploads_per_minute: int = Field(
        10, ge=1, le=600, description="Uploads of maps that are taken in one minute, from anybody."
    )
    log_maps_bytes: int = Field(
        256 * 2**20,
        ge=2**20,
        le=2**36,
        description="Bytes for the maps that are kept for replays of the attendance log; those not"
        " used for longest go first, and their replay has a plain ground.",
    )
    islands_max: int = Field(
        20,
        ge=1,
        le=1000,
        description="Most islands open at once, the main one included; others open when a portal"
        " first leads there, and stay open.",
    )
    events_open_max: int = Field(
        20,
        ge=1,
        le=200,
        description="Most events open at once, that of the settings included; others open when"
        " somebody comes for them.",
    )
    event_idle_s: int = Field(
        300,
        ge=1,
        le=86_400,
        description="Seconds after which an event at which nobody is closes, until somebody comes.",
    )
    api_requests_per_minute: int = Field(
        300,
        ge=1,
        le=6000,
        description="Requests to `/api/v1` that one token or one event's organisers may make in a"
        " minute.",
    )
    event_id: EventId = Field(
        "ameland", description="Short name of the event; links made for another one do not open it."
    )
    event_name: Name = Field("Ameland", description="Name of the event, as people read it.")
    series: EventId | None = Field(
        None,
        description="Short name of the series that the event belongs to: its events know their"
        " people from one another. Empty: the event stands alone. Told to everyone at entry.",
    )
    log: LogDetail = Field(
        "presence",
        description="What the attendance log holds: who was where and with whom (`presence`), or"
        " every path walked as well (`movement`). Told to everyone at entry.",
    )
    log_waiting: int = Field(
        50_000,
        ge=1000,
        le=1_000_000,
        description="Most entries of the attendance log that wait in memory while the disk or the"
        " database refuses them; more are lost, and counted in the log.",
    )
    retention_days: int = Field(
        30, ge=1, le=3650, description="Days after which the attendance log is deleted."
    )
    alone_s: int = Field(
        60,
        ge=5,
        le=3600,
        description="Seconds for which a newcomer stands alone before hosts and greeters are told.",
    )
    return_minutes: int = Field(
        15,
        ge=0,
        le=RETURN_MINUTES_MAX,
        description="Minutes for which somebody who went, or whom a stop of the server sent off,"
        " comes back to the place where they were; kept for no longer.",
    )
    invitation_days: int = Field(
        90, ge=1, le=3650, description="Days for which a new invitation link is valid."
    )
    capacity: int = Field(
        500,
        ge=1,
        le=10_000,
        description="Most people on all islands together; others wait, or hear that it is full.",
    )
    waiting_max: int = Field(
        200,
        ge=0,
        le=10_000,
        description="Most people who wait for a place when it is full; 0: nobody can wait.",
    )
    bubble_capacity: int = Field(
        8, ge=2, le=9, description="Most people in one bubble; a browser plays 8 other voices."
    )
    resume_ms: int = Field(
        5000,
        ge=0,
        le=600_000,
        description="Milliseconds that an avatar is left standing when its connection drops.",
    )
    flush_hz: int = Field(
        10, ge=1, le=30, description="Times a second that browsers are told who walks where."
    )
    video_kbps: int = Field(
        150, ge=50, le=2000, description="Kilobits a second that one camera may send."
    )
    message_bytes: int = Field(
        16_384, ge=1024, le=1_048_576, description="Largest message of a browser, in bytes."
    )
    messages_per_s: float = Field(
        20.0, ge=1, le=1000, description="Messages a second that one browser may keep up."
    )
    messages_burst: int = Field(
        60, ge=1, le=10_000, description="Messages that one browser may send at once."
    )
    chats_per_s: float = Field(
        1.0, ge=0.01, le=100, description="Chat messages a second that one person may keep up."
    )
    chats_burst: int = Field(
        5, ge=1, le=1000, description="Chat messages that one person may send at once."
    )
    outbox_messages: int = Field(
        256,
        ge=16,
        le=65_536,
        description="Messages waiting for one browser; one that has more is disconnected as slow.",
    )
    outbox_bytes: int = Field(
        65_536,
        ge=4096,
        le=16_777_216,
        description="Bytes unsent to one browser above which it gets no motion until it caught up.",
    )
    slow_ms: int = Field(
        10_000,
        ge=500,
        le=120_000,
        description="Milliseconds that a browser may lag behind before it is disconnected as slow.",
    )
    metrics_token: MetricsToken | None = Field(
        None,
        description="What programs on other machines show to read `/metrics`, as a bearer token."
        " Empty: only programs on this machine may.",
    )
    oidc_issuer: Issuer | None = Field(
        None,
        description="OpenID Connect provider with whose accounts people may sign in."
        " Empty: with none.",
    )
    oidc_client_id: str | None = Field(
        None, description="As whom the island is known to that provider; needed with it."
    )
    oidc_client_secret: ClientSecret | None = Field(
        None, description="The secret that goes with it. Empty: a public client."
    )
    oidc_name: Name = Field(
        "your account", description="How the button calls the provider: “Sign in with ...”."
    )
    oidc_scopes: str = Field(
        "openid profile email", description="What is asked of the provider, with spaces between."
    )
    oidc_name_claim: str = Field(
        "name", description="Claim whose value fills in the name at the door."
    )
    oidc_role_claim: str = Field(
        "roles",
        description="Claim with what somebody is to the provider: a text or a list; dots lead into"
        " claims of claims.",
    )
    oidc_roles: RolePairs = Field(
        (), description="Which of its values makes somebody what; others are attendees."
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="Form of the server's own messages: for people or for machines."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least weight of the server's own messages that are written."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing but the arguments counts: `load_settings` alone reads the environment."""
        _ = settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


def load_settings(environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Settings out of the environment; what is `given` by keyword goes before it.

    Empty variables count as not set. `None` given counts as not given, which suits the options of a
    command line.

    Raises:
        SettingsError: one line for each mistake, all of them together.
    """
    environ = os.environ if environ is None else environ
    source = EnvSettingsSource(Settings, env_ignore_empty=True)
    source.env_vars = {key.lower(): value for key, value in environ.items() if value.strip()}
    values = {**source(), **{key: value for key, value in given.items() if value is not None}}
    try:
        return Settings(**values)
    except ValidationError as error:
        lines = dict.fromkeys(_line(mistake) for mistake in error.errors())
        raise SettingsError("\n".join(lines)) from None


def unknown_variables(environ: Mapping[str, str] | None = None) -> list[str]:
    """A warning for each `ISLAND_*` variable that is no setting, with the one probably meant."""
    warnings = []
    for variable in sorted(os.environ if environ is None else environ):
        name = variable.lower().removeprefix(PREFIX.lower())
        if variable.upper().startswith(PREFIX) and name not in Settings.model_fields:
            near = difflib.get_close_matches(name, Settings.model_fields, n=1)
            hint = f"; did you mean {_variable(near[0])}?" if near else ""
            warnings.append(f"{variable}: there is no such setting{hint}")
    return warnings


def render_reference() -> str:
    """The text of docs/reference/settings.md."""
    rows = [
        f"| `{_variable(name)}` | {_default(field)} | {_expected(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    head = (
        "# Settings\n\n"
        "Environment variables, read once at start. An empty one counts as not set. All mistakes\n"
        "are reported together, and the island does not start; unknown `ISLAND_*` variables are\n"
        "warned about.\n\n"
        "Made by `python -m island_server.settings`; do not edit.\n\n"
        "| variable | default | must be | meaning |\n| --- | --- | --- | --- |\n"
    )
    return head + "\n".join(rows) + "\n"


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _line(mistake: Mapping[str, Any]) -> str:
    name = str(mistake["loc"][0])
    field = Settings.model_fields.get(name)
    if field is None:
        return f"{_variable(name)}: there is no such setting"
    if field.annotation in SECRET_TYPES:
        return f"{_variable(name)}: must be {_expected(field)}"
    value = mistake["input"]
    shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    got = json.dumps(shown, ensure_ascii=False)
    return f"{_variable(name)}: must be {_expected(field)}, got {got}"


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is None or value == ():
        return "(empty)"
    return f"`{', '.join(value) if isinstance(value, tuple) else value}`"


def _expected(field: FieldInfo) -> str:
    """What the field takes, in words that follow "must be"."""
    marks = [*field.metadata, *_marks_of_union(field.annotation)]
    for mark in marks:
        if isinstance(mark, Expected):
            return mark.words
    kind = field.annotation
    if get_origin(kind) is Literal:
        *others, last = map(str, get_args(kind))
        return f"{', '.join(others)} or {last}"
    least = next((mark.ge for mark in marks if hasattr(mark, "ge")), None)
    most = next((mark.le for mark in marks if hasattr(mark, "le")), None)
    if kind in (int, float):
        return f"a {'whole ' if kind is int else ''}number from {least} to {most}"
    return "a folder" if kind in (Path, Path | None) else "text"


def _marks_of_union(kind: Any) -> list[Any]:
    return [mark for part in get_args(kind) for mark in getattr(part, "__metadata__", ())]


if __name__ == "__main__":
    sys.stdout.write(render_reference())
