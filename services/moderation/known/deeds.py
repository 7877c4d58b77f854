"""Pure: grave deeds told by ordinary verbs, whose object makes the crime: a wife, secrets.

For each language one pattern over folded text, its first words literal for speed.
"""

from __future__ import annotations

import re

from services.moderation.lexicon import Hit
from services.moderation.story import Story

_KIN = {
    "en": r"(?:wife|husband|partner|girlfriend|boyfriend|mother|father|brother|sister|son"
    r"|daughter|aunt|uncle|neighbou?r|landlady|landlord|lover|business partner|fiancee?)",
    "de": r"(?:\w*frau|\w*mann|\w*partnerin?|freundin|freund|gattin|geliebten?|mutter|vater"
    r"|bruder|schwester|sohn|tochter|tante|onkel|nachbar\w*|\w*mutter|\w*vater|vermieter\w*)",
    "fr": r"(?:femme|epouse|mari|compagne|compagnon|mere|pere|frere|soeur|fils|fille|tante"
    r"|oncle|voisine?|ex-\w+|maitresse|associee?)",
    "es": r"(?:mujer|esposa|marido|pareja|novi[oa]|madre|padre|herman[oa]|hij[oa]|ti[oa]"
    r"|vecin[oa]|soci[oa]|ex\w*|amante)",
    "it": r"(?:moglie|marito|compagn[oa]|fidanzat[oa]|madre|padre|fratello|sorella|figli[oa]"
    r"|zi[oa]|vicin[oa]|soci[oa]|ex \w+|amante|convivente)",
    "pt": r"(?:mulher|esposa|marido|companheir[oa]|namorad[oa]|mae|pai|irmao?|filh[oa]|ti[oa]"
    r"|vizinh[oa]|soci[oa]|ex-\w+|amante)",
    "nl": r"(?:vrouw|echtgenote?|man|partner|vriendin|vriend|moeder|vader|broer|zus|zuster"
    r"|zoon|dochter|tante|oom|buurman|buurvrouw|ex-\w+|minnares|zakenpartner|hospita)",
    "sv": r"(?:fru|hustru|man|make|maka|sambo|partner|flickvan|pojkvan|mor|mamma|far|pappa"
    r"|bror|syster|son|dotter|faster|moster|farbror|morbror|granne|ex\w+|alskarinna|alskare"
    r"|kompanjon|hyresvard|svarmor|svarfar|farmor|mormor|farfar|morfar|nyfodda|baby|styv\w+)",
}
_SECRETS = {
    "en": r"(?:secrets?(?! of (?:her|his|their|a|an|good)\b)|classified|blueprints"
    r"|military plans|convoy schedules|codes)",
    "de": r"(?:geheime\w*|staatsgeheimnisse?\w*|geheimnisse|verschlusssachen|geheimdokumente"
    r"|militarische\w*)",
    "fr": r"(?:secrets?|secretes|confidentiels|classifiee?s|classee?s)",
    "es": r"(?:secret[oa]s|confidenciales|clasificad[oa]s|reservad[oa]s)",
    "it": r"(?:segret[ie]|riservat[ie]|classificat[ie])",
    "pt": r"(?:segredos|secret[oa]s|confidenciais|classificad[oa]s)",
    "nl": r"(?:geheimen|geheime|staatsgeheimen|vertrouwelijke)",
    "sv": r"(?:hemlig[at]?|\w*hemligheter|\w*hemliga|sekretessbelagd\w*|militara)",
}
_TO = {
    "en": r"(?:foreign|hostile|enemy|rival power|intelligence|embassy|spies|spy|moscow"
    r"|beijing|kremlin|tehran)",
    "de": r"(?:fremde\w*|auslandische\w*|geheimdienst\w*|nachrichtendienst\w*|feind\w*"
    r"|botschaft|moskau|peking|agenten)",
    "fr": r"(?:etrangere?s?|services? de renseignement|ennemi\w*|ambassade|moscou|pekin"
    r"|espions?|agents?)",
    "es": r"(?:extranjer[oa]s?|servicios? de inteligencia|enemig[oa]|embajada|moscu|pekin"
    r"|espias?|agentes?)",
    "it": r"(?:stranier[aoi]|servizi segreti|nemic[ao]|ambasciata|mosca|pechino|spie"
    r"|agenti)",
    "pt": r"(?:estrangeir[oa]s?|servicos? secretos?|inimig[oa]|embaixada|moscovo|moscou"
    r"|pequim|espioes|agentes?)",
    "nl": r"(?:buitenlandse|vreemde|inlichtingendienst\w*|vijand\w*|ambassade|moskou|peking"
    r"|spionnen)",
    "sv": r"(?:frammande|utlandsk\w*|underrattelse\w*|fiende\w*|\w*ambassad\w*|moskva"
    r"|peking|teheran|kreml|agenter|gru|fsb)",
}
_HOUSE = {
    "en": r"(?:house|home|barn|flat|warehouse|pub|shop|school|car|factory|stable)",
    "de": r"(?:\w*haus|scheune|wohnung|\w*halle|stall|\w*hof|gaststatte|laden|schule|auto)",
    "nl": r"(?:huis|woning|schuur|loods|stal|boerderij|kroeg|winkel|school|auto)",
}
_WITH = (
    r"(?:(?!(?:dass|dat|weten|wissen|und|en|nicht|niet|zu|te|sich|zich|elkaar|einander)\b)"
    r"[\w'-]+ )"
)
_BEAT_DE = (
    r"(?:verprugeln|zusammenschlagen|krankenhausreif (?:schlagen|prugeln)|aufmischen"
    r"|entfuhren|verdreschen)"
)
_BEAT_NL = r"(?:in elkaar slaan|aftuigen|afrossen|toetakelen|ontvoeren|mishandelen)"
_ON_ORDER = {
    "en": r"\b(?:had|having|got) (?:(?!(?:car|house|been|was|were|who|by|and|that|when|to"
    r"|seen|found|never|not)\b)[\w',-]+ ){1,7}(?:beaten (?:up|senseless)|roughed up|worked over"
    r"|kneecapped)\b",
    "de": rf"\b(?:lie(?:ß|ss)(?:en)?|lasst) {_WITH}{{0,12}}{_BEAT_DE}\b"
    rf"|\b(?:hat|haben|hatte) {_WITH}{{0,12}}{_BEAT_DE} lassen\b",
    "fr": r"(?<!se )(?<!s'est )(?<!sont )(?<!s'etait )(?<!s'etre )\b(?:fait|fit|faisait|faire)"
    r" (?:tabasser|passer a tabac|rosser|molester|rouer de coups|bastonner)\b",
    "es": r"\b(?:mand[oa]|orden[oa]|encarg[oa]|hizo)\b (?:\w+ ){0,5}(?:golpear a|apalear"
    r"|(?:dar |pegar |propinar )?una paliza|secuestrar a|romper(?:le)? las piernas"
    r"|moler a palos)\b",
    "it": r"(?<!si )(?<!si e )(?<!si era )\b(?:fatto|fece|faceva|fa|ordinato di|mandato a)"
    r" (?:picchiare|pestare|malmenare|bastonare|gambizzare|spezzare le gambe)\b",
    "pt": r"\b(?:mandou|mandava|manda|ordenou|encomendou)\b (?:\w+ ){0,4}(?:espancar"
    r"|dar uma (?:surra|tareia)|bater em|agredir|sequestrar|raptar|partir as pernas)\b",
    "nl": rf"\b(?:liet|lieten|laat) {_WITH}{{0,12}}{_BEAT_NL}\b"
    rf"|\b(?:heeft|hebben|had) {_WITH}{{0,12}}laten {_BEAT_NL}\b",
    "sv": r"\b(?:lat|latit|later|beordrade|betalade|skickade)\b (?!sig\b)(?:(?!(?:att|och|inte"
    r"|som|sig)\b)[\w'-]+ ){0,6}?(?:for att |att )?(?:misshandla|sla ner|spoa(?: upp)?|rappa"
    r"|kidnappa|knaskjuta)\b",
}
"""Violence that somebody has others do, which those it is done to "have" as well."""

