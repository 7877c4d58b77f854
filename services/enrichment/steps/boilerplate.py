"""What is not the story: by-lines of machines, share bars, credits, tails, link farms.

What is set aside is kept with its place. A paragraph of prose is only ever set aside inside a
link farm, or in a tail where it shares no vocabulary with the story above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.enrichment.copy import Paragraph, tidy
from services.enrichment.credit_lines import read_credit_line
from shared.articles import SetAside, Span

FARM = 0.6
"""A link farm from this score on (1 real footer: .98; clean bodies: at most .40)."""


@dataclass(frozen=True, slots=True)
class Separated:
    """The story's own paragraphs, and the rest in the order of the copy."""

    story: tuple[Paragraph, ...]
    set_aside: tuple[SetAside, ...]


def separate_boilerplate(
    copy: str, headline: str, paragraphs: Sequence[Paragraph]
) -> Separated:
    """Tell the story from what a page, an agency or a re-host put around it.

    `copy` is what the paragraphs' spans point into; `headline` is the reader's, without what
    was glued to it.
    """
    parts = [part for paragraph in paragraphs for part in _parted(copy, paragraph)]
    title = fold(headline)
    kinds = [_kind(part.text, title) for part in parts]
    prose = [kind is None and _is_prose(part) for kind, part in zip(kinds, parts, strict=True)]
    lead = next((at for at, own in enumerate(prose) if own), len(parts))
    tail = _tail(parts, kinds, prose)
    last = max((at for at in range(tail) if prose[at]), default=-1)
    farm, score = _farm(parts, kinds, last + 1, title)
    story: list[Paragraph] = []
    aside: list[SetAside] = []
    for at, (part, found) in enumerate(zip(parts, kinds, strict=True)):
        kind = _kind_here(found, leads=at < lead, trails=at > last)
        if at >= farm and kind not in _FACTS:
            aside.append(_aside(copy, part, "link_farm", score))
        elif at >= tail and kind not in _FACTS:
            aside.append(_aside(copy, part, "tail"))
        elif kind is None and (own_score := _link_list_score(part)) >= FARM:
            aside.append(_aside(copy, part, "link_farm", own_score))
        elif kind is None:
            story.append(part)
        else:
            aside.append(_aside(copy, part, kind))
    return Separated(story=tuple(story), set_aside=tuple(_joined(copy, aside)))


def _kind_here(kind: str | None, *, leads: bool, trails: bool) -> str | None:
    """Let furniture be furniture only where it stands: most of it above or below the story."""
    if kind in _ANYWHERE or (leads and kind in _LEADING) or (trails and kind in _TRAILING):
        return kind
    return None


def _aside(copy: str, part: Paragraph, kind: str, score: float = 1.0) -> SetAside:
    span = Span(start=part.start, end=part.end, of="copy")
    return SetAside(kind=kind, text=copy[part.start : part.end], span=span, score=score)


def _joined(copy: str, aside: Sequence[SetAside]) -> Iterator[SetAside]:
    """Make one of neighbours of one kind: a footer is one thing, however many lines it has."""
    held: SetAside | None = None
    for each in aside:
        between = copy[held.span.end : each.span.start] if held else ""
        if held and held.kind == each.kind in ("link_farm", "tail") and not between.strip():
            span = Span(start=held.span.start, end=each.span.end, of="copy")
            held = SetAside(
                kind=held.kind, text=copy[span.start : span.end], span=span, score=held.score
            )
            continue
        if held:
            yield held
        held = each
    if held:
        yield held


# --- lines that give themselves away -----------------------------------------------------

_LONGEST_FURNITURE = 400
_LONGEST_HEADER = 60


def fold(text: str) -> str:
    """Reduce to letters and digits, in lower case, to compare titles."""
    return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())


_NOT_WORD = re.compile(r"[\W_]+")

