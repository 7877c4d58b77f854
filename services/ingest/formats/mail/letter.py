"""A letter (RFC 5322, MIME) as a story; pictures sent with it are items of their own.

A message with pictures is three or more items: its text, each picture, and the package that
holds them together. A form's answers (Google Forms send them as JSON or as `Label: value`
lines) are read field by field.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message
from functools import partial
from urllib.parse import quote

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import EmbargoField, FieldsRead, Spot
from services.ingest.formats.mail.attachments import (
    SAFE_IN_MID,
    Attachment,
    association,
    attachments_of,
    rendition_of,
    with_addresses,
)
from services.ingest.formats.mail.automatic import kind_of_answer
from services.ingest.formats.mail.forms import concepts_of, form_of, listed, urgency_of
from services.ingest.formats.mail.mending import (
    flows,
    unflowed,
    with_whole_head,
    without_armour,
    without_the_lists_words,
    without_uuencoded,
)
from services.ingest.formats.mail.parts import (
    MOST_PARTS,
    bytes_of,
    header,
    is_attached,
    kind_said,
    leaves,
)
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    UnreadableError,
    Words,
)
from services.ingest.formats.text.charsets import decode
from services.ingest.formats.text.markup import (
    clean_html,
    has_words,
    html_to_text,
    plain_line,
    text_to_html,
    tidy_text,
)
from services.ingest.formats.text.sender import name_and_address
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.bylines import authors_of
from services.ingest.formats.wording.embargo.embargoes import says_embargo
from services.ingest.formats.wording.embargo.names import names_embargo
from services.ingest.formats.wording.paragraphs import to_html
from services.ingest.formats.wording.release_heads import is_kind, is_no_headline
from services.ingest.formats.wording.stops import cited_names
from shared.articles import Author, Extras, Group, GroupRef, WireDateline
from shared.ninjs import AltId, Item, Text

FORMAT = "email"
_MOST_BYTES = 20_000_000
_HEADERS = frozenset({"from", "to", "subject", "date", "message-id", "received", "sender"})
_SIGNATURE = re.compile(
    r"(?:\A|\n)(?:--[ \t]?\n|_{20,}[ \t]*\n(?=[^\n]{0,80}\bmailing list[ \t]*\n))"
)
"""Where the sender's signature begins, or the footer of a mailing list."""
_RICH_SIGNATURE = re.compile(
    r"(?:<(?:p|div)>|<br/>)\s*--(?:\s|&nbsp;|\xa0)*(?=<br/>|</(?:p|div)>)"
)
_FORWARDS = re.compile(r"^(?:(?:fwd?|wg|tr|rv|enc)\s*:\s*)+", re.IGNORECASE)
_PASSED_ON = re.compile(
    r"^(?:(?:fwd?|wg|tr|rv|enc|re|aw|rif|sv|vs|antw)\s*:\s*)+", re.IGNORECASE
)
"""What mail programs put before the subject of what is passed on or answered."""
_PASSES_ON = re.compile(
    r"(?i)\A(?:fwd?|wg|tr|rv|enc)\s*:|forwarded message|weitergeleitete nachricht"
)
_FORWARDED = re.compile(
    r"^(?:-{2,}[ \t]*[^\W\d_][^\n-]{6,40}[^\W\d_:][ \t]*-{2,}|Begin forwarded message:)"
    r"[ \t]*\n\s*"
    r"(?:[^\W\d_][\w -]{1,20}:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*){2,8}",
    re.MULTILINE,
)
"""What mail programs put above a message that is passed on, and its headers."""
_PASSED_ON_BARE = re.compile(
    r"^(?:_{10,}[ \t]*\n\s*)?(?:From|Von|De|Da|Van|Från|Fra|Od):[^\n]*\n"
    r"(?:Sent|Gesendet|Date|Datum|Envoyé|Enviado(?: el)?|Inviato|Data|Verzonden|Skickat|Sendt"
    r"|Wysłano|Odesláno):[^\n]*\n(?:[^\W\d_][\w .-]{0,20}:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*){1,6}",
    re.MULTILINE,
)
"""As Outlook does it, which has no more than the headers, and a line above them."""


