"""Forty invented re-hosts: our own stories, dressed as link farms and scrapers dress them.

The bodies are labelled stories of ours; around them stands what such pages put there, in eight
languages: breadcrumbs, machines' by-lines, share bars, lists of other sites' headlines with
their domains bare or linked, “About X”, “Follow us”, disclaimers. What is right is known before
enrichment sees a page: the body is the story and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.labelled.scoring import LANGUAGES, STORIES, Story, stories


@dataclass(frozen=True)
class Farm:
    """A page, and the paragraphs of it that are the story."""

    name: str
    headline: str
    text: str
    body: tuple[str, ...]
    linked: bool
    """It links to unrelated sites, which must be found."""

    def story(self) -> Story:
        """The page as it would arrive."""
        return Story(self.name, {"headline": self.headline}, self.text)


@dataclass(frozen=True)
class _Tongue:
    """What pages say in one language."""

    crumbs: str
    posted: str
    share: str
    related: str
    titles: tuple[str, ...]
    follow: str
    about: str
    about_text: str
    rights: str
    source: str


_TONGUES = {
    "en": _Tongue(
        "Home » World » Harbours", "by admin 2 weeks ago 12 views", "Share Tweet Pin 14",
        "You may also like", (
            "Ten kitchen gadgets that nobody needs", "Why your boiler hums at night",
            "The actress who collects thimbles", "Crypto wallets compared",
            "How to sleep on a train",
        ),
        "Follow us on Facebook and Telegram", "About Harbour Post",
        "Harbour Post is a leading digital platform for readers who want to know more.",
        "© 2024 Harbour Post. All rights reserved.", "Source: quillpost.example.com",
    ),
    "de": _Tongue(
        "Startseite › Nachrichten › Regional", "von admin vor 3 Tagen 48 Aufrufe",
        "Teilen Twittern WhatsApp", "Das könnte Sie auch interessieren", (
            "Zehn Tipps gegen Schimmel im Bad", "So teuer wird der Sommerurlaub",
            "Schauspielerin zeigt ihr neues Haus", "Bitcoin: Was Anleger wissen müssen",
            "Warum Katzen nachts singen",
        ),
        "Folgen Sie uns auf Facebook und Instagram", "Über Hafenbote",
        "Hafenbote ist ein unabhängiges Portal für Leserinnen und Leser in aller Welt.",
        "© 2024 Hafenbote. Alle Rechte vorbehalten.", "Quelle: hafenbote.de",
    ),
    "fr": _Tongue(
        "Accueil > Actualités > Monde", "par admin il y a 2 semaines 31 vues",
        "Partager Tweeter WhatsApp", "À lire aussi", (
            "Dix astuces pour dormir en avion", "Cette actrice vend son château",
            "Bitcoin : faut-il encore acheter ?", "Pourquoi les chats ronronnent",
            "Le régime que les médecins détestent",
        ),
        "Suivez-nous sur Facebook et Twitter", "À propos de Portail",
        "Portail est un site indépendant qui réunit des lecteurs du monde entier.",
        "© 2024 Portail. Tous droits réservés.", "Source : portail-infos.fr",
    ),
    "es": _Tongue(
        "Inicio / Noticias / Mundo", "por admin hace 2 semanas 77 vistas",
        "Compartir Tweet WhatsApp", "Te puede interesar", (
            "Diez trucos para limpiar el horno", "La actriz que vendió su castillo",
            "Bitcoin: lo que debes saber", "Por qué los gatos ronronean",
            "Cómo dormir en un avión",
        ),
        "Síguenos en Facebook y Telegram", "Sobre Portalia",
        "Portalia es un medio digital independiente para lectores de todo el mundo.",
        "© 2024 Portalia. Todos los derechos reservados.", "Fuente: portalia.es",
    ),
    "it": _Tongue(
        "Home » Notizie » Mondo", "di admin 2 settimane fa 19 visualizzazioni",
        "Condividi Tweet WhatsApp", "Potrebbe interessarti anche", (
            "Dieci trucchi per pulire il forno", "L'attrice che ha venduto il castello",
            "Bitcoin: quello che c'è da sapere", "Perché i gatti fanno le fusa",
            "Come dormire in aereo",
        ),
        "Seguici su Facebook e Telegram", "Sobre Portalino",
        "Portalino è un sito indipendente per lettori di tutto il mondo.",
        "© 2024 Portalino. Riproduzione riservata.", "Fonte: portalino.it",
    ),
    "pt": _Tongue(
        "Início » Notícias » Mundo", "por admin há 2 semanas 25 visualizações",
        "Compartilhar Tweet WhatsApp", "Leia também", (
            "Dez truques para limpar o forno", "A atriz que vendeu o castelo",
            "Bitcoin: o que você precisa saber", "Por que os gatos ronronam",
            "Como dormir no avião",
        ),
        "Siga-nos no Facebook e no Telegram", "Sobre Portalusa",
        "Portalusa é um site independente para leitores do mundo inteiro.",
        "© 2024 Portalusa. Todos os direitos reservados.", "Fonte: portalusa.com.br",
    ),
    "nl": _Tongue(
        "Home > Nieuws > Wereld", "door admin 2 weken geleden 40 keer bekeken",
        "Delen Tweet WhatsApp", "Lees ook", (
            "Tien trucs voor een schone oven", "Actrice verkoopt haar kasteel",
            "Bitcoin: wat u moet weten", "Waarom katten spinnen",
            "Zo slaapt u in het vliegtuig",
        ),
        "Volg ons op Facebook en Instagram", "Over Poortwachter",
        "Poortwachter is een onafhankelijke site voor lezers uit de hele wereld.",
        "© 2024 Poortwachter. Alle rechten voorbehouden.", "Bron: poortwachter.nl",
    ),
    "ru": _Tongue(
        "Главная » Новости » В мире", "admin 2 недели назад 33 просмотра",
        "Поделиться ВКонтакте Telegram", "Читайте также", (
            "Десять способов почистить духовку", "Актриса продала свой замок",
            "Биткоин: что нужно знать", "Почему коты мурлычут", "Как спать в самолёте",
        ),
        "Подписывайтесь на нас в Telegram и ВКонтакте", "О проекте Портал",
        "Портал — независимый сайт для читателей со всего мира.",
        "© 2024 Портал. Все права защищены.", "Источник: portal-novosti.ru",
    ),
}  # fmt: skip

_SITES = (
    "thimblegazette.com", "kettle-and-co.net", "lanternnews.org", "portal24.info",
    "quillpost.co.uk",
)  # fmt: skip


def farms() -> Iterator[Farm]:
    """Five pages in each language, each dressed otherwise."""
    clean = [*stories(STORIES), *stories(LANGUAGES)]
    for tongue, said in _TONGUES.items():
        ours = [story for story in clean if _is_clean(story, tongue)]
        for number, (linked, dress) in enumerate(_DRESSES):
            story = ours[number % len(ours)]
            body = tuple(story.text.strip().split("\n\n"))
            headline = story.labels["headline"]
            text = "\n\n".join(dress(headline, said, body))
            yield Farm(f"{tongue}-{number}-{story.name}", headline, text, body, linked)


def _is_clean(story: Story, tongue: str) -> bool:
    aside = story.labels.get("set_aside", "none")
    return story.name.startswith(f"{tongue}-") and aside == "none"


def _signed(headline: str, said: _Tongue, body: tuple[str, ...]) -> list[str]:
    """Bare domains, each before another site's headline."""
    others = [f"{site} {title}" for site, title in zip(_SITES, said.titles, strict=True)]
    return [said.crumbs, headline, said.posted, *body, *others]


