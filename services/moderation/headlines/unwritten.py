"""Pure: what stands where a headline belongs, because nobody has written one yet."""

from __future__ import annotations

import re

from services.moderation.folding import fold

_TOKEN = re.compile(r"[^\W_]+")
_FILLS = re.compile(r"x{3,}|v?\d+(?:p|pt|px|cm|mm|sp|spaltig|zeilig|cols?|col)?")
_INITIALS = 3
_PLAINLY = 4
"""Words of which one may be a desk's own: "[draft] template localnews - insert title"."""
_HEADS = frozenset(
    """
    headline headlines header hed heading title titel titre titolo titulo titular titulillo
    schlagzeile uberschrift titelzeile dachzeile kop kopje koptekst krantenkop kopregel rubrik
    manchete encabezado slug dummy platzhalter placeholder platshallare platshallartext
    segnaposto occhiello intertitre untitled
    """.split()
)
"""What a field for a headline is called."""
_BESIDE = frozenset(
    """
    goes here to come coming follow follows following tk tbc tbd tba todo text story copy needed
    missing required max maximum line lines character characters chars words column columns col
    template main sub temp working sample deck decks one two three four
    folgt folgen fehlt hier vorlage muster entwurf zeile zeilen spalte spalten zeichen
    zweispaltig einspaltig dreispaltig zweizeilig einzeilig lokales lokal sport politik kultur
    wirtschaft seite bitte
    suivre suit venir manque ici ligne lignes signes caracteres colonne colonnes modele
    provisoire gabarit
    aqui va pendiente a dos tres linea lineas columna columnas plantilla provisional
    da fare definire qui riga righe battute caratteri colonna modello provvisorio manca
    por definir linha linhas carateres coluna colunas modelo provisorio
    volgt ontbreekt regel regels tekens kolom kolommen sjabloon voorlopig concept
    cronaca locale deportes desporto esportes sports local nacional economia politica cultura
    societe regional region inrikes utrikes
    foljer kommer saknas har rad rader rads tecken spalt spalter mall utkast
    """.split()
)
"""What is said of it there: that it follows, how long it may be, on which page it stands."""
_ORDERS = frozenset(
    """
    insert add write edit enter einfugen eintragen einsetzen schreiben completer inserer rediger
    remplir completar insertar escribir inserire completare scrivere inserir escrever invullen
    invoegen schrijven infoga skriv
    """.split()
)
"""What somebody is told to do with it."""
_SMALL = frozenset(
    """
    a an the your der die das den ein eine einen le la un une votre el o il lo um uma de het een
    en ett this diese dieser hier please bitte nog noch ancora still encore
    """.split()
)
"""Small words that may stand beside an order; without one they make a sentence."""


def is_unwritten(headline: str) -> bool:
    """Tell a placeholder ("Kop volgt", "TITEL 2 Zeilen", "headline goes here") by all its words."""
    tokens = _TOKEN.findall(headline)
    words = [fold(token).text for token in tokens]
    heads = any(word in _HEADS for word in words)
    crosses = sum(_FILLS.fullmatch(word) is not None and word[0] == "x" for word in words)
    if not (heads or crosses):
        return False
    beside = _BESIDE | _ORDERS
    if any(word in _ORDERS for word in words):
        beside |= _SMALL
    if words[:2] == ["sin", "titulo"] or words[:2] == ["sans", "titre"]:
        beside |= {"sin", "sans"}
    strange = sum(
        word not in _HEADS
        and word not in beside
        and _FILLS.fullmatch(word) is None
        and not (token.isupper() and len(token) <= _INITIALS)
        for token, word in zip(tokens, words, strict=True)
    )
    return strange == 0 or (strange == 1 and len(words) >= _PLAINLY)