_THEM = {
    "en": r"\b(?:poisoned|strangled|drowned|smothered|stabbed|bludgeoned|suffocated)"
    r" (?:him|her|them)\b",
    "de": r"\b(?:erstach|erschlug|erwurgte|ertrankte|erdrosselte) (?:ihn|sie)\b"
    r"|\bbrachte (?:ihn|sie)\b[^.;:!?]{0,40}\bum\b(?! \w+ (?:das|ein))",
    "fr": r"(?:\bl'|\bles )a (?:empoisonne|etrangle|egorge|poignarde|noye|etouffe|abattu|tue)"
    r"e?s?\b",
    "es": r"\b(?:lo|la|los|las|le|les) (?:mato|estrangulo|apunalo|acuchillo|degollo|ahogo)\b",
    "it": r"\b(?:l'|lo |la |li |le )(?:ha |hanno )(?:uccis|strangolat|soffocat|annegat|sgozzat"
    r"|accoltellat|avvelenat|ammazzat)[oaie]\b",
    "pt": r"\b(?:matou|esfaqueou|estrangulou|asfixiou|envenenou|degolou|afogou)-[oa]s?\b",
    "nl": r"\b(?:schoot|stak|sloeg) (?:hem|haar|hen)\b[^.;:!?]{0,30}\bdood\b"
    r"|\bbracht (?:hem|haar|hen)\b[^.;:!?]{0,30}\bom\b|\bwurgde (?:hem|haar)\b",
    "sv": r"\b(?:dodade|forgiftade|strop|skot|hogg|drankte|kvavde) (?:honom|henne|dem)\b",
}
"""What was done to those whom the sentence before tells of."""

