"""Who wrote a story and who carried it here: agency, carrier, and signs of a re-host."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.enrichment.lines.agencies import (
    agency_in,
    agency_in_byline,
    agency_named,
    agency_of_end,
    agency_of_lead,
)
from services.enrichment.lines.sites import site_of, site_that_signs
from shared.articles import Provenance, SetAside

_SIGNS = frozenset({"machine_byline", "link_farm"})


def trace_provenance(
    *,
    carrier: str,
    carries: Sequence[str] = (),
    dateline_agency: str | None = None,
    claims: Sequence[str] = (),
    bylines: Sequence[str] = (),
    story: Sequence[str] = (),
    set_aside: Sequence[SetAside] = (),
) -> Provenance:
    """Say whose words these are.

    `carrier` is the source that sent them and `carries` the agencies it may carry (an
    operator's word). `claims` are the wire's own statements (credit line, original source,
    copyright holder), best first; `bylines` name who wrote it; `story` has its paragraphs. The
    dateline outweighs all, then what the story opens and ends with, then a source line.
    A site that signs the copy it re-hosts is its carrier, whoever sent it to us.
    """
    said = [each for each in set_aside if each.kind in _WEIGHTS]
    names = [
        dateline_agency,
        *(agency_of_lead(paragraph) for paragraph in story[:_LEADS]),
        *(agency_of_end(paragraph) for paragraph in story[-1:]),
        *(_in_line(each) for each in sorted(said, key=lambda each: _WEIGHTS[each.kind])),
        *(agency_in(claim) for claim in claims),
        *(agency_in_byline(byline) for byline in bylines),
        *(agency_in(each.text) for each in set_aside if each.kind == "credits"),
        *(agency_in_byline(each.text) for each in set_aside if each.kind == "byline"),
    ]
    agency = next(filter(None, names), None)
    own = agency is None or _same(agency, carrier)
    licensed = own or any(_same(agency or "", right) for right in carries)
    signs = any(each.kind in _SIGNS for each in set_aside)
    quoted = any(each.kind == "source" for each in said)
    site = _signing_site(set_aside)
    foreign = site is not None and not _is_site_of(site, carrier)
    return Provenance(
        agency=agency,
        carrier=(site if foreign else carrier) or None,
        rehosted=signs or (quoted and not own) or not licensed,
    )


_LEADS = 3


def _signing_site(set_aside: Sequence[SetAside]) -> str | None:
    """Give the site that a footer is signed by, the last one first."""
    for each in reversed(set_aside):
        if each.kind == "source":
            first = _APPEARED.search(each.text)
            if first and site_of(first.group(1)):
                return first.group(1).lower()
        if each.kind in ("link_farm", "tail"):
            for line in reversed(each.text.splitlines()):
                site = site_that_signs(line.strip())
                if site:
                    return site
    return None


_APPEARED = re.compile(
    r"(?:appeared first|first appeared) on (?:https?://)?(?:www\.)?([\w.-]{4,60}\w)",
    re.IGNORECASE,
)


def _is_site_of(site: str, carrier: str) -> bool:
    """Tell whether a source is named after the site (“news-example”, “news.example”)."""
    name = _NOT_LETTER.sub("", site.partition(".")[0])
    return bool(name) and name in _NOT_LETTER.sub("", carrier.casefold())


_WEIGHTS = {"source": 0, "standards": 1, "copyright": 2, "sign_off": 3}
_TRUST_PRINCIPLES = re.compile(r"thomson reuters trust principles", re.IGNORECASE)


def _in_line(said: SetAside) -> str | None:
    line = " ".join(said.text.split())
    return "Reuters" if _TRUST_PRINCIPLES.search(line) else agency_in(line)


_NOT_LETTER = re.compile(r"[\W_\d]+")


def _same(agency: str, carrier: str) -> bool:
    """Tell whether a source's name is the agency's (“reuters-en”, “AP wire”)."""
    words = [word for word in _NOT_LETTER.split(carrier.casefold()) if word]
    wanted = [word for word in _NOT_LETTER.split(agency.casefold()) if word]
    if words[: len(wanted)] == wanted:
        return True
    return any(agency_named(word) == agency for word in (carrier, *words))
