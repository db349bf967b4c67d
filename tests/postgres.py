"""A private PostgreSQL cluster for the tests of one run: started once, shared by all workers, gone with the last of them."""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SERVER = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=16MB"
    " -c max_connections=200 -c max_wal_size=256MB -c autovacuum=off -c lc_messages=C"
)


def binaries() -> Path | None:
    """The folder of initdb, postgres and pg_ctl; None where PostgreSQL is not installed."""
    found = shutil.which("pg_ctl")
    places = [
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
        *([Path(found).parent] if found else []),
    ]
    return next(
        (place for place in places if all((place / name).exists() for name in ("initdb", "postgres", "pg_ctl"))), None
    )


@contextmanager
def shared_cluster(shared: Path, programs: Path) -> Iterator[Path]:
    """The folder of the cluster's socket. `shared`: a folder that all workers of this run see."""
    note = shared / "postgres.json"
    with _locked(shared):
        state = json.loads(note.read_text()) if note.exists() else {"folder": str(_start(programs)), "users": 0}
        state["users"] += 1
        note.write_text(json.dumps(state))
    try:
        yield Path(state["folder"])
    finally:
        with _locked(shared):
            state = json.loads(note.read_text())
            state["users"] -= 1
            note.write_text(json.dumps(state))
            if not state["users"]:
                note.unlink()
                _stop(programs, Path(state["folder"]))


def _start(programs: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="picketwire-pg-"))
    if (user := _user()) is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = str(folder / "data")
    _run(programs / "initdb", "-D", data, "-U", "picketwire", "--auth=trust", "--no-sync", "--no-locale", "-E", "UTF8")
    _run(programs / "pg_ctl", "start", "-w", "-D", data, "-l", str(folder / "log"), "-o", f"-k {folder} {SERVER}")
    return folder


def _stop(programs: Path, folder: Path) -> None:
    _run(programs / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(folder / "data"))
    shutil.rmtree(folder)


def _run(program: Path, *arguments: str) -> None:
    user = _user()
    other: dict[str, Any] = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    done = subprocess.run(
        [str(program), *arguments],
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        # pg_ctl's server inherits these: a pipe would be held open by it.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=60,
        **other,
    )
    if done.returncode:
        raise RuntimeError(f"{program.name} {arguments[0]} failed with {done.returncode}")


def _user() -> pwd.struct_passwd | None:
    """Who runs the server: PostgreSQL refuses to be root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