_PARTED = {
    "en": re.compile(
        r"\b(?:took|taken|takes|taking|accepted|accepts|accepting|received|receives"
        r"|pocketed|banked|demanded)\b(?:[^.;:!?]|[.](?=\d)){1,50}?\b(?:bribes?|kickbacks?|backhanders?)\b"
        r"|\b(?:hand(?:s|ed|ing)(?: over)?|pass(?:es|ed|ing)|sold|sells|selling|leak(?:s|ed"
        rf"|ing)|gave|fed|feeding)\b[^.;:!?]{{0,40}}?\b{_SECRETS['en']}\b[^.;:!?]{{0,50}}?\bto"
        rf"\b[^.;:!?]{{0,24}}?\b{_TO['en']}\b"
        r"|\b(?:beat|battered|bludgeoned|hacked|choked|kicked|clubbed)\b[^.;:!?]{1,40}?"
        r"\bto death\b"
        r"|\b(?:killed|smothered|drowned|suffocated|shot|knifed|buried|dismembered)"
        rf" (?:his|her) (?:own |elderly |estranged |ex-)?{_KIN['en']}\b"
        rf"|{_ON_ORDER['en']}|{_THEM['en']}"
    ),
    "de": re.compile(
        r"\b(?:hat|haben|hatte)\b(?:(?!\b(?:sich|wurden?|worden)\b)[^.;:!?]){1,90}\b"
        r"(?:umgebracht|erschlagen|erstochen|erwurgt|erdrosselt|totgeprugelt|verscharrt)\b"
        rf"|\b(?:erschlug|erdrosselte|verscharrte) (?:seinen?|ihren?) {_KIN['de']}\b"
        rf"|\bbrachte (?:seinen?"
        rf"|ihren?) {_KIN['de']}\b[^.;:!?]{{0,50}}\bum\b(?! \w+ (?:das|ein))"
        r"|\b(?:verriet|verkaufte|ubergab|lieferte|verkauft|verrat|hat|gab|steckte)\b"
        rf"[^.;:!?]{{0,50}}?\b{_SECRETS['de']}\b[^.;:!?]{{0,50}}?\b{_TO['de']}\b"
        rf"|\b{_TO['de']}\b[^.;:!?]{{0,40}}?\b{_SECRETS['de']}\b[^.;:!?]{{0,50}}?"
        r"\b(?:verkauft|verraten|ubergeben|geliefert|zugespielt)\b"
        rf"|\b(?:zundete|steckte) [^.;:!?]{{0,24}}?\b{_HOUSE['de']}\b[^.;:!?]{{0,30}}?\b"
        r"(?:an|in brand)\b"
        rf"|{_ON_ORDER['de']}|{_THEM['de']}"
    ),
    "fr": re.compile(
        rf"\ba (?:tue|etrangle|noye|etouffe|egorge|abattu) (?:son|sa|ses) {_KIN['fr']}\b"
        r"|\ba (?:battu|frappe|roue)\b[^.;:!?]{1,40}?\ba mort\b"
        r"|\ba (?:livre|vendu|transmis|remis|fourni|communique)\b[^.;:!?]{1,40}?"
        rf"\b{_SECRETS['fr']}\b[^.;:!?]{{0,40}}?\b{_TO['fr']}\b"
        r"|\ba (?:touche|encaisse|accepte|percu|recu)\b(?:[^.;:!?]"
        r"|[.](?=\d)){1,40}?\ben (?:echange|liquide)"
        r" (?:de|d'un|du)\b"
        r"|\ba (?:incendie|mis le feu a) (?:la|le|l'|sa|son) ?(?:maison|ferme|grange|atelier"
        r"|magasin|entrepot|hangar|ecole|usine|voiture)\b"
        rf"|{_ON_ORDER['fr']}|{_THEM['fr']}"
    ),
    "es": re.compile(
        rf"\b(?:mato|estrangulo|ahogo|apunalo|degollo|acuchillo) a su {_KIN['es']}\b"
        r"|\b(?:golpeo|mato)\b[^.;:!?]{1,40}?\b(?:a golpes|hasta la muerte|a palos)\b"
        r"|\b(?:acepto|cobro|recibio|acepta|cobra|recibe|exigio)\b(?:[^.;:!?]|[.](?=\d)){1,40}?\b"
        r"(?:sobornos?|mordidas?|coimas?|a cambio de)\b"
        r"|\b(?:entrego|vendio|paso|filtro|entregaba|vendia)\b[^.;:!?]{0,40}?"
        rf"\b{_SECRETS['es']}\b[^.;:!?]{{0,40}}?\b{_TO['es']}\b"
        r"|\b(?:incendio|quemo|prendio fuego a) (?:la|el|su) (?:casa|nave|granja|almacen"
        r"|tienda|colegio|escuela|fabrica|coche|bar)\b"
        rf"|{_ON_ORDER['es']}|{_THEM['es']}"
    ),
    "it": re.compile(
        r"\bha (?:ucciso|strangolato|soffocato|annegato|massacrato|sgozzato) (?:la|il|lo|l'"
        rf"|sua|suo)(?: propri[ao])? ?{_KIN['it']}\b"
        r"|\bha (?:picchiato|bastonato|pestato)\b[^.;:!?]{1,40}?\ba morte\b"
        r"|\bha (?:venduto|passato|consegnato|ceduto|fornito)\b[^.;:!?]{0,40}?"
        rf"\b{_SECRETS['it']}\b[^.;:!?]{{0,40}}?\b{_TO['it']}\b"
        r"|\bha (?:accettato|preso|ricevuto|incassato)\b(?:[^.;:!?]"
        r"|[.](?=\d)){1,40}?\b(?:tangent[ei]"
        r"|mazzett[ae]|in cambio di)\b"
        r"|\bha (?:incendiato|dato fuoco a\w*|bruciato) (?:la |il |lo |l')?(?:casa|fienile"
        r"|capannone|negozio|scuola|fabbrica|auto|cascina)\b"
        rf"|{_ON_ORDER['it']}|{_THEM['it']}"
    ),
    "pt": re.compile(
        r"\b(?:matou|estrangulou|asfixiou|afogou|degolou|esfaqueou) (?:a|o) (?:sua |seu )?"
        rf"(?:propri[ao] )?{_KIN['pt']}\b"
        r"|\b(?:espancou|agrediu)\b[^.;:!?]{1,40}?\bate a morte\b"
        r"|\b(?:recebeu|aceitou|recebia|aceitava|exigiu|cobrou)\b(?:[^.;:!?]|[.](?=\d)){1,40}?\b(?:subornos?"
        r"|luvas|propinas?|em troca de)\b"
        r"|\b(?:entregou|vendeu|passou|entregava|vendia|forneceu)\b[^.;:!?]{0,40}?"
        rf"\b{_SECRETS['pt']}\b[^.;:!?]{{0,40}}?\b{_TO['pt']}\b"
        r"|\b(?:incendiou|pegou fogo a|deitou fogo a) (?:a|o|sua|seu) ?(?:casa|armazem|celeiro"
        r"|loja|escola|fabrica|carro)\b"
        rf"|{_ON_ORDER['pt']}|{_THEM['pt']}"
    ),
    "nl": re.compile(
        r"\b(?:heeft|hebben|had)\b(?:(?!\b(?:zich|werd|werden)\b)[^.;:!?]){1,90}\b"
        r"(?:omgebracht|doodgeslagen|gewurgd|doodgestoken|om het leven gebracht)\b"
        rf"|\b(?:sloeg|stak|schoot) (?:zijn|haar) {_KIN['nl']}\b[^.;:!?]{{0,40}}\bdood\b"
        rf"|\bbracht (?:zijn|haar) {_KIN['nl']}\b[^.;:!?]{{0,50}}\bom\b"
        r"|\b(?:speelde|verkocht|verraadde|lekte|gaf|heeft)\b[^.;:!?]{0,50}?"
        rf"\b{_SECRETS['nl']}\b[^.;:!?]{{0,50}}?\b{_TO['nl']}\b"
        rf"|\bstak [^.;:!?]{{0,24}}?\b{_HOUSE['nl']}\b[^.;:!?]{{0,20}}?\bin brand\b"
        rf"|{_ON_ORDER['nl']}|{_THEM['nl']}"
    ),
    "sv": re.compile(
        r"\b(?:slog|sparkade|misshandlade|pryglade|hogg|brande|skot|slagit|korde)\b"
        r"[^.;:!?]{1,40}?\b(?:till dods|ihjal)\b"
        r"|\b(?:dodade|kvavde|drankte|strop|skot|hogg|forgiftade|begravde|styckade) sin(?:a)?"
        rf" (?:egen |egna |gamla |sjuka |tidigare )?{_KIN['sv']}\b"
        r"|\b(?:tog|tagit|tar|accepterade|accepterat|fick|fatt|kravde|kravt|delade|betalade)\b"
        r"(?:[^.;:!?]|[.](?=\d)){1,50}?\b(?:muta|mutor)\b"
        r"|\b(?:lamnade|lamnat|salde|salt|gav|overlamnade|lackte|lackt|skickade|skickat"
        rf"|smugglade)\b[^.;:!?]{{0,40}}?\b{_SECRETS['sv']}\b[^.;:!?]{{0,50}}?\btill\b"
        rf"[^.;:!?]{{0,24}}?\b{_TO['sv']}"
        rf"|{_ON_ORDER['sv']}|{_THEM['sv']}"
    ),
}
"""What somebody did, with its object, by language."""
_MOST = 40