def _starred(headline: str, said: _Tongue, body: tuple[str, ...]) -> list[str]:
    """One line of headlines between stars, each with its site in brackets."""
    others = " * ".join(
        f"{title} ({site})" for site, title in zip(_SITES, said.titles, strict=True)
    )
    return [said.posted, said.share, *body, said.related, others, said.rights]


def _listed(headline: str, said: _Tongue, body: tuple[str, ...]) -> list[str]:
    """Headlines with a full address behind each, the story's own among them."""
    others = [
        f"{title} https://www.{site}/{number}"
        for number, (site, title) in enumerate(zip(_SITES, said.titles, strict=True))
    ]
    own = f"{headline} https://{_SITES[0]}/again"
    return [said.crumbs, *body, said.share, said.related, *others, own, said.follow]


def _named(headline: str, said: _Tongue, body: tuple[str, ...]) -> list[str]:
    """Nothing but sites, one a line, below the source."""
    return [headline, said.posted, *body, said.source, *_SITES]


def _adorned(headline: str, said: _Tongue, body: tuple[str, ...]) -> list[str]:
    """No other site: share bars, headlines of its own, who it is, and its rights."""
    return [
        said.crumbs, said.posted, said.share, *body, said.share, said.related, *said.titles,
        said.follow, said.about, said.about_text, said.rights,
    ]  # fmt: skip


_DRESSES = (
    (True, _signed),
    (True, _starred),
    (True, _listed),
    (True, _named),
    (False, _adorned),
)