# Each pattern is tried on one short line, in lower case, from its start; none can backtrack
# over more than a word.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "machine_byline",
        re.compile(
            r"(?:posted |published |written )?by:?\s+(?:the )?(?:admin\w*|administrator|webmaster"
            r"|root|guest|user\s?\d*|editor|staff|news ?desk|web ?desk|wp-?admin|superuser|bot"
            r"|author|webteam|system|test)\b[\W\d]*(?:on\b.{0,40})?$|admin$"
        ),
    ),
    ("byline", re.compile(r"(?:by|par|von|por|di|door) [^\W\d_]")),
    (
        "standards",
        re.compile(r"our standards\s*:|(?:the )?thomson reuters trust principles\W*$"),
    ),
    (
        "source",
        re.compile(
            r"(?:sources?|quelle|fuente|fonte|bron|via|source link|news source|article source"
            r"|original source|credit|courtesy)\s?[:：|=–-]\s?\S.{0,80}$|source$"
            r"|(?:this (?:article|story|post) )?(?:was )?(?:first|originally) (?:published|appeared)"
            r"\b.{0,120}$|the post .{3,200} (?:appeared first on|first appeared on) .{2,80}$"
            r"|this (?:story|article|report) (?:has not been|was not) edited by .{3,200}$"
            r"|\(?(?:with (?:inputs?|reporting) from|with agency inputs?).{0,80}$"
        ),
    ),
    (
        "copyright",
        re.compile(
            r"(?:©|\(c\)|copyright\b|all rights reserved).{0,300}$"
            r"|.{0,120}\ball rights reserved\W*$"
            r"|.{0,80}this material may not be published, broadcast.{0,120}$"
            r"|click for restrictions\b.{0,80}$"
        ),
    ),
    (
        "cookies",
        re.compile(
            r"(?:we|this (?:web)?site|our (?:web)?site|the (?:web)?site)(?: and our partners)?"
            r" (?:use|uses) cookies\b|(?:accept|reject|allow|manage)(?: all)? cookies\b"
            r"|by (?:continuing|using) .{0,60}\bcookies\b|cookie (?:policy|settings|preferences)\W*$"
            r"|(?:wir verwenden|diese website verwendet|nous utilisons|utilizamos|usamos"
            r"|utilizziamo|deze website gebruikt|wij gebruiken) (?:des )?cookies\b"
        ),
    ),
    (
        "advertisement",
        re.compile(
            r"(?:advertisements?|advertising|ad|sponsored(?: content)?|anzeige|werbung|publicité"
            r"|publicidad|pubblicità|publicidade|advertentie|story continues below.{0,40}"
            r"|article continues (?:after|below).{0,40}|continue reading below.{0,30}"
            r"|scroll to continue.{0,30})[\W_]*$"
        ),
    ),
    (
        "meta",
        re.compile(
            r"(?:posted|published|updated|last updated|last modified|modified|first published"
            r"|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato"
            r"|aggiornato|gepubliceerd)\b\s?:?\s?(?:on |at |le |am |el |il |op )?.{0,60}\d.{0,40}$"
            r"|\d{1,3} ?(?:min|mins|minutes?)(?:[ -]read| de lecture| lesezeit)\W*$"
            r"|(?:reading time|read time)\b.{0,30}$|listen to (?:this )?(?:article|story).{0,30}$"
            r"|\d{1,3} (?:minutes?|hours?|days?|weeks?|months?|years?) ago\W*$"
            r"|\d{1,6} (?:views?|comments?|shares?)\W*$|(?:no|0) comments?\W*$"
        ),
    ),
    (
        "subscribe",
        re.compile(
            r"(?:sign up|subscribe|register|get our|join our|follow us|download our)\b.{0,60}"
            r"\b(?:newsletters?|inbox|app|channel|updates|alerts|whatsapp|telegram|facebook"
            r"|twitter|instagram|youtube|e-?mail)\b.{0,100}$"
            r"|(?:leave a (?:reply|comment)|cancel reply|post comment|your email address will not"
            r" be published|required fields are marked|save my name, email|notify me of)\b.{0,120}$"
        ),
    ),
    ("tags", re.compile(r"(?:tags?|topics|filed under|categories|category|labels|schlagwörter"
                        r"|mots-clés|etiquetas)\s?[:|]\s?.{1,200}$")),  # fmt: skip
    (
        "sign_off",
        re.compile(
            r"(?:burs-?)?[a-z]{2,6}(?:-[a-z]{2,4})?/[a-z]{2,5}(?:/[a-z]{2,5})*$"  # AFP's initials
            r"|dpa(?:-\w+)? [a-z]{2,4}(?: [a-z0-9/]{1,6}){0,6}$|[_*#=~-]{3,}$|nnnn$|###$|-?\s?ends?\s?-?$"
        ),
    ),
)  # fmt: skip

_ANYWHERE = frozenset(
    "repeated_headline machine_byline standards credits cookies advertisement share".split()
)
_FACTS = frozenset({"credits", "standards", "source", "copyright"})
"""Said of the story even when it stands among a tail's links."""
_LEADING = frozenset("byline source meta subscribe breadcrumb sign_off tags copyright".split())
_TRAILING = frozenset("byline source meta subscribe sign_off tags copyright breadcrumb".split())