def deeds_of(story: Story) -> list[Hit]:
    """Find deeds in a story in which nobody but us tells of them."""
    pattern = _PARTED.get(story.language)
    sentences = dict.fromkeys(story.sentence(hit.start) for hit in story.hits("claim.deed"))
    if pattern is None or not sentences:
        return []
    hits = [
        Hit("claim.grave", match.start(), match.end())
        for start, end in [*sentences][:_MOST]
        for match in pattern.finditer(story.folded, start, end)
    ]
    return [] if hits and _are_told_elsewhere(story) else hits


_FOUND_BY_COURT = re.compile(
    r"\b(?:convict\w*|found guilty|jur(?:y|ors)|jailed|sentenced|inquest|court|police"
    r"|verurteil\w*"
    r"|gericht|\w*gericht\w*|polizei|haft|condamn\w*|tribunal|cour d'assises|police|condena\w*"
    r"|audiencia|juez|jueza|policia|condannat\w*|tribunale|corte|ergastolo|polizia|carabinieri"
    r"|condenou|veroordeeld\w*|rechtbank|rechter|politie|verdict|urteil|polisen|tingsratt\w*"
    r"|hovratt\w*|domdes|haktad\w*)\b"
)
_OF_FICTION = re.compile(
    r"\b(?:novel|thriller|episode|legend|saga|plot|krimi|sage|legende|ballade|polar|intrigue"
    r"|leyenda|leggenda|lenda|verfilm\w*|romanzo|premiera"
    r"|premiere(?! (?:pierre|fois|annee|partie|ligne|classe|dame|place|adjointe)\b))\b"
)


