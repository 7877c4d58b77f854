"""Abuse of people. One signal among others: words are quoted, names sound alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from services.moderation.findings import doubt, note
from services.moderation.known import fiction, spelt
from services.moderation.lexicon import Hit
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_QUOTED = re.compile(
    r"“[^“”]{0,2000}”|\"[^\"]{0,2000}\"|„[^„“”]{0,2000}[“”]|«[^«»]{0,2000}»|»[^«»]{0,2000}«"
    r"|”[^”“]{1,300}”|(?<![\w])[‘'][^‘’'\n]{1,200}[’'](?!\w)"
)
_BESIDE = 26
"""Signs before a word in which stands whom it is said of."""
_FAR = 60
_MOST_SPANS = 20
_MOST_HITS = 200


def insults(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt abusive words in our own voice, the more the more; note those in quotations.

    Words for animals count where they are said of somebody, and where people are called vermin.
    """
    del policy
    found = [
        *story.hits("abuse.word"),
        *story.hits("abuse.contempt"),
        *_said_of_somebody(story),
        *_vermin(story),
    ]
    found = [*{(hit.start, hit.end): hit for hit in found}.values()]
    names = _names(story, found)
    found = [
        hit
        for hit in found
        if not (
            spelt.is_no_abuse(story, hit.start, hit.end)
            or _is_a_name(story, hit)
            or _is_a_part(story, hit)
            or story.folded[hit.start : hit.end] in names
        )
    ]
    if not found:
        return
    found = sorted(found, key=lambda hit: hit.start)[:_MOST_HITS]
    marks = _marks(story)
    quoted = [hit for hit in found if _within(hit, marks)]
    ours = [hit for hit in found if not _within(hit, marks)]
    if quoted and all(hit.start < story.body_at for hit in ours):
        # A headline that takes up words which the text only quotes, quotes them too.
        said = {story.folded[hit.start : hit.end] for hit in quoted}
        quoted += [hit for hit in ours if story.folded[hit.start : hit.end] in said]
        ours = [hit for hit in ours if story.folded[hit.start : hit.end] not in said]
    called = {story.folded[hit.start : hit.end] for hit in ours if _is_reported(story, hit)}
    if all(
        _is_reported(story, hit)
        or (hit.start < story.body_at and story.folded[hit.start : hit.end] in called)
        for hit in ours
    ) and _is_about_it(story):
        quoted, ours = [*quoted, *ours], []
    if ours:
        why = (
            f"Abuses people in our own voice ({_shown(story, ours)}); reword it, or quote who "
            "says so."
        )
        yield doubt("insults", 0.6 + 0.1 * len(ours), why, _at(story, ours))
    if quoted:
        why = f"Quotes abuse ({_shown(story, quoted)}); keep it only if the story needs it."
        yield note("insults", 0.3, why, _at(story, quoted))


_CALLED = re.compile(
    r"\b(?:call(?:s|ed|ing)|labell?(?:ed|ing)|brand(?:ed|ing)|describ(?:ed|ing)|als|nannte"
    r"|nennt|genannt"
    r"|bezeichnet\w*|beschimpft\w*|traite\w*|qualifie\w*|llam(?:o|ar|aba|ado|arle|arlo)"
    r"|tild(?:o|ar)"
    r"|calific\w+|dat[oa] d(?:el|ell)|definit\w*|chiamat\w*|cham(?:ou|ar|ado)|apelid\w+"
    r"|noemde|noemt"
    r"|genoemd|uitgemaakt|uitmaakte|uitgescholden|kallade|kallat|kallar)\b[^.;]{0,60}$"
)
_CALLED_AFTER = re.compile(
    r"[^.;]{0,30}\b(?:genannt|nannte|bezeichnet\w*|beschimpft\w*|genoemd|noemde|uitmaakte)\b"
)
_REBUKED = re.compile(
    r"\b(?:speaker|withdr[ae]w\w*|ejected|ejects|suspend\w*|reprimand\w*|rebuke\w*"
    r"|apologi[sz]\w*|fined"
    r"|ordnungsruf\w*|zur ordnung|geruegt|rugt\w*|geruegt\w*|gerugt|ausgeschlossen"
    r"|nahm [^.;]{0,20}zuruck|entschuldig\w*"
    r"|exclu\w*|rappel a l'ordre|sanction\w*|retirer le mot|s'est excuse\w*"
    r"|presente ses excuses"
    r"|expuls\w*|amonest\w*|retirar la palabra|disculp\w*|llamada al orden|espuls\w*"
    r"|richiam\w*|scus\w*"
    r"|sospes\w*|pediu desculpa\w*|advertid\w*|suspens\w*|geschorst|terechtgewezen|excuses"
    r"|berispt\w*"
    r"|nam [^.;]{0,20}terug|bad om ursakt|tillrattavis\w*)\b"
)