_HEADER = re.compile(
    r"(?:you (?:may|might|may be|might be|will|would|'?ll)(?: also)? (?:like|enjoy|be interested in|have missed)"
    r"|related(?: posts?| articles?| stories| news| content| topics| links| reading| coverage)?"
    r"|(?:read|see|watch) (?:more|also|next|on)|also read|more (?:from|on|in|stories|news|like this)\b.{0,30}"
    r"|recommended(?: for you| stories| articles| reading)?|trending(?: now| stories)?|most (?:read|popular|viewed|shared)"
    r"|popular (?:posts|stories|articles)|latest (?:news|posts|stories|articles)|recent (?:posts|articles|comments)"
    r"|don't miss|editor'?s'? picks?|top stories|what to read next|keep reading|next (?:article|post|story|up)"
    r"|previous (?:article|post|story)|similar (?:posts|articles|stories)|from (?:around )?the web|sponsored links"
    r"|around the web|promoted (?:stories|content)|share this(?: article| story| post)?|leave a (?:reply|comment)"
    r"|comments|friend(?:ly)? links|partner links|our partners|useful links|links"
    r"|(?:à )?lire aussi|à lire (?:également|aussi)|sur le même (?:sujet|thème)|articles (?:similaires|liés)"
    r"|das könnte sie auch interessieren|lesen sie auch|mehr zum thema|auch interessant|ähnliche (?:artikel|beiträge)"
    r"|(?:también )?te puede interesar|también te puede interesar|lea también|lee también|noticias relacionadas"
    r"|artículos relacionados|leggi anche|potrebbe interessarti(?: anche)?|articoli correlati"
    r"|leia (?:também|mais)|veja também|notícias relacionadas|lees ook|meer over|gerelateerde artikelen"
    r"|читайте также|похожие статьи)\s?[:.…»>→-]*$"
)  # fmt: skip


def _kind(text: str, title: str) -> str | None:
    """Name what a line gives itself away as; None for everything else."""
    if len(text) > _LONGEST_FURNITURE:
        return None
    line = text.lower().replace("’", "'").strip()
    if title and len(title) >= _SHORTEST_TITLE and _is_title(line, title):
        return "repeated_headline"
    if len(line) <= _LONGEST_HEADER and _HEADER.match(line):
        return "header"
    if read_credit_line(text) is not None:
        return "credits"
    for kind, pattern in _KINDS:
        if pattern.match(line) and (kind != "byline" or _is_byline(text)):
            return kind
    if _is_share_bar(line):
        return "share"
    if _is_breadcrumb(text):
        return "breadcrumb"
    return None


_SHARE = frozenset(
    "share tweet facebook twitter linkedin whatsapp telegram reddit pinterest messenger tumblr"
    " instagram flipboard teilen partager compartir condividi delen pin print email".split()
)
_BESIDE_SHARE = frozenset(
    "this on via to us it article story post with your friends click opens in new window auf sur"
    " en su por mail sms link loading shares like follow save copy x e and und et y".split()
)


def _is_share_bar(line: str) -> bool:
    """Tell “Share on Facebook Tweet Pin 12”: nothing but networks and what one does there."""
    words = _NOT_WORD.sub(" ", line).split()
    named = sum(word in _SHARE for word in words)
    return named > 0 and all(
        word in _SHARE or word in _BESIDE_SHARE or word.isdigit() for word in words
    )


_SHORTEST_TITLE = 12
_MOST_BESIDE_TITLE = 20


def _is_title(line: str, title: str) -> bool:
    """Tell whether the line is the headline again, with a site's name beside it at most."""
    if abs(len(line) - len(title)) > _MOST_BESIDE_TITLE + 12:
        return False
    folded = fold(line)
    if folded == title:
        return True
    beside = len(folded) - len(title)
    if not 0 < beside <= _MOST_BESIDE_TITLE or line[-1] in ".!?":
        return False
    return folded.startswith(f"{title} ") or folded.endswith(f" {title}")


_BYLINE_WORDS = 14
_NAME_PARTICLES = frozenset(
    "and und et y e en de del della di da van von der den la le el al bin ibn the of in | ,"
    " for with by special correspondent staff writer reporter editor".split()
)


def _is_byline(text: str) -> bool:
    """Tell “By Ann Doe and Joe Roe, Associated Press” from a sentence that begins with “By”."""
    words = text.replace(",", " ").replace("|", " ").split()[1:]
    if not words or len(words) > _BYLINE_WORDS or text.rstrip()[-1] in ".!?:;":
        return False
    return all(
        word[0].isupper() or word.lower() in _NAME_PARTICLES or "@" in word for word in words
    )


