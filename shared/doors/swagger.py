"""The page at /docs, with Swagger's files from a package and no script of a stranger's.

FastAPI's own page fetches its script from a content network, and runs some of it inline.
"""

from __future__ import annotations

import hashlib
from functools import cache
from html import escape
from importlib import resources

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from shared.problems import Problem

_FILES = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
_START = """window.ui = SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
"""


def docs_page(title: str) -> APIRouter:
    """Give the page that shows a service's calls, and its files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/docs")
    async def docs() -> HTMLResponse:
        page = _PAGE.format(title=escape(title))
        return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY})

    @router.get("/docs/{name}")
    async def file(name: str, request: Request) -> Response:
        if name == "start.js":
            body, media_type = _START.encode(), "text/javascript"
        elif name in _FILES:
            body, media_type = _read(name), _FILES[name]
        else:
            raise Problem(404, "No such file")
        headers = {"ETag": _tag(body), "Cache-Control": "public, max-age=3600"}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=media_type, headers=headers)

    return router


@cache
def _read(name: str) -> bytes:
    return (resources.files("fastapi_offline") / "static" / name).read_bytes()


@cache
def _tag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'
