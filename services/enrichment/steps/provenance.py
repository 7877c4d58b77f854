"""Who wrote a story and who carried it here: agency, carrier, and signs of a re-host."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.enrichment.agencies import agency_in, agency_named
from shared.articles import Provenance, SetAside

_SIGNS = frozenset({"machine_byline", "link_farm"})


def trace_provenance(
    *,
    carrier: str,
    carries: Sequence[str] = (),
    dateline_agency: str | None = None,
    claims: Sequence[str] = (),
    set_aside: Sequence[SetAside] = (),
) -> Provenance:
    """Say whose words these are.

    `carrier` is the source that sent them and `carries` the agencies it may carry (an
    operator's word). `claims` are the wire's own statements (credit line, original source,
    copyright holder), best first. The dateline outweighs them, a source line the claims.
    """
    said = [each for each in set_aside if each.kind in ("source", "standards", "copyright")]
    names = [
        dateline_agency,
        *(_in_line(each) for each in sorted(said, key=lambda each: _WEIGHTS[each.kind])),
        *(agency_in(claim) for claim in claims),
        *(agency_in(e.text) for e in set_aside if e.kind in ("credits", "byline")),
    ]
    agency = next(filter(None, names), None)
    own = agency is None or _same(agency, carrier)
    licensed = own or any(_same(agency or "", right) for right in carries)
    signs = any(each.kind in _SIGNS for each in set_aside)
    quoted = any(each.kind == "source" for each in said)
    return Provenance(
        agency=agency,
        carrier=carrier or None,
        rehosted=signs or (quoted and not own) or not licensed,
    )


_WEIGHTS = {"source": 0, "standards": 1, "copyright": 2}
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