_CRUMB_MARK = re.compile(r"\s[»›>→/|·•]\s|[»›→]")
_LONGEST_CRUMB = 4


def _is_breadcrumb(text: str) -> bool:
    """Tell “Home » World » Asia”: short names between marks, the first of them a front page."""
    crumbs = _CRUMB_MARK.split(text)
    return (
        len(crumbs) > 1
        and crumbs[0].strip().lower() in _FRONT_PAGES
        and len(text) <= _LONGEST_FURNITURE
        and all(len(crumb.split()) <= _LONGEST_CRUMB for crumb in crumbs[:-1])
    )


_FRONT_PAGES = frozenset(
    "home homepage start startseite accueil inicio home page news front page início".split()
) | {"home page", "front page"}


# --- prose -------------------------------------------------------------------------------

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'*|)\]]+", re.IGNORECASE)
_STAR = re.compile(r"\s[*•|]\s|\*-\*")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]*$")
_FEWEST_WORDS_OF_PROSE = 12
_UNSPACED_WORDS_OF_PROSE = 30


def _is_prose(part: Paragraph) -> bool:
    text = part.text
    spaces = text.count(" ")
    if spaces + 1 < _FEWEST_WORDS_OF_PROSE and not (
        len(text) > _UNSPACED_WORDS_OF_PROSE and spaces < len(text) // 20
    ):
        return False
    if len(_STAR.findall(text)) > 1:
        return False
    linked = sum(len(url) for url in _URL.findall(text))
    if linked * 4 > len(text):
        return False
    return bool(_SENTENCE_END.search(text)) or len(text) > _LONGEST_FURNITURE


# --- where the story ends ----------------------------------------------------------------

_CLOSERS = frozenset({"header", "share", "tags", "subscribe", "copyright", "source", "meta"})
"""Below one of these, and with no prose left, even lines that we do not know are no story."""

_FOREIGN = 0.85
_CONTENT_WORD = re.compile(r"[^\W\d_]{5,30}")


def _tail(
    parts: Sequence[Paragraph], kinds: Sequence[str | None], prose: Sequence[bool]
) -> int:
    """Give where the tail begins; the number of parts where there is none.

    A header (“You may also like”) or a line of links begins it if all prose below, less than
    half of all, is about something else: a trigger in the middle of a story is no tail.
    """
    count = len(parts)
    lead = next((at for at, own in enumerate(prose) if own), count)
    last = max((at for at, own in enumerate(prose) if own), default=count)
    for at in range(lead + 1, count):
        begins = kinds[at] == "header" or (kinds[at] is None and not prose[at] and
                                           _farmish(parts[at]))  # fmt: skip
        if begins and _only_others(parts, prose, lead, at):
            return at
        if at > last and kinds[at] in _CLOSERS:
            return at
    return count


def _only_others(
    parts: Sequence[Paragraph], prose: Sequence[bool], lead: int, trigger: int
) -> bool:
    """Tell whether what stands below a trigger is less than the story, and no part of it."""
    above = [parts[at].text for at in range(lead, trigger) if prose[at]]
    below = [parts[at].text for at in range(trigger + 1, len(parts)) if prose[at]]
    story = _vocabulary(above)
    if any(_foreign(text, story) < _FOREIGN for text in below):
        return False
    rest = sum(len(parts[at].text) for at in range(trigger + 1, len(parts)))
    return rest <= sum(map(len, above)) or _farmish_in(parts[trigger:])


def _farmish_in(parts: Sequence[Paragraph]) -> bool:
    return len(_hosts(parts)) > _FEWEST_HOSTS


def _vocabulary(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _CONTENT_WORD.findall(text.lower()))


def _foreign(text: str, story: frozenset[str]) -> float:
    """Give the share of a text's longer words that the story does not have."""
    words = _CONTENT_WORD.findall(_URL.sub(" ", text).lower())
    return sum(word not in story for word in words) / len(words) if words else 0.0


# --- link farms --------------------------------------------------------------------------

_FEWEST_HOSTS = 2
_MOST_STARS = 3


def _farmish(part: Paragraph) -> bool:
    """Tell whether a line looks like a piece of a link farm; the whole is scored later."""
    text = part.text
    if len(_hosts((part,))) >= _FEWEST_HOSTS or len(_STAR.findall(text)) >= _MOST_STARS:
        return True
    linked = sum(len(url) for url in _URL.findall(text))
    return linked * 2 > len(text)


