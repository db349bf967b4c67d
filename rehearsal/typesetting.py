"""The documents of the press: feeds with the stamps and ids that real ones have, and the pages of items. No network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from rehearsal.chronicle.book import HOME, Item, Outlet, Version

Printed = tuple[Item, Version]


def feed(outlet: Outlet, base: str, printed: Sequence[Printed], *, built: datetime | None = None) -> tuple[str, str]:
    """The content type and text of a feed, items in the order given. `built` is a moment for its head."""
    if outlet.format == "atom":
        return "application/atom+xml; charset=utf-8", _atom(outlet, base, printed)
    if outlet.format == "rdf":
        return "application/rdf+xml; charset=utf-8", _rdf(outlet, base, printed)
    return "application/rss+xml; charset=utf-8", _rss(outlet, base, printed, built)


def page(outlet: Outlet, item: Item, version: Version) -> str:
    """The page of an item, with where its event is documented."""
    based = f'<p>Based on: <a href="{escape(item.url)}">{escape(item.source)}</a></p>' if item.url else ""
    edited = f"<p>Edited {_long(version.since)}</p>" if version.number else ""
    return _document(
        f"{version.title} | {outlet.name}",
        f"<h1>{escape(version.title)}</h1><p>{escape(outlet.name)}, {_long(item.at)}</p>{edited}"
        f"<p>{escape(version.text)}</p>{based}<p><small>A page made for a rehearsal. The outlet is invented, or stands "
        f"for a party's own site; the wording is ours.</small></p>",
    )


def front(outlet: Outlet, feed_path: str, printed: Sequence[Printed]) -> str:
    """An outlet's front page, which names its feed."""
    lines = "".join(f'<li><a href="{item.page}">{escape(version.title)}</a></li>' for item, version in printed)
    link = f'<link rel="alternate" type="application/rss+xml" href="{feed_path}">'
    return _document(outlet.name, f"<h1>{escape(outlet.name)}</h1><ul>{lines}</ul>", link)


def gate(outlet: Outlet) -> str:
    """What a reader without a subscription gets."""
    return _document(outlet.name, f"<h1>{escape(outlet.name)}</h1><p>Automated readers need a subscription.</p>")


def stamp(style: str, moment: datetime) -> str:
    """A moment as this outlet writes it; "" where it writes none."""
    utc = moment.astimezone(UTC)
    return {
        "offset": format_datetime(moment.astimezone(HOME)),
        "gmt": format_datetime(utc, usegmt=True),
        "utc": utc.strftime("%a, %d %b %Y %H:%M:%S UTC"),
        "z": utc.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "none": "",
    }[style]


def guid(outlet: Outlet, base: str, item: Item, version: Version) -> str:
    """An item's id by the outlet's habit; "" where it has none."""
    return {
        "permalink": base + item.page,
        "number": f"{base}/?p={int(sha256(item.id.encode()).hexdigest()[:6], 16)}",
        "headline": f"{item.at:%Y%m%d}-" + "-".join(version.title.lower().split()[:6]),
        "absent": "",
    }[outlet.guids]


def _rss(outlet: Outlet, base: str, printed: Sequence[Printed], built: datetime | None) -> str:
    full = outlet.format == "full"
    spaces = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"' if full else ""
    head = f"<lastBuildDate>{format_datetime(built)}</lastBuildDate>" if built else ""
    lines = []
    for item, version in printed:
        title, text = escape(version.title), escape(version.text)
        name = guid(outlet, base, item, version)
        kind = "true" if outlet.guids == "permalink" else "false"
        date = stamp(outlet.stamps, item.at)
        first = escape(version.text.split(". ")[0].rstrip(".") + ".")
        lines += [
            f"<item><title>{title}</title><link>{base}{item.page}</link>",
            f'<guid isPermaLink="{kind}">{escape(name)}</guid>' if name else "",
            f"<pubDate>{date}</pubDate>" if date else "",
            f"<description>{first if full else text}</description>",
            f"<content:encoded>{escape(f'<p>{text}</p>')}</content:encoded>" if full else "",
            "</item>",
        ]
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"{spaces}><channel>'
        f"<title>{escape(outlet.name)}</title>"
        f"<link>{base}/</link><description>{escape(outlet.name)}</description>{head}\n"
        + "\n".join(line for line in lines if line)
        + "\n</channel></rss>\n"
    )


def _atom(outlet: Outlet, base: str, printed: Sequence[Printed]) -> str:
    newest = max((version.since for _, version in printed), default=datetime(2023, 1, 1, tzinfo=UTC))
    entries = "\n".join(
        f"<entry><id>{escape(guid(outlet, base, item, version))}</id><title>{escape(version.title)}</title>"
        f'<link rel="alternate" href="{item.page}"/><published>{stamp("z", item.at)}</published>'
        f'<updated>{stamp("z", version.since)}</updated><summary type="text">{escape(version.text)}</summary></entry>'
        for item, version in printed
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}/">'
        f"<title>{escape(outlet.name)}</title><id>{base}/</id><updated>{stamp('z', newest)}</updated>"
        f'<link rel="alternate" href="{base}/"/>\n{entries}\n</feed>\n'
    )


def _rdf(outlet: Outlet, base: str, printed: Sequence[Printed]) -> str:
    order = "".join(f'<rdf:li rdf:resource="{base}{item.page}"/>' for item, _ in printed)
    items = "\n".join(
        f'<item rdf:about="{base}{item.page}"><title>{escape(version.title)}</title><link>{base}{item.page}</link>'
        f"<description>{escape(version.text)}</description>"
        f"<dc:date>{item.at.astimezone(HOME).isoformat()}</dc:date></item>"
        for item, version in printed
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{base}/feed"><title>{escape(outlet.name)}</title><link>{base}/</link>'
        f"<description>{escape(outlet.name)}</description><items><rdf:Seq>{order}</rdf:Seq></items></channel>\n"
        f"{items}\n</rdf:RDF>\n"
    )


def _document(title: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}'
        "<style>body{font:18px/1.5 Georgia,serif;max-width:34em;margin:3em auto;padding:0 1em}</style>"
        f"</head><body>{body}</body></html>\n"
    )


def _long(moment: datetime) -> str:
    local = moment.astimezone(HOME)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} Los Angeles time"
