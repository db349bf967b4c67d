"""The host's settings: environment variables and `.env`, checked at the start, built once and handed down.

Every field says what it is for; `docs/hosting.md` lists them, and a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import StartError

ENV_FILE = ".env"
ROOT = Path(__file__).resolve().parent.parent


def _blank_is_unset(value: Any) -> Any:
    return None if value == "" else value


AwareTime = Annotated[datetime, BeforeValidator(_blank_is_unset)]
EXAMPLES = {
    "DISCORD_TOKEN": "DISCORD_TOKEN=the token from the Bot page of your application",
    "DISCORD_API_URL": "DISCORD_API_URL=http://127.0.0.1:8080/api/v10",
    "PICKETWIRE_DATABASE_URL": "PICKETWIRE_DATABASE_URL=sqlite:///data/picketwire.db",
    "PICKETWIRE_METRICS_ADDRESS": "PICKETWIRE_METRICS_ADDRESS=127.0.0.1:9464",
    "PICKETWIRE_CLOCK_START": "PICKETWIRE_CLOCK_START=2023-08-10T07:00:00+00:00",
    "PICKETWIRE_CLOCK_ANCHOR": "PICKETWIRE_CLOCK_ANCHOR=2026-11-24T10:00:00+00:00",
}


class Settings(BaseSettings):
    """All that a host can set. `token` and `database_url` never appear in a log, an error or a reply."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", extra="ignore", hide_input_in_errors=True
    )

    token: SecretStr = Field(
        SecretStr(""),
        validation_alias="DISCORD_TOKEN",
        description="The bot's token, from the Bot page of your Discord application.",
    )
    api_url: str = Field(
        "",
        validation_alias="DISCORD_API_URL",
        description="Another Discord-compatible server, or a rate-limiting proxy: its REST base address.",
    )
    database_url: str = Field(
        "sqlite:///data/picketwire.db",
        validation_alias="PICKETWIRE_DATABASE_URL",
        description="Where everything is kept: one SQLite file, or postgresql://user:password@host/name.",
    )
    contact: str = Field(
        "",
        validation_alias="PICKETWIRE_CONTACT",
        description="How an outlet reaches you (an address or a page): part of every User-Agent, shown by /about.",
    )
    outlets_file: Path = Field(
        ROOT / "config" / "outlets.toml",
        validation_alias="PICKETWIRE_OUTLETS",
        description="Another outlets file than config/outlets.toml.",
    )
    issues_file: Path = Field(
        ROOT / "config" / "issues.toml",
        validation_alias="PICKETWIRE_ISSUES",
        description="Another issues file than config/issues.toml.",
    )
    disputes_file: Path = Field(
        ROOT / "config" / "disputes.toml",
        validation_alias="PICKETWIRE_DISPUTES",
        description="Another disputes file than config/disputes.toml.",
    )
    allow_loopback: bool = Field(
        default=False,
        validation_alias="PICKETWIRE_ALLOW_LOOPBACK",
        description="Let feeds be on this machine (127.0.0.0/8, ::1). Other private addresses stay refused.",
    )
    hourly_cap: int = Field(
        12,
        ge=1,
        le=1000,
        validation_alias="PICKETWIRE_HOURLY_CAP",
        description="Story posts an hour and channel for a server newly set up; what is over goes into one message.",
    )
    retention_days: int = Field(
        400,
        ge=0,
        le=36_500,
        validation_alias="PICKETWIRE_RETENTION_DAYS",
        description="How many days entries and posts are kept; 0 keeps all. Stories posted within 30 days stay whole.",
    )
    audit_days: int = Field(
        730,
        ge=0,
        le=36_500,
        validation_alias="PICKETWIRE_AUDIT_DAYS",
        description="How many days it is kept what moderators did; 0 keeps all.",
    )
    log_level: str = Field(
        "INFO",
        pattern="(?i)^(debug|info|warning|error)$",
        validation_alias="PICKETWIRE_LOG_LEVEL",
        description="DEBUG, INFO, WARNING or ERROR.",
    )
    guild_ready_timeout: float = Field(
        2.0,
        ge=0.01,
        le=60,
        validation_alias="PICKETWIRE_GUILD_READY_TIMEOUT",
        description="Seconds to wait for the next server's data while connecting.",
    )
    clock_start: AwareTime | None = Field(
        None,
        validation_alias="PICKETWIRE_CLOCK_START",
        description="Rehearsals only: the simulated time at the anchor.",
    )
    clock_anchor: AwareTime | None = Field(
        None,
        validation_alias="PICKETWIRE_CLOCK_ANCHOR",
        description="Rehearsals only: the real time at which the simulated clock starts.",
    )
    clock_speed: float = Field(
        1.0,
        gt=0,
        le=100_000,
        validation_alias="PICKETWIRE_CLOCK_SPEED",
        description="Rehearsals only: simulated seconds a real second.",
    )
    clock_file: Path | None = Field(
        None,
        validation_alias="PICKETWIRE_CLOCK_FILE",
        description="Rehearsals only: a file with these three on one line, looked at anew all the time.",
    )

    metrics_address: str = Field(
        "",
        validation_alias="PICKETWIRE_METRICS_ADDRESS",
        description="Where /metrics and /healthz answer, as host:port; nowhere unless it is set.",
    )

    @field_validator("token")
    @classmethod
    def _token_is_one_word(cls, token: SecretStr) -> SecretStr:
        word = token.get_secret_value().strip()
        if not word.isascii() or len(word.split()) > 1:
            raise ValueError("holds a blank or a letter that no token has; copy it again from the Bot page")
        return SecretStr(word)

    @field_validator("metrics_address")
    @classmethod
    def _address_is_host_and_port(cls, address: str) -> str:
        if address:
            host_and_port(address)
        return address

    @model_validator(mode="after")
    def _rehearsal_clock_stays_on_this_machine(self) -> Settings:
        for name, value in (
            ("PICKETWIRE_CLOCK_START", self.clock_start),
            ("PICKETWIRE_CLOCK_ANCHOR", self.clock_anchor),
        ):
            if value is not None and value.tzinfo is None:
                raise ValueError(f"{name}: give the time with its zone, such as 2023-08-10T07:00:00+00:00")
        if (self.clock_start is None) != (self.clock_anchor is None):
            raise ValueError("PICKETWIRE_CLOCK_START and PICKETWIRE_CLOCK_ANCHOR go together: set both or neither")
        if self.rehearsal and not is_loopback(self.api_url):
            name = "PICKETWIRE_CLOCK_START" if self.clock_file is None else "PICKETWIRE_CLOCK_FILE"
            raise ValueError(
                f"{name}: a simulated clock is for rehearsals, so DISCORD_API_URL must be on "
                "this machine; remove it to run against Discord"
            )
        if self.api_url and urlsplit(self.api_url).scheme not in ("http", "https"):
            raise ValueError(f"DISCORD_API_URL: not an http or https address; right is {EXAMPLES['DISCORD_API_URL']}")
        return self

    @property
    def rehearsal(self) -> bool:
        """Whether the clock is simulated."""
        return self.clock_start is not None or self.clock_file is not None

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, None for another engine."""
        scheme, found, path = self.database_url.partition(":///")
        return Path(path) if found and path and scheme.split("+")[0] == "sqlite" else None

    def clock_values(self) -> tuple[datetime, datetime, float] | None:
        """Start, anchor and speed of the simulated clock, or None for the real one."""
        if self.clock_start is None or self.clock_anchor is None:
            return None
        return self.clock_start.astimezone(UTC), self.clock_anchor.astimezone(UTC), self.clock_speed


def host_and_port(address: str) -> tuple[str, int]:
    """Both parts of "127.0.0.1:9464" or "[::1]:9464". Raises ValueError."""
    parts = urlsplit(f"//{address}")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port or parts.path or parts.query or parts.username is not None:
        raise ValueError("is not a host and a port")
    return host, port


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine, by its literal host."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def read_settings(**given: Any) -> Settings:
    """Read the environment and `.env`; `given` wins over both. Raises StartError with one line a wrong setting."""
    try:
        return Settings(**given)
    except ValidationError as e:
        raise StartError(_explain(e)) from None
    except (OSError, UnicodeDecodeError) as e:
        raise StartError(
            f"The settings in {ENV_FILE} cannot be read: {e}. It must be a text file in UTF-8 that the bot's user may read."
        ) from None


def setting_name(field: str) -> str:
    """The environment variable of a field."""
    alias = Settings.model_fields[field].validation_alias
    return str(alias.choices[0] if isinstance(alias, AliasChoices) else alias)


def _explain(error: ValidationError) -> str:
    lines = ["A setting is wrong (environment or .env):"]
    for problem in error.errors(include_input=False, include_url=False, include_context=False):
        where = ".".join(str(part) for part in problem["loc"])
        text = problem["msg"].removeprefix("Value error, ")
        lines.append(f"  {where}: {text}" if where else f"  {text}")
        if where in EXAMPLES:
            lines.append(f"  right is, for example: {EXAMPLES[where]}")
    return "\n".join(lines)