def _are_told_elsewhere(story: Story) -> bool:
    """Tell a story in which police or a court have a part, or that is made up."""
    return (
        _FOUND_BY_COURT.search(story.folded) is not None
        or _OF_FICTION.search(story.folded) is not None
    )


_UNREAD = re.compile(
    r"\b(?:bury|buries|buried|burying|hid|hides|hiding|shredded|shelved|suppressed|ignored"
    r"|destroyed|doctored|sat on|vergrub|versteckte|ignorierte|a enterre|a cache|escondio"
    r"|enterro|oculto|ha insabbiato|ha nascosto|escondeu|enterrou|ocultou|stopte|verborg)"
    r" (?:(?!that |dass |que |che |dat )[\w'-]+ ){0,3}$"
)
_FAR = 40
"""Signs between the verb and the report."""


_LIED_TO = re.compile(
    r" (?:the |his |her |their )?(?:neighbou?rs?|friends?|family|relatives|colleagues|everyone"
    r"|everybody|guests|children)\b"
)


def says_nothing(story: Story, start: int, end: int) -> bool:
    """Tell a report that somebody buried, and what "he" told the neighbours."""
    text = story.folded
    if text.startswith("told", start):
        return text.endswith(" and ", 0, start) and _LIED_TO.match(text, end) is not None
    return _UNREAD.search(text, max(start - _FAR, 0), start) is not None