def parse(payload: Payload) -> Parsed:
    """Read one message."""
    content = with_whole_head(payload.content.lstrip(b" \t\r\n\0\xef\xbb\xbf"))
    if len(content) > _MOST_BYTES:
        raise _unreadable(
            f"The message has more than {_MOST_BYTES:,} bytes.",
            "Send attachments by other ways.",
        )
    try:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        parts = [*leaves(message)]
    except (MessageError, RecursionError, ValueError, LookupError, IndexError) as error:
        raise _unreadable(
            "The message's MIME structure cannot be read.", "Send it by RFC 5322 and MIME."
        ) from error
    if not _HEADERS & {str(name).lower() for name in message}:
        raise _unreadable(
            "This is no e-mail: it has none of From, To, Subject and Date.",
            "Send the message whole, with its headers.",
        )
    problems: list[Problem] = []
    if len(parts) > MOST_PARTS:
        problems.append(
            Problem(
                detail=f"Only the first {MOST_PARTS} parts of the message are read.",
                fix="Send fewer attachments in one message.",
                line=1,
            )
        )
    letter = _letter(message, parts[:MOST_PARTS], payload, problems)
    automatic = kind_of_answer(
        message, subject=letter.item.headline(), words=letter.extras.word_count or 0
    )
    if automatic is not None:
        raise _unreadable(
            f"This is {automatic}, and no story.",
            "Nothing, if it is none; else send it as a letter of its own.",
        )
    return Parsed(format=FORMAT, items=tuple(_items(letter)), problems=tuple(problems))


def _unreadable(detail: str, fix: str) -> UnreadableError:
    return UnreadableError(Problem(detail=detail, fix=fix, line=1, fatal=True))


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message, read: the story's item and what came with it."""

    item: Item
    extras: Extras
    attachments: tuple[Attachment, ...]


def _letter(
    message: Message, parts: list[Message], payload: Payload, problems: list[Problem]
) -> _Letter:
    message_id = header(message, "Message-ID").strip("<> \t")
    uri = f"mid:{quote(message_id, safe=SAFE_IN_MID)}" if message_id else None
    plain, marked_up = _texts(parts, problems)
    if not plain.strip() and _PASSES_ON.search(f"{header(message, 'Subject')}\n{marked_up}"):
        plain = html_to_text(clean_html(marked_up))
    form = form_of(plain) or form_of(html_to_text(marked_up)) if plain or marked_up else {}
    sender = header(message, "From") or header(message, "Sender")
    sent = dates.moment(header(message, "Date"), payload.near)
    if sent is None:
        problems.append(
            Problem(
                detail="The message has no Date that can be read; its arrival counts.",
                fix="Send a Date header by RFC 5322.",
                line=1,
            )
        )
    headline = form.get("headline") or plain_line(header(message, "Subject"))
    forwarded = _FORWARDED.search(plain) if not form else None
    if not form and _FORWARDS.match(headline):
        forwarded = forwarded or _PASSED_ON_BARE.search(plain)
        headline = _FORWARDS.sub("", headline)
    covering, passed_on = "", ""
    if forwarded is not None:
        covering, passed_on = plain[: forwarded.start()].strip(), forwarded.group()
        plain, marked_up = plain[forwarded.end() :], ""
    attachments = tuple(attachments_of(parts, message_id))
    body, notes = _body(plain, with_addresses(marked_up, attachments), form)
    if covering:
        notes = (*notes, covering)
    if is_kind(headline):  # “Press release”
        headline, body = _headline_in(body) or (headline, body)
    above, signed, body = ([], None, body) if form else _above_the_story(body)
    keywords = form.get("keywords") or header(message, "Keywords")
    byline = form.get("byline") or signed
    name, address = name_and_address(sender)
    if sender and not (name or address):
        problems.append(
            Problem(
                detail="The message's From line names nobody.",
                fix="Send a From header by RFC 5322.",
                line=1,
            )
        )
    place = form.get("dateline", "").strip()
    item = Item(
        uri=uri,
        first_created=sent or payload.received_at,
        version_created=sent or payload.received_at,
        expires=dates.moment(header(message, "Expires"), payload.near),
        urgency=urgency_of(form),
        language=form.get("language") or _language(message),
        slugline=form.get("slugline") or None,
        by=byline,
        headlines=(Text(role="main", content_type="text/plain", value=headline),)
        if headline
        else (),
        descriptions=(Text(role="summary", content_type="text/plain", value=form["abstract"]),)
        if form.get("abstract")
        else (),
        bodies=(Text(role="main", content_type="text/html", value=body),) if body else (),
        subjects=tuple(concepts_of(form.get("subject"))),
        genres=tuple(concepts_of(form.get("genre"))),
        places=tuple(concepts_of(form.get("place"))),
        usage_terms=form.get("usage_terms"),
        ed_note=form.get("ed_note") or "\n".join(above) or None,
        alt_ids=((AltId(role="guid", value=f"<{message_id}>"),) if message_id else ()),
        associations=tuple(association(one) for one in attachments),
    )
    extras = Extras(
        dateline=WireDateline(place=place) if place else None,
        categories=tuple(listed(form.get("category"))),
        original_source=form.get("sender") or sender or None,
        authors=authors_of(byline or "")
        or ((Author(name=name, email=address or None),) if name else ()),
        keywords=tuple(listed(keywords)),
        notes=notes,
    )
    read = FieldsRead(
        item=item,
        extras=extras,
        words=(
            Words("headline", _PASSED_ON.sub("", headline)),
            *(Words("note", said) for said in (form.get("ed_note"), *above) if said),
            *(Words("top", line) for line in _first_lines(body)),
            *(Words("letter", said) for said in _around(covering, passed_on)),
        ),
        embargoes=tuple(
            EmbargoField(said, Spot(line=1), is_known=name == "form")
            for name, said in (
                ("form", form.get("embargo", "")),
                *((key, header(message, key)) for key in message if names_embargo(key)),
            )
            if said
        ),
        written_at=sent,
        spot=partial(Spot, line=1),
        stops_too=lambda _: _answered(message, plain),
    )
    parsed, doubts = complete(read, payload)
    problems += doubts
    return _Letter(parsed.item, parsed.extras, attachments)