def _is_reported(story: Story, hit: Hit) -> bool:
    """Tell a word that the copy says somebody called somebody."""
    start, end = story.sentence(hit.start)
    return (
        _CALLED.search(story.folded, max(start, hit.start - 90), hit.start) is not None
        or _CALLED_AFTER.match(story.folded, hit.end, end) is not None
    )


def _is_about_it(story: Story) -> bool:
    """Tell copy whose news is the insult, called to order or taken back, or a plot."""
    return _REBUKED.search(story.folded) is not None or fiction.is_of_a_work(story)


def _said_of_somebody(story: Story) -> Iterator[Hit]:
    if story.has("abuse.nature"):
        return
    for hit in story.hits("abuse.of_somebody"):
        # "He is a pig" is said of somebody; "the dog is a rat terrier" of a dog.
        copula = [
            each
            for each in story.between("abuse.is", hit.start - _BESIDE, hit.start)
            if each.end <= hit.start
        ]
        beside = copula and story.folded[copula[-1].end : hit.start].count(" ") <= 3
        somebody = story.within("abuse.people", hit.start - _FAR, hit.start) or story.within(
            "claim.office", hit.start - _FAR, hit.start
        )
        if _is_a_figure(story, hit):
            continue
        if beside and (somebody or _is_name_near(story, hit)):
            yield hit


def _is_name_near(story: Story, hit: Hit) -> bool:
    start, _ = story.sentence(hit.start)
    before = story.cased(max(start, hit.start - _FAR), hit.start)
    return re.search(r"[^\W\d_a-z]\w+ [^\W\d_a-z]\w+", before) is not None


def _vermin(story: Story) -> Iterator[Hit]:
    """Find people, a word that likens, and vermin, in this order and close together."""
    said = [
        hit
        for hit in story.hits("abuse.vermin")[:_MOST_HITS]
        if _is_a_group(story, hit) or _has_a_vice(story, hit)
    ]
    yield from said
    if not (said or story.has("abuse.word")) and _is_of_animals(story):
        return
    for hit in story.hits("abuse.vermin"):
        start, _ = story.sentence(hit.start)
        floor = max(start, hit.start - _FAR)
        likens = [
            each
            for each in story.between("abuse.is", floor, hit.start)
            if each.end <= hit.start
        ]
        if (
            any(story.within("abuse.people", floor, each.start) for each in likens)
            and (hit.start - max(each.end for each in likens) <= _BESIDE)
        ) or (
            (_is_pointed_at(story, hit) or _is_a_pack(story, hit)) and _are_people(story, hit)
        ):
            yield hit


_VICE = re.compile(
    r"\b(?:thiev\w+|lazy|idle|bone-idle|work-?shy|scroung\w+|freeloading|spong\w+|lying|criminal"
    r"|ungrateful|perverted|unemployable|diebisch\w*|faule[nrs]?|stinkfaul\w*|arbeitsscheu\w*"
    r"|verlogen\w*|kriminell\w*|undankbar\w*|pervers\w*|voleu(?:r|se)s?|faineant\w*"
    r"|paresseu(?:x|se)s?|menteu(?:r|se)s?|ingrat\w*|assiste\w*|ladron\w*|vag[oa]s"
    r"|perezos[oa]s?|mentiros[oa]s?|holgazan\w*|desagradecid\w*|pervertid[oa]s?|ladr[oi]"
    r"|pigr[ioae]|fannullon\w*|nullafacent\w*|bugiard[ioae]|ingrat[ioae]|ladroes|ladra"
    r"|preguicos[oa]s?|vadi[oa]s?|parasitari[oa]s?|ingrat[oa]s?|dievend\w*|diefachtig\w*|luie"
    r"|werkschuw\w*|leugenachtig\w*|ondankbar\w*|tjuvaktig\w*|lata|arbetsskygg\w*|lognaktig\w*"
    r"|otacksam\w*)\b"
)
"""What only people can be, beside a word for vermin: "thieving parasites"."""
_BY_THE_WORD = 26


