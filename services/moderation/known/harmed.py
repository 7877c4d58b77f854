"""Pure: whom a sexual offence was done to, told by what the copy says of a name.

Copy that never says "the victim is Ann Roe" says that Ann Roe, 24, gave evidence, was found by
a cyclist, had trusted him. Whoever is accused, speaks for somebody or works on the case is not
meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation import people
from services.moderation.known import others
from services.moderation.people import Person
from services.moderation.story import Story

_Place = tuple[int, int]

_TRIED = re.compile(
    r"\b(?:jailed|convict\w*|sentenc\w*|court|jury|jurors|trial|tribunal|arrest\w*|charged"
    r"|accused"
    r"|guilty|custody|remanded|struck off|inquiry|police|prison|verurteil\w*|gericht\w*"
    r"|\w*gericht"
    r"|prozess\w*|angeklagt\w*|festgenommen|haft|untersuchungshaft|polizei|kammer|condamn\w*"
    r"|ecroue\w*|mis en examen|cour|proces|garde a vue|parquet|gendarm\w*|condena\w*|audiencia"
    r"|juez|jueza|detenid\w*|prision|juicio|acusad\w*|guardia civil|tribunale|condannat\w*"
    r"|arrestat\w*|fermat\w*|indagat\w*|accusat\w*|carabinieri|procura|carcere|julgamento|preso"
    r"|detid\w*|arguido|condenou|prisao|rechtbank|veroordeeld\w*|verdacht\w*|aangehouden|cel"
    r"|celstraf|justitie|politie|vastzit\w*|tingsratt\w*|domd\w*|haktad\w*|gripen|atal\w*"
    r"|polis\w*"
    r"|comparait|a la barre|accuses?|jugee?s?|prevenue?|processo|imputat\w*|in aula|banquillo"
    r"|reu"
    r"|audiencia|terecht\w*|zitting)\b"
)
_FELL_TO = (
    # what a witness of her own case does, and what was done to her or came of it
    r"(?:told|gave|given|giving|testified|testifies|described|describes|recalled|wept|weeps"
    r"|sobbed"
    r"|froze|broke down|was attacked|was found|was taken|was walking|was jogging|was treated"
    r"|was dragged|was followed|was asleep|was drugged|had booked|had trusted|had gone"
    r"|had been too"
    r"|had met|had accepted|went to (?:the )?police|contacted|reported|freed|managed to|escaped"
    r"|woke|watched|waited|has since|is receiving|was left|identified|recognised|picked him out"
    r"|moved away|suffered|read a statement|in a statement"
    r"|ausgesagt|aussagte|sagte (?:unter|vor|als|am|im|in)|schilder\w+|berichtete|erzahlte"
    r"|beschrieb|weinte|konnte sich|befreit\w*|rief|angezeigt|erstattete|gelockt|gefolgt"
    r"|verfolgt"
    r"|gefunden|gebracht|vertraut\w*|flucht\w*|erkannte|identifizierte|belast\w+|in behandlung"
    r"|festgehalten|betaubt|uberfallen|angegriffen|gezogen|gezerrt"
    r"|raconte|avait raconte|a decrit|decrit|temoign\w+|fondu en larmes|a pleure|retrouve\w*"
    r"|hospitalise\w*|rentrait|a reconnu son|a identifie|depose\w*|porte plainte"
    r"|s'est confie\w*"
    r"|relate|agressee|suivie|abordee|en etat de choc|a pu s'enfuir|s'etait rendue"
    r"|faisait confiance"
    r"|declar\w+|relat\w+|conto|narro|describio|testific\w+|denuncio|reconocio|identifico|lloro"
    r"|rompio a llorar|fue abordada|abordada|fue atendida|atendida|fue hallada|hallada"
    r"|trasladada"
    r"|agredida|acudio|volvia|regresaba|logro|escapo|confiaba|siendo atendida"
    r"|raccontat\w+|racconta|descritt\w+|deposto|testimoni\w+|denunciat\w+|riconosciut\w+"
    r"|pianto"
    r"|aggredita|ricoverata|rivolta|stava|rientrava|tornava|trovata|soccorsa|e riuscita"
    r"|in lacrime"
    r"|si fidava|ha riferito|seguita"
    r"|contou|relatou|descreveu|testemunhou|depos|denunciou|reconheceu|identificou|chorou|foi a"
    r"|foi encontrada|encontrada|foi atacada|atacada|levada|regressava|voltava|conseguiu|fugiu"
    r"|confiava|apresentou queixa|internada|abordada"
    r"|vertelde|verklaarde|getuigde|beschreef|deed|aangifte|herkende|huilde|barstte|fietste"
    r"|liep"
    r"|werd gevonden|gevonden|ontsnapte|wist te|vertrouwde|onder behandeling|opgenomen|slaapt"
    r"|naar huis"
    r"|berattade|vittnade|beskrev|grat|anmalde|hittades|kande igen|lyckades|var pa vag|fordes"
    r"|overfoll\w*)"
)
_SHE = (
    r"(?:she|her|herself|woman|girl|sie|ihr|ihre[rnms]?|frau|\w*jahrige|elle|la jeune femme"
    r"|la femme"
    r"|jeune fille|l'adolescente|\w+ee|ella|la joven|la mujer|la chica|la nina|\w+(?:ada|ida)"
    r"|lei"
    r"|la donna|la ragazza|la giovane|stata|\w+(?:ata|ita|uta)|ela|a jovem|a mulher"
    r"|a rapariga|zij|ze"
    r"|haar|de vrouw|de jonge vrouw|het meisje|de studente|hon|henne|hennes|kvinnan|flickan"
    r"|tjejen)"
)
_BY_ACT = re.compile(rf"§[^§†]{{0,240}}?\b{_FELL_TO}\b")
_BY_SEX = re.compile(rf"§[^§†]{{0,260}}?\b{_SHE}\b")
_FEMININE = {
    **dict.fromkeys(
        ("it", "es", "pt"), re.compile(r"§,? \(?(?:[¢¤]\)?,? )?(?:de |di )?[a-z]{3,}a\b")
    ),
    "de": re.compile(r"§,? \(?(?:[¢¤]\)?,? )?(?:die|eine|[a-z-]{4,}in)\b"),
    "fr": re.compile(r"§,? \(?(?:[¢¤]\)?,? )?(?:une|[a-z]+(?:euse|iere|rice|ienne|ante|ee))\b"),
    "nl": re.compile(r"§,? \(?(?:[¢¤]\)?,? )?(?:[a-z]+(?:ster|esse|ente|euse))\b"),
}
"""A trade or a state in its form for women, beside a name."""
_AGED = re.compile(r"§,? \(?(?:\w+ )?[¢¤]|[¢¤](?: [\w-]+){0,2},? §")
_ACCOUNT = re.compile(
    r"\b(?:account|evidence|testimony|word|story|statement|complaint|relato|testimonio"
    r"|declaracion"
    r"|version|denuncia|racconto|testimonianza|deposizione|recit|temoignage|parole|plainte"
    r"|relato"
    r"|depoimento|testemunho|queixa|angaben|aussagen?|schilderung\w*|anzeige|verhaal"
    r"|verklaring\w*"
    r"|aangifte|berattelse|vittnesmal|anmalan)"
    r" (?:of|by|from|de la joven|de la|de|di|da|do|von|der|van|av|fran)(?: [\w-]+){0,3} §"
)
_WOMAN = re.compile(
    r"\b(?:woman|girl|student|waitress|passenger|patient|nurse|pupil|frau|studentin|schulerin"
    r"|patientin|kundin|kellnerin|bedienung|mitarbeiterin|auszubildende|praktikantin|sportlerin"
    r"|femme|fille|etudiante|lyceenne|patiente|cliente|serveuse|stagiaire|joggeuse|salariee"
    r"|mujer"
    r"|joven|chica|nina|estudiante|alumna|paciente|clienta|camarera|empleada|trabajadora"
    r"|deportista"
    r"|jugadora|donna|ragazza|giovane|studentessa|paziente|barista|cameriera|commessa"
    r"|dipendente"
    r"|atleta|mulher|jovem|rapariga|moca|doente|aluna|funcionaria|empregada|vrouw|meisje"
    r"|studente"
    r"|patiente|serveerster|leerlinge|medewerkster|speelster|kvinna\w*|flicka\w*|studentska)"
    r"(?:, | |, (?:la|die|the) |, llamada |, identificada como )§[, ]"
)
_THE_WOMAN_NEXT = re.compile(
    r"§[^§†]{0,220}[.] {1,2}(?:la (?:jeune )?(?:femme|fille)|l'etudiante|die (?:heute )?¢"
    r"|die (?:junge )?"
    r"frau|die \w+in\b|the (?:young )?(?:woman|girl|student)|la (?:joven|mujer|chica|donna"
    r"|ragazza"
    r"|giovane)|a (?:jovem|mulher|rapariga)|de (?:jonge )?(?:vrouw|studente)|het meisje"
    r"|den unga"
    r"|kvinnan)\b"
)
_DONE_TO = re.compile(
    # assaulting §, attacked §, agresse §, agredir a §; a German verb ends the clause
    r"\b(?:assault\w*|attack\w*|abus\w+|touch\w+|grop\w+|lur(?:ed|ing)|drug(?:ged|ging)"
    r"|follow(?:ed|ing)|grabb\w+|picked up|agress\w+|abuse\w*|attaqu\w+|drogu\w+|suivi"
    r"|pris en charge|agred\w+|abord\w+|atac\w+|drog\w+|forz\w+|aggredi\w+|avvicinat\w+"
    r"|adescat\w+"
    r"|palpeggi\w+|molest\w+|agarr\w+|aanrand\w+|aangerand|overfall\w*|antast\w+)"
    r" (?:a |the |la |le |il |o |de |zijn |his |sa |su |sua |d'|di |al "
    r"|alla )?(?:[a-z-]+ ){0,3}§"
    r"|\b(?:tater|mann|angeklagte[rn]?|¢|er|fahrer|trainer|dader|man|hij"
    r"|verdachte)\b[^.§†]{0,70}\b(?:die |de )?"
    r"(?:[a-z-]+ )?§[^.§†]{0,90}\b(?:uberfallen|angegriffen|gelockt|festgehalten|gezerrt"
    r"|betaubt"
    r"|bedrangt|verfolgt|angesprochen|attackiert|begrapscht|aangevallen|meegenomen|gelokt"
    r"|vastgehouden|bedwelmd|achtervolgd|betast|overvallen)\b"
)
_LAID_HANDS = (
    r"(?:groped|groping|touched|touching|fondled|kissed|stroked|raped|assaulted|molested"
    r"|undressed"
    r"|forced himself|abused|begrapscht\w*|beruhrt\w*|bedrangt\w*|vergewaltigt\w*|kusste"
    r"|caress(?:ait|ee|er|ant)|touch(?:ait|ee)|embrass(?:ait|ee|er)|agress(?:ait|ee|er)"
    r"|viol(?:ee|er|ait)"
    r"|pelot(?:ait|ee|er)|manose\w+|toquete\w+|beso|tocaba|toco|forzo|agredio|palpegg?i\w+"
    r"|palpo"
    r"|bacio|baciava|tocco|toccava|violento|aggredi|apalp\w+|beijou\w*|acariciou\w*|agarrou\w*"
    r"|tocou\w*|tocava\w*|betastte\w*|aanrandde|zoende|kuste|randde|verkrachtte|greep)"
)
_ROOM = (
    r"(?:room|bedroom|bed|flat|house|home|car|tent|cabin|seat|zimmer|bett|wohnung|zelt|chambre"
    r"|lit"
    r"|appartement|voiture|tente|habitacion|dormitorio|cama|piso|coche|camera|stanza|letto"
    r"|casa|auto"
    r"|tenda|quarto|carro|kamer|slaapkamer|woning)"
)
_ENTERED = re.compile(
    # entered the room of § and groped her
    rf"\b{_ROOM} (?:of |von |de |d'|di |van )§[^.§†]{{0,50}}(?:,| and| und| et| y| e| en| om) "
    rf"[^.§†]{{0,30}}?\b{_LAID_HANDS}\b"
    # followed § into the room and kissed her
    r"|\b(?:followed|dragged|pushed|led|took|drove|lured|invited|called|pulled|carried"
    r"|cornered|pinned"
    r"|stopped|approached|grabbed|told|asked|ordered) §(?:,? [^.;§†]{0,70})? (?:and|then)"
    rf" (?:\w+ ){{0,2}}{_LAID_HANDS}\b"
)
_HANDS_LAID = re.compile(
    # §, 26, had worked there when he called her in and touched her
    r"§,? [^.§†]{0,110}\b(?:when|how|als|wie|dass|quand|comment|lorsqu\w*|cuando|como"
    rf"|come|quando|hoe|toen)\b[^.]{{0,90}}\b{_LAID_HANDS}\b"
)
"""Whom a sentence says that somebody went to and touched."""
_COMPLAINED = re.compile(
    # the woman whose allegation of ‡ put § in the dock is §
    r"(?:\b(?:woman|girl|student|model|actress|nurse|accuser|complainant|frau|studentin"
    r"|schulerin"
    r"|femme|etudiante|jeune fille|mujer|joven|chica|donna|ragazza|studentessa|giovane|mulher"
    r"|jovem|rapariga|estudante|vrouw|studente|meisje|kvinnan|man|boy)\b[^.]{0,12}"
    r"\b(?:whose (?:allegations?|complaints?|claims?|accusations?|evidence|testimony)"
    r"|who (?:had )?(?:accused|complained|alleged|reported|said)"
    r"|deren (?:anzeige|vorwurfe|aussage)|die [^.]{0,60}(?:anzeig\w*|beschuldig\w*|vorwarf)"
    r"|dont (?:la|les) (?:plainte|accusations?)|qui (?:avait |a )?(?:accus\w*|denonc\w*"
    r"|porte plainte)"
    r"|que (?:denunci\w+|acus\w+|habia (?:denunciado|acusado))|cuya (?:denuncia|acusacion)"
    r"|che (?:aveva |ha |lo )?(?:denunciat\w|accusat\w|accusava)|la cui (?:denuncia|accusa)"
    r"|cuja (?:queixa|denuncia|acusacao)"
    r"|wier (?:aangifte|beschuldiging\w*)|die [^.]{0,60}(?:aangifte deed|beschuldigde)"
    r"|som (?:anmalde|anklagade)|vars anmalan)\b"
    r"|\b(?:accuser|complainant|plaignante|denunciante|denunciatrice|queixosa|klagerin)\b)"
    r"[^.]{0,170}\b(?:is|was|ist|heisst|est|s'appelle|se nomme|es|se llama|e|si chiama|chama-se"
    r"|is|heet|ar|heter)(?: called| named)? §(?! (?:said|told|wrote)\b)"
)
_NOT_ITS_NAME = (
    r"(?:said|says|told|by|and|or|according|whose|who|with|against|from|through|represented"
    r"|lawyers?|solicitor|barrister|sagte?|erklarte|so|laut|und|von|vom|durch|vertreten|deren"
    r"|anwalt\w*|rechtsanwalt\w*|gegen|mit|dit|selon|par|avec|et|dont|contre|avocate?|maitre"
    r"|representee|defendue|assistee|segun|dijo|por|con|y|cuya|contra|abogad[oa]|representada"
    r"|asistida|secondo|detto|dal\w*'?|da|con|cui|contro|avvocat[oa]|assistita|difesa"
    r"|segundo|disse|com|cuja|advogad[oa]|volgens|zei|aldus|door|met|en|wier|tegen|advocate?"
    r"|bijgestaan|via|als|not|nicht|pas|non|niet|nao|mother|father|mutter|vater|mere|pere"
    r"|madre|padre|mae|pai|moeder|vader)"
)
_SAYS_HE_DID = re.compile(
    # §, 31, of Eastham, told the court that he had locked the door; §, 24, has accused him of
    r"§, \(?¢\)?,? ?(?:(?:now |of |from |aus |de |d'|di |uit |da |do |and "
    r"|who )[^.;†]{0,50}?,? )?"
    r"(?:(?:told|said|says|testified|claims|alleges|sagte|schilderte|a dit|a raconte|a declare"
    r"|dijo|relato|declaro|ha detto|ha raccontato|disse|contou|zei|vertelde|verklaarde)\b"
    r"[^.§†]{0,60}\b(?:he|er|il|qu'il|el|lui|lo|ele|hij|the (?:doctor|coach|priest|defendant"
    r"|accused|man)|der (?:arzt|trainer|angeklagte)|le (?:medecin|prevenu)|l'entraineur"
    r"|el (?:medico|entrenador|acusado)|il (?:medico|allenatore)|l'allenatore|o (?:medico"
    r"|treinador)|de (?:arts|trainer|verdachte))\b[^.§†]{0,30}\b"
    r"(?:locked|pushed|pulled|held|put (?:his|a) hand|pinned|climbed|followed|drove|forced"
    r"|abgeschlossen|verschlossen|gedruckt|festgehalten|ferme|verrouille|poussee?|tenue|cerro"
    r"|empujo|sujeto|chiuso|spinta|tenuta|fechou|trancou|empurrou|segurou|deur|duwde|vasthield)\b"
    r"|(?:has |had |hat |a |ha |heeft )?(?:accuses?|accused|beschuldigt|accuse|acusa|acuso"
    r"|acusado|accusa|accusato|acusou|beschuldigde|wirft) (?:him|the|ihn|ihm|den|dem|le|l'|al"
    r"|il|o|hem|de|§|a §|[\w'’-]+ (?:of|de|di))\b)"
)
CALLED = re.compile(
    # the complainant, hurdler §; Opfer ist die 26-jährige Bankkauffrau §
    r"\b(?:victim|complainant|accuser|opfer|geschadigte|nebenklagerin|anzeigeerstatterin"
    r"|victime"
    r"|plaignante|accusatrice|denunciante|victima|perjudicada|vittima|persona offesa"
    r"|denunciante"
    r"|vitima|queixosa|ofendida|slachtoffer|aangeefster)"
    r"(?:,| (?:is|was|ist|war|est|etait|es|era|e|foi)(?: (?:the|a|die|eine|la|l'|una|une|a|uma"
    r"|de|een))?(?= [¢¤§]|(?: [\w'’-]+){1,2} §))"
    rf"(?: (?!{_NOT_ITS_NAME}\b)[\w'’-]+){{0,4}}?(?: [¢¤],?)?"
    rf"(?: (?!{_NOT_ITS_NAME}\b)[\w'’-]+){{0,2}},? [§†]"
    r"(?! (?:said|told|zufolge|sagte?|erklarte|dit|dijo|disse|zei)\b)"
    # §, 24, the alleged victim
    r"|§(?:, \(?[¢¤]\)?)?, (?:the|die|das|la|il|de|het|a|o|le)? ?(?:alleged |mutmassliche "
    r"|presunta |alegada |vermeende |presumee )?(?:victim|complainant|accuser|opfer|victime"
    r"|plaignante|denunciante|victima|vittima|vitima|queixosa|slachtoffer|aangeefster)"
    r"(?! (?:support|of a))(?=[,.]| who| in | der | de | presumee)"
)
"""Whom a sentence calls the one, with her trade or town beside the name."""
_SEIZED = re.compile(
    # §, 33, a mother of two, was grabbed from behind
    r"§(?:,[^.]{0,130},)? (?:was|wurde|a ete|e stata|fue|foi|werd|blev)\b(?:[^.§†]"
    r"|\d\.\d){0,60}"
    r"\b(?:grabbed|attacked|dragged|followed|pushed|forced|pinned|ambushed|seized|set upon"
    r"|gepackt"
    r"|uberfallen|gezerrt|verfolgt|gestossen|angegriffen|saisie|agrippee|trainee|suivie|poussee"
    r"|attaquee|agressee|afferrata|aggredita|trascinata|seguita|spinta|bloccata|agarrada"
    r"|arrastrada"
    r"|seguida|empujada|abordada|atacada|arrastada|puxada|empurrada|vastgegrepen|gegrepen"
    r"|meegesleurd|meegesleept|aangevallen|gevolgd|geduwd|overfallen|slapad)\b"
)
_UNNAMED = re.compile(
    r"\b(?:nurse|woman|girl|student|jogger|teacher|passenger|runner|walker|cyclist|waitress"
    r"|\w*pflegerin|krankenschwester|frau|joggerin|studentin|infirmiere|femme|joggeuse"
    r"|etudiante"
    r"|enfermera|mujer|joven|corredora|estudiante|infermiera|donna|ragazza|studentessa"
    r"|enfermeira|mulher|jovem|estudante|verpleegkundige|vrouw|studente|hardloopster"
    r"|sjukskoterska|kvinna)\b"
)
_MOST_PEOPLE = 30
_SIDE = 44
_INITIAL = 2


def harmed(story: Story, sentences: list[_Place]) -> Iterator[Person]:
    """Give whom the copy tells as the one it was done to, though it never says so."""
    if story.has("crime.character"):
        return
    yield from _complained(story, sentences)
    yield from _called(story, sentences)
    yield from _seized(story)
    if not _TRIED.search(story.folded):
        return
    accused = others.accused(story)
    seen: set[str] = set()
    for start, end in sentences:
        reading = people.read(story, start, end)
        for at, person in [*reading.people.items()][:_MOST_PEOPLE]:
            if person.office or person.name in seen or _is_hidden(person):
                continue
            seen.add(person.name)
            if any(m.start() < at < m.end() for m in _ENTERED.finditer(reading.signs)):
                yield person
                continue
            if person.name in accused or others.works_on_it(story, person):
                continue
            _, last = story.around(person.start)
            near = people.read(story, start, max(end, last))
            if _is_told_as_one(story.language, near.signs, at):
                yield person


def _is_hidden(person: Person) -> bool:
    # "Gerard B."
    return len(person.name.rstrip(".").split()[-1]) == 1


def _complained(story: Story, sentences: list[_Place]) -> Iterator[Person]:
    """Give who, as the copy says in so many words, is the one that accused somebody."""
    for start, end in sentences:
        reading = people.read(story, start, end)
        for match in _COMPLAINED.finditer(reading.signs):
            person = reading.people.get(match.end() - 1)
            if person and not person.office:
                yield person


def _called(story: Story, sentences: list[_Place]) -> Iterator[Person]:
    """Give whom a sentence calls the victim or the complainant, beside the name."""
    for start, end in sentences:
        if not story.within("crime.victim", start, end):
            continue
        reading = people.read(story, start, end)
        for match in CALLED.finditer(reading.signs):
            at = match.start() if match[0][0] == people.NAME else match.end() - 1
            person = reading.people.get(at)
            if person:
                yield person


def _seized(story: Story) -> Iterator[Person]:
    """Give who was grabbed in the sentence after one in which it was done to "a nurse"."""
    for hit in story.hits("crime.sexual")[:_MOST_PEOPLE]:
        start, end = story.sentence(hit.start)
        if hit.start < story.body_at or not _UNNAMED.search(story.folded, start, end):
            continue
        after = story.sentence(end) if end < len(story.folded) else (end, end)
        reading = people.read(story, *after)
        match = _SEIZED.match(reading.signs)
        if match and (person := reading.people.get(match.start())):
            yield person


def _is_told_as_one(language: str, signs: str, at: int) -> bool:
    before = signs[max(at - _SIDE, 0) : at + 1]
    if _ACCOUNT.search(before):
        return True
    if any(match.start() < at < match.end() for match in _DONE_TO.finditer(signs)):
        return True
    if _HANDS_LAID.match(signs, at) or _SAYS_HE_DID.match(signs, at):
        return True
    if _THE_WOMAN_NEXT.match(signs, at):
        return True
    aged = any(match.start() <= at < match.end() for match in _AGED.finditer(signs))
    woman = _WOMAN.search(signs[max(at - _SIDE, 0) : at + 2]) is not None
    acts = _BY_ACT.match(signs, at) is not None
    feminine = _FEMININE.get(language)
    hers = (
        woman
        or _BY_SEX.match(signs, at) is not None
        or (feminine is not None and feminine.match(signs, at) is not None)
    )
    return (acts and hers) or (woman and aged)