_INNER_SUBJECT = re.compile(
    r"(?im)^[ \t]*(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat"
    r"|předmět|тема|件名|主题|主題|الموضوع)[ \t]*[:：][ \t]*([^\n]+(?:\n[ \t]+\S[^\n]*)*)"
)


def _around(covering: str, passed_on: str) -> Iterator[str]:
    """Give a covering letter, and the subjects of what it passes on."""
    if covering:
        yield covering
    for subject in _INNER_SUBJECT.findall(passed_on):
        yield _PASSED_ON.sub("", " ".join(subject.split()))


def _items(letter: _Letter) -> Iterator[ParsedItem]:
    """Give the story; where pictures came with it, also each of them and their package."""
    yield ParsedItem(letter.item, letter.extras)
    pictures = [one for one in letter.attachments if one.is_picture]
    if not pictures:
        return
    story = letter.item
    beside = {each.get("uri"): Item.model_validate(each) for each in story.associations}
    for picture in pictures:
        item = Item(
            uri=picture.uri,
            type="picture",
            first_created=story.first_created,
            version_created=story.version_created,
            embargoed_until=story.embargoed_until,
            pub_status=story.pub_status,
            headlines=story.headlines,
            descriptions=beside[picture.uri].descriptions,
            info_sources=beside[picture.uri].info_sources,
            slugline=story.slugline,
            alt_ids=(AltId(role="file", value=picture.name),),
            renditions=(rendition_of(picture),),
        )
        yield ParsedItem(item, Extras(original_source=letter.extras.original_source))
    refs = [
        GroupRef(
            residref=story.uri, item_class="ninat:text", headline=story.headline() or None
        ),
        *(
            GroupRef(residref=one.uri, item_class="ninat:picture", headline=one.name)
            for one in pictures
        ),
    ]
    package = Item(
        uri=f"{story.uri}/package" if story.uri else None,
        type="composite",
        first_created=story.first_created,
        version_created=story.version_created,
        embargoed_until=story.embargoed_until,
        pub_status=story.pub_status,
        headlines=story.headlines,
        slugline=story.slugline,
    )
    groups = (
        Group(id="root", role="grpRole:NEP", refs=(GroupRef(idref="main"),)),
        Group(id="main", role="grpRole:main", refs=tuple(refs)),
    )
    yield ParsedItem(
        package, Extras(original_source=letter.extras.original_source, groups=groups)
    )


def _answered(message: Message, plain: str) -> Iterator[AltId]:
    """Name what a kill or a hold is about: the messages it answers, and what it cites."""
    answered = f"{header(message, 'In-Reply-To')} {header(message, 'References')}"
    for name in dict.fromkeys(re.findall(r"<([^<>\s]{3,300})>", answered)):
        yield AltId(role="answered", value=f"mid:{quote(name, safe=SAFE_IN_MID)}")
    yield from cited_names(plain)


def _language(message: Message) -> str | None:
    said = header(message, "Content-Language").split(",")[0].strip()
    return said if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", said) else None


def _texts(parts: list[Message], problems: list[Problem]) -> tuple[str, str]:
    plain: list[str] = []
    marked_up: list[str] = []
    for part in parts:
        kind = kind_said(part)
        if is_attached(part) or kind not in ("text/plain", "text/html"):
            continue
        text = _text(part, problems)
        if text[:200].lstrip()[:14].lower().startswith(("<html", "<!doctype html")):
            kind = "text/html"
        if kind == "text/html":
            marked_up.append(without_the_lists_words(text))
            continue
        is_flowed, without_blank = flows(part)
        text = unflowed(text, without_blank=without_blank) if is_flowed else text
        plain.append(without_uuencoded(without_armour(text)))
    return "\n\n".join(plain), "\n".join(marked_up)