def _has_a_vice(story: Story, hit: Hit) -> bool:
    start, end = story.sentence(hit.start)
    before = story.folded[max(start, hit.start - _BY_THE_WORD) : hit.start]
    after = story.folded[hit.end : min(end, hit.end + _BY_THE_WORD)]
    return (
        _VICE.search(re.split(r"[.;:]", before)[-1]) is not None
        or _VICE.search(re.split(r"[.;:§]", after)[0]) is not None
    ) and not _OF_ANIMALS.search(story.folded, hit.start, hit.end)


_SAID_OF_BOTH = frozenset(
    {
        *("infested", "breeding", "breeds", "nest", "burrow", "vermin"),
        *("madriguera", "alcantarillado"),
    }
)
"""What animals do or have, and people whom somebody likens to them."""
_CAMP = re.compile(
    r"\b(?:tent (?:camp|city)|(?:migrant|asylum|homeless|travellers'|gypsy) (?:camp"
    r"|hostel|centre)|beds? in (?:a |the )?(?:shelter|hostel)s?|homeless\w*|squatters"
    r"|rough sleepers|beggars|vagrants|tramps|junkies|addicts|drunks|loafers|layabouts"
    r"|human (?:refuse|scum|rubbish|beings)|unfortunates|passers-by|commuters|decent people"
    r"|honest people|encampment|asylum seekers|migrants|refugees|acampad\w+|okupas"
    r"|sin techo|inmigrantes|migrantes"
    r"|refugiados)\b"
)
"""Whom copy without an animal in it speaks of."""
_PESTS = re.compile(
    r"\b(?:bed ?bugs|fleas|mites|ticks|mosquito\w*|scabies|infections?|diseases?|chinches"
    r"|pulgas|sarna)\b"
)


def _is_of_animals(story: Story) -> bool:
    """Tell a story with animals in it, not one with people in a "nest", who "breed"."""
    nature = {story.folded[hit.start : hit.end] for hit in story.hits("abuse.nature")}
    if not nature:
        return False
    return (
        not nature <= _SAID_OF_BOTH
        or _CAMP.search(story.folded) is None
        or _OF_ANIMALS.search(story.folded) is not None
        or _PESTS.search(story.folded) is not None
    )


_ARE = re.compile(
    r"\b(?:are|were|is|remain|sind|waren|ist|bleiben|sont|etaient|son|eran|sono|erano|sao|eram"
    r"|zijn"
    r"|waren|blijven|ar)"
    r" (?:nothing but |simply |just |all |human |a |an |the |nichts als |nur |alle |eine? "
    r"|das |de la "
    r"|des |une? |du |unas? |unos |una |puras? |dei |delle |una |un |uma? |uns |umas "
    r"|niets dan |een "
    r"|en |ett )*$"
)
_NO_GROUP = """
they he she people men women these those er sie es ils elles il elle gens hommes femmes ellos
ellas el ella personas gente hombres mujeres loro lui lei persone uomini donne eles elas ele ela
pessoas homens mulheres ze zij hij mensen mannen vrouwen de han hon folk neighbours nachbarn
voisins vecinos vicini vizinhos buren families familien children
"""
_NOT_A_GROUP = frozenset(_NO_GROUP.split())
"""Whoever is meant by them may be animals, or their owners."""
_IN_ONE_SENTENCE = 200
_OF_ANIMALS = re.compile(
    r"\b(?:dogs?|cats?|rats?|mice|foxes|seagulls?|gulls|pigeons|wasps|hund\w*|katze\w*|ratten"
    r"|mause"
    r"|tauben|chiens?|chats?|rats|pigeons|perros?|gatos?|ratas|palomas|cani|gatti|topi|piccioni"
    r"|caes|gatos|ratos|pombos|honden|katten|ratten|duiven)\b"
)


def _is_a_group(story: Story, hit: Hit) -> bool:
    """Tell "the Travellers who camp by the river are vermin": a group, a verb, the word."""
    start, _ = story.sentence(hit.start)
    floor = max(start, hit.start - _IN_ONE_SENTENCE)
    verb = _ARE.search(story.folded, floor, hit.start)
    if verb is None:
        return False
    groups = [
        each
        for each in story.between("abuse.people", floor, verb.start())
        if story.folded[each.start : each.end] not in _NOT_A_GROUP
    ]
    return bool(groups) and not _OF_ANIMALS.search(story.folded, groups[-1].end, verb.start())