def _farm(
    parts: Sequence[Paragraph], kinds: Sequence[str | None], begin: int, title: str
) -> tuple[int, float]:
    """Find and score a link farm below the story: where it begins, and how sure we are."""
    first = next((at for at in range(begin, len(parts))
                  if kinds[at] is None and _farmish(parts[at])), None)  # fmt: skip
    if first is None:
        return len(parts), 0.0
    score = link_farm_score(parts[first:], title, _vocabulary([p.text for p in parts[:begin]]))
    return (first, score) if score >= FARM else (len(parts), score)


def link_farm_score(parts: Sequence[Paragraph], title: str, story: frozenset[str]) -> float:
    """Score a passage between 0 and 1: unrelated domains, links' share of it, the title again,
    `*`-separated headlines, and words that the story does not have. Sites of one newspaper
    link to themselves, so that few domains speak for innocence whatever else is there.
    """
    text = "\n".join(part.text for part in parts)
    hosts = len(_hosts(parts))
    stars = len(_STAR.findall(text))
    links = _URL.findall(text)
    linked = sum(len(link) for link in links) / max(1, len(text))
    titles = fold(text).count(title) if len(title) >= _SHORTEST_TITLE else 0
    innocence = (
        (1 - 0.8 * min(1.0, hosts / 6))
        * (1 - 0.5 * min(1.0, linked / 0.3))
        * (1 - 0.5 * min(1.0, titles / 2))
        * (1 - 0.5 * min(1.0, stars / 4))
        * (1 - 0.4 * _foreign(text, story))
    )
    return round((1 - innocence) * max(min(1.0, hosts / 3), min(1.0, stars / 8)), 2)


def _link_list_score(part: Paragraph) -> float:
    """Score a paragraph of nothing but links, wherever it stands."""
    hosts = len(_hosts((part,)))
    if hosts <= _FEWEST_HOSTS:
        return 0.0
    rest = _CONTENT_WORD.findall(_URL.sub(" ", part.text).lower())
    return round(max(0.0, min(1.0, hosts / 4) - 0.1 * len(rest)), 2)


def _hosts(parts: Sequence[Paragraph]) -> frozenset[str]:
    """Give the sites linked to, by the last two parts of their names."""
    found: set[str] = set()
    for part in parts:
        for link in (*_URL.findall(part.text), *part.links):
            if link[:1] in "/#?.":
                continue  # the page's own
            host = _HOST.match(link.lower())
            if host:
                found.add(".".join(host.group(1).split(".")[-2:]))
    return frozenset(found)


_HOST = re.compile(r"(?:https?:)?(?://)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})")

# --- furniture at the end of a paragraph -------------------------------------------------

_INLINE = re.compile(
    r"(?:(?<=[.!?”\"’»)\]…])|(?<=\w))\s*(?=our standards\s?:)"
    r"|(?<=[.!?”\"’»)\]…])\s+(?=\(?(?:additional reporting|reporting|writing|editing|compiled"
    r"|photography|reportage|reporte|reportagem|rédigé|bericht|edição|editado|source\s?:)\b)",
    re.IGNORECASE,
)
_QUICK = re.compile(r"(?:ing|iled|age|te|gem|do|phy|gé|ht|ção) (?:by|de|par|von|por)\b|tandards|ource",
                    re.IGNORECASE)  # fmt: skip


def _parted(copy: str, paragraph: Paragraph) -> Iterator[Paragraph]:
    """Part a paragraph from credits and the like that run on in it (“… (Reporting by A)”)."""
    if not _QUICK.search(paragraph.text):
        yield paragraph
        return
    start = paragraph.start
    raw = copy[paragraph.start : paragraph.end]
    for found in _INLINE.finditer(raw):
        at = paragraph.start + found.end()
        rest = tidy(copy[at : paragraph.end])
        before = copy[start : paragraph.start + found.start()].rstrip()
        if before and _kind(rest.partition("Our Standards")[0] or rest, "") in _INLINE_KINDS:
            kept = tidy(before, keep_lines="\n" in paragraph.text)
            yield Paragraph(start, start + len(before), kept, paragraph.links)
            start = at
    if start == paragraph.start:
        yield paragraph
    elif start < paragraph.end:
        yield Paragraph(start, paragraph.end, tidy(copy[start : paragraph.end]))


_INLINE_KINDS = frozenset({"credits", "standards", "source"})
