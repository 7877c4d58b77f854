"""Documents of an invented press release, as small as their programs' own can be."""

from __future__ import annotations

import struct
import zipfile
from html import escape
from io import BytesIO

HEADLINE = "Gulls return to Northisle quay"
LINES = (
    "The gulls came back to the quay on Monday after two days of storm, the office said.",
    "“We waited for the wind,” said Mia Nord, who counts them every morning at six o'clock.",
)
ABOVE = ("FOR IMMEDIATE RELEASE", "23 November 2026")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def docx(above: tuple[str, ...] = ABOVE, *, xml: str | None = None) -> bytes:
    def paragraph(text: str, style: str = "") -> str:
        styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{styled}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"

    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("Bird", "Count"), ("Gull", "40"))
    )
    body = "".join(
        (
            *(paragraph(line) for line in above),
            paragraph(HEADLINE, "Title"),
            *(paragraph(line) for line in LINES),
            f"<w:tbl>{rows}</w:tbl>",
        )
    )
    content = xml or f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    styles = (
        f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="Title">'
        '<w:name w:val="Title"/></w:style></w:styles>'
    )
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/'
            '2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_REL}"><Relationship Id="r1" '
            f'Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_REL}"/>',
            "word/styles.xml": styles,
            "word/document.xml": content,
        }
    )


def packed(files: dict[str, str]) -> bytes:
    return zipped({name: content.encode() for name, content in files.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def odt(above: tuple[str, ...] = ABOVE) -> bytes:
    office, text, table = (
        f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("office", "text", "table")
    )

    def row(*cells: str) -> str:
        inner = "".join(
            f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells
        )
        return f"<table:table-row>{inner}</table:table-row>"

    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}" '
        f'xmlns:table="{table}"><office:body><office:text>'
        + "".join(f"<text:p>{line}</text:p>" for line in above)
        + f'<text:p text:style-name="Title">{HEADLINE}</text:p>'
        + "".join(f"<text:p>{line}</text:p>" for line in LINES)
        + f"<table:table>{row('Bird', 'Count')}{row('Gull', '40')}</table:table>"
        + "</office:text></office:body></office:document-content>"
    )
    return packed(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    )


def rtf(above: tuple[str, ...] = ABOVE) -> bytes:
    def written(text: str) -> str:
        return "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)

    lines = (*above, HEADLINE, *LINES)
    paragraphs = "".join(f"{written(line)}\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\f0 {paragraphs}}}".encode()


def pdf(above: tuple[str, ...] = ABOVE) -> bytes:
    """Write a page whose headline is larger than its text."""

    def shown(text: str, size: int, height: int) -> str:
        plain = text.translate({0x201C: '"', 0x201D: '"'}).replace("(", "").replace(")", "")
        return f"BT /F1 {size} Tf 40 {height} Td ({plain}) Tj ET\n"

    page = "".join(shown(line, 10, 780 - 30 * at) for at, line in enumerate(above))
    page += shown(HEADLINE, 22, 660)
    page += "".join(shown(line, 10, 600 - 40 * at) for at, line in enumerate(LINES))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox 7 0 R /Resources 6 0 R /Contents 4 0 R >>",
        f"<< /Length {len(page)} >>\nstream\n{page}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Font << /F1 5 0 R >> >>",
        "[0 0 595 842]",
    ]
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return written + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    ).encode("latin-1")


def tnef(text: str, files: dict[str, bytes] | None = None) -> bytes:
    def attribute(level: int, name: int, data: bytes) -> bytes:
        check = sum(data) & 0xFFFF
        return struct.pack("<BII", level, name, len(data)) + data + struct.pack("<H", check)

    written = struct.pack("<IH", 0x223E9F78, 1)
    written += attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
    if text:
        written += attribute(1, 0x0002800C, text.encode("cp1252") + b"\0")
    for name, content in (files or {}).items():
        written += attribute(2, 0x00069002, bytes(14))
        written += attribute(2, 0x00018010, name.encode() + b"\0")
        written += attribute(2, 0x0006800F, content)
    return written


ALL = {"docx": docx(), "odt": odt(), "rtf": rtf(), "pdf": pdf()}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "pdf": "application/pdf",
}
