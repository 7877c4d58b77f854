"""Forms that come by mail: answers as JSON, or as `Label: value` lines; pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from services.ingest.formats.text.markup import tidy_text
from shared.ninjs import Concept

_FORM_FIELDS = {
    "headline": "headline", "title": "headline", "slugline": "slugline", "slug": "slugline",
    "abstract": "abstract", "summary": "abstract", "body": "body", "story": "body",
    "text": "body", "byline": "byline", "by": "byline", "dateline": "dateline",
    "category": "category", "categories": "category", "priority": "priority",
    "urgency": "urgency", "news value": "news_value", "subject": "subject",
    "subjects": "subject", "keywords": "keywords", "genre": "genre", "ednote": "ed_note",
    "editor's note": "ed_note", "editorial note": "ed_note", "place": "place",
    "username": "sender", "email address": "sender", "embargo": "embargo",
    "usage terms": "usage_terms", "language": "language",
}  # fmt: skip
_LABEL = re.compile(r"^\s*([A-Za-z][A-Za-z' ]{1,30}?)\s*:\s?(.*)$")
_LEAST_FIELDS = 2


def form_of(text: str) -> dict[str, str]:
    """Read a form's answers, from JSON or labelled lines; empty where this is no form."""
    start = text.strip()
    if start.startswith("{"):
        return _json_form(start)
    fields: dict[str, str] = {}
    current: str | None = None
    for line in start.splitlines()[:2000]:
        label = _LABEL.match(line)
        key = _FORM_FIELDS.get(label.group(1).strip().lower()) if label else None
        if label and key and key not in fields:
            current = key
            fields[key] = label.group(2).strip()
        elif current is not None:
            fields[current] += f"\n{line}"
    is_form = (
        "body" in fields
        and len(fields) > _LEAST_FIELDS
        and start.splitlines()[0].partition(":")[0].strip().lower() in _FORM_FIELDS
    )
    return (
        {key: value.strip() for key, value in fields.items() if value.strip()}
        if is_form
        else {}
    )


def _json_form(text: str) -> dict[str, str]:
    on_one_line = " ".join(filter(None, map(str.strip, text.split("\n"))))
    for attempt in (text, on_one_line):
        try:
            answers = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(answers, dict):
            fields: dict[str, str] = {}
            for question, value in answers.items():
                # Forms explain their questions: `Headline (at most 64 characters)`.
                key = _FORM_FIELDS.get(question.partition("(")[0].strip(" *:").lower())
                if key and _answer(value):
                    fields.setdefault(key, _answer(value))
            return fields
    return {}


def _answer(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_answer(one) for one in value[:50])
    return tidy_text(str(value)).strip() if isinstance(value, (str, int)) else ""


def urgency_of(form: dict[str, str]) -> int | None:
    """Give the urgency that a form says."""
    said = form.get("urgency") or form.get("priority") or ""
    found = re.match(r"[1-9](?!\d)", said)
    return int(found.group()) if found else None


def listed(text: str | None) -> list[str]:
    """Part what is listed in one field."""
    return [part.strip() for part in re.split(r"[,;]", text or "") if part.strip()]


def concepts_of(text: str | None) -> Iterator[Concept]:
    """Give what is listed in one field as concepts without codes."""
    for name in listed(text):
        yield Concept(name=name, literal=name)
