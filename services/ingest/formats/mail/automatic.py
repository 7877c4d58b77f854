"""Letters that programs answer with: out of office, not delivered, read; no stories. Pure."""

from __future__ import annotations

import re
from email.message import Message

from services.ingest.formats.mail.parts import header

_REPLIES = re.compile(
    r"(?i)\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|automatische antwort"
    r"|abwesenheitsnotiz|réponse automatique|respuesta automática|risposta automatica"
    r"|automatisch antwoord|resposta automática|automatiskt svar|automatisk svar|autosvar"
    r"|automaattinen vastaus|automatická odpověď|odpowiedź automatyczna|автоответ"
    r"|автоматический ответ|自動応答|自动回复|자동 회신)\s*[:：]"
)
_MOST_WORDS = 150


def kind_of_answer(message: Message, *, subject: str, words: int) -> str | None:
    """Name what a program wrote in answer to a letter; None where a person may have written.

    What is only sent by a program (`auto-generated`), as releases are, is a letter.
    """
    report = header(message, "Content-Type").lower()
    if report.startswith("multipart/report"):
        if "disposition-notification" in report:
            return "a receipt for a letter that was read"
        if "delivery-status" in report:
            return "a word that a letter could not be delivered"
    submitted = header(message, "Auto-Submitted").lower()
    answers = (
        submitted.startswith("auto-replied")
        or header(message, "X-Autoreply").lower() == "yes"
        or bool(header(message, "X-Autorespond"))
        or header(message, "Precedence").lower() == "auto_reply"
        or (words <= _MOST_WORDS and _REPLIES.match(subject) is not None)
    )
    return "an automatic reply" if answers else None
