"""Pages that come in place of a story: a check of the visitor, a login, a home page; pure.

Servers send them with status 200. Each is known by set words in its title or headings, or by
what it is made of; a page with a story's length of text under such a headline is a story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_SHORT = 300
_LONGEST = 1_500
"""Characters of text; what has more tells a story, whatever stands above it."""

_CHECKS = re.compile(
    r"cdn-cgi/challenge-platform|_cf_chl_|cf-browser-verification|px-captcha|/_Incapsula_Resource"
    r"|geo\.captcha-delivery\.com|g-recaptcha|h-captcha|hcaptcha\.com|awsWafCookieDomainList"
)
_CHECKED = re.compile(
    r"just a moment\W*|しばらくお待ちください\W*|请稍候\W*|請稍候\W*"
    r"|잠시만 기다리십시오\W*|один момент\W*"
    r"|подождите\W*|un momento\W*|s[óo] um momento\W*|een moment geduld\W*|bir dakika lütfen\W*"
    r"|(?:please )?verify(?:ing)? (?:that )?you are (?:a )?human\W*.{0,60}"
    r"|checking your browser.{0,60}|attention required\W*|are you a (?:robot|human)\W*"
    r"|pardon our interruption\W*|(?:security|browser) check\W*"
    r"|enable javascript and cookies.{0,40}"
    r"|access (?:to this page has been )?denied\W*|request (?:blocked|unsuccessful)\W*.{0,40}"
    r"|ddos protection.{0,40}|einen moment,? bitte\W*|sicherheitsüberprüfung\W*"
    r"|un instant\W*|vérification de sécurité\W*|comprobando su navegador.{0,40}"
    r"|verifica di sicurezza\W*",
    re.IGNORECASE,
)
_CHECKED_IN_WORDS = re.compile(
    r"verify(?:ing)? (?:that )?you are (?:a )?human|checking your browser before"
    r"|enable javascript and cookies to continue|unusual traffic from your"
    r"|review the security of your connection|please enable js and disable any ad blocker"
    r"|press (?:&|and) hold to confirm",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"(?:error:? ?)?(?:404|410)(?: error| not found| page.{0,30})?\W*|not found\W*"
    r"|\W*(?:oops\W+)?(?:the |this )?(?:page|article|content)(?: you .{0,40})?"
    r" (?:was |is |could |can ?)?(?:not |n['’]t )?(?:be )?(?:found|no longer available)\W*"
    r"|(?:seite|artikel) (?:wurde )?nicht gefunden\W*|page (?:non trouvée|introuvable)\W*"
    r"|p[áa]gina n[ãa]o encontrada\W*|p[áa]gina no encontrada\W*|pagina non trovata\W*"
    r"|pagina niet gevonden\W*|siden (?:ble|blev) ikke f[uo]n[dn]et?\W*|sidan hittades inte\W*"
    r"|(?:strony )?nie znaleziono(?: strony)?\W*|stránka nenalezena\W*"
    r"|страница не найдена\W*|ページが見つかりません\W*|页面不存在\W*|找不到.{0,10}",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:please )?(?:sign|log)[ -]?(?:in|on)(?: to .{0,40}| or .{0,40})?\W*|anmelden\W*"
    r"|einloggen\W*|login\W*|se connecter\W*|connexion\W*|iniciar sesión\W*|accedi\W*"
    r"|entrar\W*|inloggen\W*"
    r"|logga in\W*|logg inn\W*|войти\W*|ログイン|登录|subscribe to (?:continue|read).{0,30}",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"we (?:value|care about) your privacy\W*|(?:le )?respect de votre vie privée.{0,40}"
    r"|mit werbung weiterlesen\W*|weiter mit werbung.{0,40}|nutzung mit werbung.{0,40}"
    r"|continuer sans accepter\W*|consentement\W*|su privacidad .{0,40}|tu privacidad .{0,40}"
    r"|la tua privacy .{0,40}|uw privacy .{0,40}|before you continue.{0,40}"
    r"|cookie (?:consent|settings)\W*|wir (?:schätzen|respektieren) ihre privatsphäre\W*"
    r"|datenschutz-?einstellungen\W*"
    r"|votre vie privée.{0,40}|nous respectons votre vie privée\W*|respetamos su privacidad\W*"
    r"|rispettiamo la tua privacy\W*",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"(?:error:? ?)?(?:500|502|503|504)(?: .{0,60})?\W*|(?:internal server error|bad gateway"
    r"|service (?:temporarily )?unavailable|gateway time-?out)\W*"
    r"|(?:briefly )?unavailable for scheduled maintenance.{0,60}"
    r"|(?:site |website |scheduled |down for |under )?maintenance(?: mode)?\W*"
    r"|(?:we['’]?ll be|we will be) (?:right |back ).{0,40}|wartungsarbeiten\W*"
    r"|wartung(?:smodus)?\W*|(?:site )?en maintenance\W*|en mantenimiento\W*"
    r"|in manutenzione\W*|em manutenção\W*|технические работы\W*|メンテナンス中.{0,20}"
    r"|error establishing a database connection\W*|account suspended\W*|domain for sale\W*",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"(?:error:? ?)?451\W*|(?:error:? ?)?(?:451\W+)?unavailable (?:due to|for) legal reasons\W*"
    r"|(?:this )?(?:content|page|site|website) is (?:not available|unavailable) in your"
    r" (?:country|region|location)\W*",
    re.IGNORECASE,
)
_CLOSED_IN_WORDS = re.compile(
    r"access cannot be granted at this time|not available in your (?:country|region|location)"
    r"|unavailable in (?:your country|most european countries)",
    re.IGNORECASE,
)
_FOR_SALE = re.compile(
    r"this domain (?:name )?(?:is|may be) for sale|buy this domain|domain is parked"
    r"|diese domain (?:steht|ist) .{0,20}(?:zum verkauf|zu verkaufen)",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"<meta[^<>]{0,40}http-equiv=[\"']?refresh[\"']?[^<>]{0,40}content=[\"']?\s*[0-5]\s*;\s*url=",
    re.IGNORECASE,
)
_ONLY_A_PROGRAM = re.compile(
    r"<noscript>[^<]{0,80}(?:<\w{1,10}>)?[^<]{0,120}javascript"
    r"|<div id=[\"']?(?:root|app|__next|__nuxt)[\"']?>\s*</div>",
    re.IGNORECASE,
)
"""Where a program in the page would draw the text."""
_BETWEEN = re.compile(r"\s[|–—·:»-]\s")


def kind_of_page(
    titles: Iterable[str], text: str, markup: str, *, url: str | None, says_article: bool
) -> str | None:
    """Name what a page is that is no story; None where it may be one.

    `titles` are its title and headings, `text` the story as found, `markup` the page as it
    came, `says_article` whether it calls itself an article.
    """
    if len(text) > _LONGEST:
        return None
    parts = [part.strip() for title in titles for part in _BETWEEN.split(title[:200])]

    def says(pattern: re.Pattern[str]) -> bool:
        return any(pattern.fullmatch(part) for part in parts)

    checks = _CHECKS.search(markup[:200_000]) is not None
    if (checks and len(text) < _SHORT) or says(_CHECKED) or _CHECKED_IN_WORDS.search(text):
        return "a check of the visitor"
    if says_article:
        return None
    if says(_AWAY):
        return "a server's word that it is away"
    if not text.strip() and _ONLY_A_PROGRAM.search(markup[:200_000]):
        return "a page that only its own programs can show"
    if says(_NOT_FOUND):
        return "a page that says that there is no such page"
    if says(_LOGIN) or ('type="password"' in markup.lower() and len(text) < _SHORT):
        return "a login"
    if says(_CONSENT):
        return "a question for consent"
    if says(_CLOSED) or (len(text) < 2 * _SHORT and _CLOSED_IN_WORDS.search(text)):
        return "a page that is closed to where we are"
    if len(text) < _SHORT and (
        _FOR_SALE.search(text) or any(_FOR_SALE.search(title[:200]) for title in parts)
    ):
        return "an address that is for sale"
    if len(text) < _SHORT and _AT_ONCE.search(markup[:20_000]):
        return "a page that only leads on to another"
    parts_of_url = urlsplit(url) if url else None
    if parts_of_url and not parts_of_url.path.strip("/") and not parts_of_url.query:
        return "a home page"
    return None
