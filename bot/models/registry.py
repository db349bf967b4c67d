"""What the files in `config/` say: issues and their terms, outlets, disputes. Read and checked by `config/`, handed to the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publication or an official site. `kind`: trade, general, newsletter, official_union or official_employer."""

    key: str
    name: str
    hosts: tuple[str, ...]
    owner: str
    kind: str
    paywall: str  # no, partial or yes
    feed: str | None = None
    enabled: bool = False  # polled by default: only feeds known to be in use
    note: str = ""  # a reported gate, or what else a host should know
    aliases: tuple[str, ...] = ()  # other ways texts name it
    bargaining_party: str = ""  # the employer body this outlet's owner belongs to, e.g. "AMPTP"


@dataclass(frozen=True, slots=True)
class Dispute:
    """One guild, one employer body, one contract: status is kept per dispute."""

    key: str
    guild: str
    employer: str
    contract: str
    expires: date | None
    zone: str  # IANA zone of the dispute's home
    source_url: str = ""