def _text(part: Message, problems: list[Problem]) -> str:
    content = bytes_of(part)
    try:
        charset = part.get_content_charset()
    except (MessageError, ValueError, LookupError, UnicodeError):
        charset = None
    text, _, faults = decode(content, charset)
    problems.extend(
        Problem(
            detail=f"In a {kind_said(part)} part: {one.detail}",
            fix=one.fix,
            line=one.line or 1,
        )
        for one in faults
    )
    return tidy_text(text)


def _body(plain: str, marked_up: str, form: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """Give the story as HTML, from the fuller of the two texts, and the signature as a note."""
    if form.get("body"):
        text = form["body"]
        return clean_html(text) if re.search(r"</?p\b", text) else text_to_html(
            re.sub(r"\n+", "\n\n", text)
        ), ()
    rich = clean_html(marked_up)
    rich_text = html_to_text(rich)
    plain, quoted = _without_what_it_answers(plain)
    text, signature = plain, quoted
    found = _SIGNATURE.search(plain)
    if found is not None:
        text, signature = plain[: found.start()], plain[found.end() :].strip()
    notes = (signature,) if signature else ()
    if rich_text and len(rich_text) * 10 >= len(text.strip()) * 9:
        story = _in_paragraphs(rich)
        signed = _RICH_SIGNATURE.search(story)
        if signed is None:
            return story, notes
        rest = html_to_text(story[signed.end() :]).strip()
        return clean_html(story[: signed.start()]), notes or ((rest,) if rest else ())
    return to_html(text.splitlines(), indent=3), notes


_ANSWERED = re.compile(
    r"\n(?:[^\n>][^\n]{0,80}\n)?[^\n>][^\n]{4,160}:[ \t]*\n[ \t\n]*"
    r"(?:>[^\n]*(?:\n|\Z)[ \t\n]*)+\Z"
)
_SHORTEST_ANSWER = 200
"""Characters; where less stands above, what is quoted may be the story."""


def _without_what_it_answers(plain: str) -> tuple[str, str]:
    """Part a letter from the one that it answers, quoted below it: `On … X wrote:` and `>`."""
    found = _ANSWERED.search(plain) if ">" in plain else None
    if found is None or len(plain[: found.start()].strip()) < _SHORTEST_ANSWER:
        return plain, ""
    return plain[: found.start()].rstrip(), found.group().strip()


def _in_paragraphs(markup: str) -> str:
    """Wrap loose text, which mail programs part by <br> and <div>, into paragraphs."""
    if re.search(r"<(?:p|table|ul|ol|pre|blockquote|h\d)\b", markup):
        return markup
    parts = re.split(r"(?:<br/>(?:\s|&nbsp;|\xa0)*){2,}|</?div\b[^<>]*>", markup)
    bare = (re.sub(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$", "", part) for part in parts)
    return clean_html("\n".join(f"<p>{part}</p>" for part in bare if part))


def _above_the_story(body: str) -> tuple[list[str], str | None, str]:
    """Part embargo lines and a byline on top from the story: notes, byline, story."""
    notes: list[str] = []
    byline: str | None = None
    while (top := _TOP.match(body)) is not None and len(notes) < 3:
        line = " ".join(html_to_text(top.group()).split())
        if says_embargo(line, anywhere=False):
            notes.append(line)
        elif byline is None and _A_BYLINE.fullmatch(line) and authors_of(line):
            byline = line
        else:
            break
        body = body[top.end() :]
    return notes, byline, body


def _headline_in(body: str) -> tuple[str, str] | None:
    """Take the headline off a release: its first line, where that is no sentence."""
    top = _TOP.match(body)
    line = " ".join(html_to_text(top.group()).split()) if top else ""
    if top is None or not line or len(line) > 160 or line.endswith((".", ":", "!", "?")):
        return None
    rest = body[top.end() :]
    return (line, rest) if has_words(rest) and not is_no_headline(line) else None


_TOP = re.compile(r"\s*<p>[^\n]{1,400}?</p>")
_A_BYLINE = re.compile(r"(?:By|BY|Von|Par|Por) [^\W\d_][^.!?:]{3,80}")


def _first_lines(body: str) -> list[str]:
    return html_to_text(body[:4000]).split("\n")[:3] if body else []
