"""How the site looks: our templates, styles and files, or an operator's in their place.

Read once at start. `templates/` and `static/` of the operator's folder take the place of ours
file by file; each `pages/NAME.md` is a page `/NAME` with a link at the foot.
"""

from __future__ import annotations

import base64
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader
from markdown_it import MarkdownIt
from markupsafe import Markup

_OURS = Path(__file__).parents[2]
_TEMPLATES = _OURS / "templates"
_STATIC = _OURS / "static"
_LARGEST_FILE = 2_000_000


@dataclass(frozen=True, slots=True)
class FooterPage:
    """A page of the operator's: about, contact, imprint."""

    name: str
    title: str
    body: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the pages are made with."""

    loader: BaseLoader
    css: str
    static: Mapping[str, tuple[str, bytes]]
    """File name -> media type and bytes."""
    pages: Mapping[str, FooterPage]
    logo: str = ""

    @property
    def css_hash(self) -> str:
        """Give what a Content-Security-Policy lets the styles in by."""
        digest = hashlib.sha256(self.css.encode()).digest()
        return f"sha256-{base64.b64encode(digest).decode()}"


def look(folder: Path | None, *, logo: str = "", accent: str = "") -> Look:
    """Read our files, and those of a folder over them."""
    folders = [*([folder / "templates"] if folder else []), _TEMPLATES]
    css = next(path for each in folders if (path := each / "site.css").is_file())
    static: dict[str, tuple[str, bytes]] = {}
    for each in (_STATIC, *([folder / "static"] if folder else [])):
        for path in sorted(each.glob("*")) if each.is_dir() else ():
            if path.is_file() and path.stat().st_size <= _LARGEST_FILE:
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                if kind.startswith("text/"):
                    kind += "; charset=utf-8"
                static[path.name] = (kind, path.read_bytes())
    pages = {}
    for path in sorted((folder / "pages").glob("*.md")) if folder else ():
        page = _footer_page(path.stem, path.read_text("utf-8"))
        pages[page.name] = page
    accents = f":root, :root:root {{ --accent: {accent}; }}\n" if accent else ""
    return Look(
        loader=ChoiceLoader([FileSystemLoader(each) for each in folders]),
        css=css.read_text("utf-8") + accents,
        static=static,
        pages=pages,
        logo=logo if logo in static else "",
    )


def _footer_page(name: str, text: str) -> FooterPage:
    first, _, rest = text.lstrip().partition("\n")
    title, body = (first[2:].strip(), rest) if first.startswith("# ") else (name.title(), text)
    rendered = MarkdownIt("commonmark", {"html": False}).enable("table").render(body)
    return FooterPage(name, title, Markup(rendered))  # noqa: S704 - the operator's, without HTML
