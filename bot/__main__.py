"""The command line. Exit codes: 0 done, 1 done but the input or the bot is not well, 2 the host must mend it first, 75 it may pass."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack, nullcontext
from pathlib import Path

from bot import heartbeat
from bot.clock import SystemClock
from bot.errors import StartError
from bot.feeds.worker import ParserWorker
from bot.log import secrets_of, set_up_logging
from bot.models.routing import Rules
from bot.models.servers import Server
from bot.news.annotate import annotate
from bot.news.lines import annotate_lines
from config.files import load_disputes, load_taxonomy
from config.settings import Settings, read_settings

DESCRIPTION = "Strike and bargaining news from the trade press, in Discord."


def arguments() -> argparse.ArgumentParser:
    """The commands and what they take."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="run the bot until it is told to stop")
    annotate = commands.add_parser("annotate", help="read items as JSON lines, print what the rules understand of each")
    annotate.add_argument("file", metavar="FILE", help="a file of JSON lines, or - for standard input")
    preview = commands.add_parser("preview", help="print what would be posted from feeds, without Discord")
    preview.add_argument("feeds", metavar="FEED", nargs="+", help="the address of a feed, or a file")
    commands.add_parser("check", help="check settings, files, database and, with a token, login and permissions")
    invite = commands.add_parser("invite", help="print the address that invites the bot, with the least permissions")
    invite.add_argument("application", metavar="ID", nargs="?", default="", help="the application id; else the token's")
    commands.add_parser("health", help="say whether the bot is running and connected")
    backup = commands.add_parser("backup", help="copy the database to a file while the bot runs")
    backup.add_argument("file", metavar="FILE", type=Path, help="the file to write; it must not exist")
    restore = commands.add_parser("restore", help="put a backup in place of the database; the bot must be stopped")
    restore.add_argument("file", metavar="FILE", type=Path, help="a file that `backup` wrote")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    given = arguments().parse_args(argv)
    try:
        return _run(given, read_settings())
    except StartError as e:
        print(e, file=sys.stderr)
        return e.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _run(given: argparse.Namespace, settings: Settings) -> int:
    match given.command:
        case "annotate":
            return _annotate(given.file, settings)
        case "health":
            return _health(settings)
        case "invite":
            return _invite(given.application, settings)
        case "run":
            return asyncio.run(_bot(settings))
        case "preview":
            return asyncio.run(_preview(given.feeds, settings))
        case "check":
            return asyncio.run(_check(settings))
        case "backup":
            return asyncio.run(_backup(given.file, settings))
        case _:
            return asyncio.run(_restore(given.file, settings))


def _health(settings: Settings) -> int:
    well, words = heartbeat.judge(heartbeat.heartbeat_path(settings.database_file), wall=SystemClock().wall())
    print(words)
    return 0 if well else 1


def _invite(application: str, settings: Settings) -> int:
    from cogs.invitation import application_of, invite_url  # noqa: PLC0415 - discord.py loads only where it is needed

    print(invite_url(application_of(application, settings.token.get_secret_value())))
    return 0


def _annotate(file: str, settings: Settings) -> int:
    try:
        with Path(file).open("rb") if file != "-" else nullcontext(sys.stdin.buffer) as source:
            return annotate_lines(
                source, sys.stdout, sys.stderr, taxonomy=load_taxonomy(settings.issues_file, settings.outlets_file)
            )
    except OSError as e:
        raise StartError(
            f"{file} cannot be read: {e.strerror}. Give a file of JSON lines, or - for standard input."
        ) from None


async def _bot(settings: Settings) -> int:
    from bot import app  # noqa: PLC0415 - discord.py loads only where it is needed

    token = settings.token.get_secret_value()
    set_up_logging(settings.log_level, secrets=secrets_of(token=token, database_url=settings.database_url))
    await app.run(settings)
    return 0


async def _preview(sources: Sequence[str], settings: Settings) -> int:
    from bot import app  # noqa: PLC0415
    from bot.preview import Preview  # noqa: PLC0415
    from cogs.ui.cards import plain  # noqa: PLC0415

    taxonomy = load_taxonomy(settings.issues_file, settings.outlets_file)
    names = {issue.id: issue.name for issue in taxonomy.issues}
    async with AsyncExitStack() as stack:
        fetcher, parser = app.make_fetcher(settings), ParserWorker()
        stack.push_async_callback(fetcher.close)
        stack.push_async_callback(parser.close)
        preview = Preview(
            fetcher=fetcher,
            parser=parser,
            annotate=lambda item: annotate(item, taxonomy),
            outlets=app.outlets_of(taxonomy),
            plain=lambda post: plain(post, issues=names),
        )
        async for text in preview.texts(sources, now=app.make_clock(settings).now()):
            print(text, end="\n\n")
    return 1 if preview.unread else 0


async def _check(settings: Settings) -> int:
    from bot.storage import routes, schema, servers  # noqa: PLC0415
    from bot.storage.database import Database  # noqa: PLC0415
    from cogs.inspection import inspect_discord  # noqa: PLC0415

    taxonomy = load_taxonomy(settings.issues_file, settings.outlets_file)
    disputes = load_disputes(settings.disputes_file)
    on = sum(outlet.enabled and outlet.feed is not None for outlet in taxonomy.outlets)
    print(
        f"ok    files: {len(taxonomy.issues)} issues, {len(taxonomy.outlets)} outlets, {on} feeds on, {len(disputes)} disputes."
    )
    state = await schema.check(settings.database_url)
    print(f"ok    database: {state}.")
    token = settings.token.get_secret_value()
    if not token:
        print("skip  Discord: no DISCORD_TOKEN is set, so login and permissions were not checked.")
        return 0
    known: list[Server] = []
    rules: dict[int, Rules] = {}
    if state.endswith("is up to date"):
        db = await Database.open(settings.database_url)
        async with db.reading() as conn:
            known = await servers.ready(conn)
            rules = await routes.rules_for(conn, known)
        await db.close()
    well = True
    async for ok, words in inspect_discord(token, settings.api_url, known, rules):
        print(f"{'ok   ' if ok else 'wrong'} {words}")
        well = well and ok
    return 0 if well else 1


async def _backup(file: Path, settings: Settings) -> int:
    from bot.storage.backup import backup  # noqa: PLC0415

    await backup(settings.database_url, file)
    print(f"The database was copied to {file}.")
    return 0


async def _restore(file: Path, settings: Settings) -> int:
    from bot.storage.backup import restore  # noqa: PLC0415

    kept = await restore(settings.database_url, file)
    print(f"{file} is the database now." + (f" What was there before is kept as {kept}." if kept else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