_POINTS = re.compile(
    r"\b(?:these|those|this|such|diese[nrsm]?|jene[nr]?|solche[snr]?|dieses|ces|cette|cet"
    r"|telle|estas?|estos|esas?"
    r"|esos|ese|aquell[oa]s|questi|queste|questa|quei|quegli|quella|quelle|estes?|estas?"
    r"|esses?|essas?|aqueles?"
    r"|aquelas?|deze|die|dat|dit|zulk|dergelijk|de har|de dar|den har|den dar|detta|sadana"
    r"|sana) (?:\w+ )?$"
)


_THE = re.compile(r"\b(?:the|das|dem|la|le|los|las|il|i|gli|os|as|a|het|den) (?:\w+ )?$")
_COLLECTIVE = re.compile(
    r"vermin|ungeziefer|gesindel|abschaum|geschmeiß|vermine|racaille|alimanas|escoria|chusma"
    r"|feccia"
    r"|escoria|corja|ongedierte|uitschot|gespuis|schorem|tuig|ohyra"
)
_WITHIN = re.compile(
    r"(?:ohyra|avskumme|slodde|sloddre|patraske|rattorna|parasiterna|kackerlackorna|svine"
    r"|bestarna)[nt]?"
)


def _is_pointed_at(story: Story, hit: Hit) -> bool:
    """Tell "these rats" from rats; Swedish says "the" within the word."""
    if _POINTS.search(story.folded, max(hit.start - 24, 0), hit.start):
        return True
    word = story.folded[hit.start : hit.end]
    return _WITHIN.fullmatch(word) is not None or (
        _COLLECTIVE.fullmatch(word) is not None
        and _THE.search(story.folded, max(hit.start - 24, 0), hit.start) is not None
    )


_PACK = re.compile(
    r"\b(?:pack|herd|horde|bunch|swarm|mob|gang|lot|meute|haufen|herde|bande|rotte|rudel|schar"
    r"|sauhaufen|troupeau|tas|ramassis|clique|manada|horda|banda|piara|hatajo|atajo|jauria"
    r"|panda"
    r"|branco|orda|mandria|muta|massa|accozzaglia|bando|matilha|cambada|corja|sucia|bende"
    r"|zooi|zooitje|troep|kudde|stel|roedel|stelletje|hord|flock|gang|hop|samling)"
    r" (?:of |de |d'|di |von |aus |av )?(?:\w+ ){0,2}$"
)
"""What makes a group a beast's: "a pack of animals", "eine Horde Affen"."""


def _is_a_pack(story: Story, hit: Hit) -> bool:
    return _PACK.search(story.folded, max(hit.start - 34, 0), hit.start) is not None


def _are_people(story: Story, hit: Hit) -> bool:
    """Tell by what they do, or by who is spoken of, that vermin are people here."""
    start, end = story.around(hit.start)
    return story.within("abuse.human", start, end)


_IN_THE_PART = re.compile(
    r"\b(?:plays?|playing|played|part of|role of|(?:play|comedy|musical|farce|story) about"
    r"|spielt|spielen|rolle (?:des|der)|komodie (?:uber|um)|joue|incarne|role d[eu]|comedie sur"
    r"|interpreta|encarna|papel de|comedia sobre|ruolo d\w+|commedia su|papel do|papel da"
    r"|comedia sobre|speelt|rol van|(?:klucht|komedie) over|with [^.;]{0,30} as)"
    r" (?:(?:the|an?|de[rnms]?|die|das|eine?[nrm]?|le|la|l'|une?|el|una?|il|lo|un[oa]?|o|a|uma?"
    r"|een|het|village|town|dorf\w*) ?){0,3}$"
)
"""Before a word that is somebody's part in a play."""


_LIKENED_IN_PRAISE = re.compile(
    r"\b(?:calm|cool|quick|fast|strong|proud|sly|cunning|brave|patient|stubborn|quiet|hungry"
    r"|tough|fit|busy|agile|slippery|lithe|swift|tenacious) as an? $"
    r"|\b(?:ruhig|kalt|cool|stur|storrisch|stark|schnell|flink|zah|stolz|schlau|listig|geduldig"
    r"|hungrig|fleissig) wie (?:eine? )?$"
    r"|\b(?:tetue?|calme|rapide|ruse|forte?|fiere?|malin|patient|vif|obstinee?) comme une? $"
    r"|\b(?:terc[oa]|tozud[oa]|tranquil[oa]|frio|fria|rapid[oa]|astut[oa]|fuerte|list[oa]"
    r"|paciente) como una? $"
    r"|\b(?:testard[oa]|calm[oa]|fredd[oa]|rapid[oa]|furb[oa]|forte|pazient[ei]|cocciut[oa])"
    r" come un[oa']? ?$"
    r"|\b(?:teimos[oa]|calm[oa]|fri[oa]|rapid[oa]|manhos[oa]|forte|astut[oa]|paciente)"
    r" como uma? $"
    r"|\b(?:koppig|kalm|rustig|snel|sterk|sluw|trots|geduldig|lenig|taai) als (?:een )?$"
)
"""Before an animal that somebody has a virtue of."""
_OF_A_PLAYER = re.compile(
    r" of an? (?:player|striker|forward|winger|defender|midfielder|goalkeeper|prop|match|game"
    r"|season|shot|pitch|pass|climb|day|week|course)\b"
)


def _is_a_figure(story: Story, hit: Hit) -> bool:
    """Tell a comparison that flatters, or one of sport: "cool as a snake"."""
    return (
        _LIKENED_IN_PRAISE.search(story.folded, max(hit.start - 30, 0), hit.start) is not None
        or _OF_A_PLAYER.match(story.folded, hit.end) is not None
    )


def _is_a_part(story: Story, hit: Hit) -> bool:
    return _IN_THE_PART.search(
        story.folded, max(hit.start - _FAR, 0), hit.start
    ) is not None and fiction.is_of_a_work(story)


def _is_a_name(story: Story, hit: Hit) -> bool:
    """Tell a surname or a title: a capital in the middle of a sentence, no noun of German."""
    first = story.cased(hit.start, hit.start + 1)
    if not first.isupper() or story.language in ("de", "lb"):
        return False
    if hit.start < story.body_at:
        return _is_a_title_within(story, hit)
    if hit.start == story.sentence(hit.start)[0]:
        return False
    return story.folded[hit.start - 1] == " "  # after a quote's mark a sentence begins


def _names(story: Story, found: list[Hit]) -> frozenset[str]:
    """Give the words that the text uses as part of a name only: “Idiot Savant” won again."""
    within = [
        hit
        for hit in found
        if hit.start >= story.body_at and hit.start != story.sentence(hit.start)[0]
    ]
    said = {story.folded[hit.start : hit.end] for hit in within if not _is_a_name(story, hit)}
    words = {story.folded[hit.start : hit.end] for hit in within if _is_in_a_name(story, hit)}
    return frozenset(words - said)


def _is_in_a_name(story: Story, hit: Hit) -> bool:
    """Tell a name of several words, each with a capital."""
    before = story.cased(max(hit.start - _FAR, 0), hit.start).split()
    return _is_a_name(story, hit) and (
        story.cased(hit.end + 1, hit.end + 2).isupper()
        or (bool(before) and before[-1][0].isupper())
    )


def _is_a_title_within(story: Story, hit: Hit) -> bool:
    """Tell a capital in a headline whose other words have none, in a story of the stage."""
    rest = story.cased(hit.end, max(story.body_at - 2, hit.end))
    before = story.cased(0, hit.start)
    small = re.findall(r"\b[a-zà-ž]{2,}", f"{before.partition(' ')[2]} {rest}")
    return (
        before[-1:] == " "
        and len(small) >= _SMALL_WORDS
        and not before.rstrip().endswith((".", ":", "!", "?", "–", "-"))
        and fiction.is_of_a_work(story)
    )


_SMALL_WORDS = 2


def _marks(story: Story) -> list[tuple[int, int]]:
    text = story.cased(0, len(story.folded))
    return [match.span() for match in _QUOTED.finditer(text)]


def _within(hit: Hit, marks: list[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in marks)


def _shown(story: Story, found: Iterable[Hit]) -> str:
    words = dict.fromkeys(story.as_written(hit.start, hit.end) for hit in found)
    return ", ".join(f"“{word}”" for word in [*words][:3])


def _at(story: Story, found: list[Hit]) -> list[Span]:
    return story.spans(((hit.start, hit.end) for hit in found), _MOST_SPANS)
