"""Pure: who complains of a sexual offence, by all that a story tells of everybody it names.

No sentence need say it. Each thing told of somebody counts for or against: what was done to
them, what they say that somebody did, what came of it for them; that they are accused, work on
the case, are kin, heard cries, speak for an office.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from services.moderation.known import bystanders
from services.moderation.known.cast import Cast, cast_of
from services.moderation.known.harmed import CALLED as _CALLED
from services.moderation.people import Person
from services.moderation.story import Story

_ACTS = (
    r"(?:rap(?:ed|ing|e)|assault(?:ed|ing)|attack(?:ed|ing)|grop(?:ed|ing)|fondled|molest(?:ed|ing)"
    r"|abus(?:ed|ing)|grabbed|dragged|forced|forcing|pinned|pushed|lured|followed|cornered|trapped"
    r"|drugged|undressed|touched|kissed|stalked|overpowered|pounced on|forced himself on"
    r"|preyed on"
    r"|climbed (?:into|onto) (?:the )?\w+ (?:of|with)|bed of|bunk of|stopped|held down|spiked"
    r"|a (?:viole|agresse|attire|suivi|entraine|pousse|plaque|force|coince|touche|embrasse"
    r"|drogue)"
    r"|avoir (?:viole|agresse|attire|suivi|entraine|pousse|plaque|force|coince|touche"
    r"|embrasse|drogue)"
    r"|s'en etre pris a|s'en est pris a|s'etre jete sur|s'est jete sur"
    r"|agredir a|agredio a|forzo a|forzar a|abordo a|arrastro a|toco a|besar a|beso a|encerro a"
    r"|acorralo a|acoso a|tocado a|forzado a|agredido a|atacado a|violado a|violar a|abuso de"
    r"|abusar de"
    r"|(?:ha|aver|avrebbe|aveva) (?:aggredito|violentato|palpeggiato|molestato|toccato"
    r"|baciato|bloccato"
    r"|trascinato|seguito|costretto|chiuso|spinto)|aggredi|violento|palpeggio|trascino|blocco|spinse"
    r"|agrediu|violou|estuprou|apalpou|agarrou|arrastou|atacou|forcou|trancou|beijou|empurrou|abordou"
    r"|ter (?:violado|estuprado|apalpado|agarrado|atacado|forcado|beijado)|abusou de|abusar de"
    r"|verkrachtte|aanrandde|betastte|lokte|sleurde|dwong|greep|overviel|overmeesterde|duwde|zoende)"
)
_OBJECT = re.compile(
    rf"\b{_ACTS} (?:(?:the|his|a|an|la|le|el|il|o|de|het|sa|su|sua|zijn|seine|once|then|young"
    rf"|fellow"
    r"|private|nurse|student|colleague|tenant|client|patient|joven|jeune|jonge|studente|collega"
    r"|collegue) ){0,3}§(?! ?(?:'s)? ?(?:lawyer|house|home|case))"
    # the cries of §
    r"|\b(?:cries|screams|schreie|hilferufe|cris|appels|gritos|urla|grida|geschreeuw"
    r"|hulpgeroep) (?:of|von|de|d'|di|da|van) ?(?:the |die |la |a "
    r"|de )?(?:¢ ?)?(?:[\w'-]+ ){0,2}§"
    r"|\b(?:avoir|ter|haber|aver|having|habia|havia|aveva|avait|had|ha|heeft|who) ‡ (?:a )?§"
    # the rape of §
    r"|‡ (?:of|against|on|von|an|der|de|di|van|op|a|contra|contro|sur|gegen|tegen"
    r"|d') (?:(?!(?:the|a|an|his|her|la|le|el|il|o|eine\w*|une?|una?|uma?"
    r"|een)\b)[\w'-]+ ){0,2}§"
    # the charge relates to an evening with §
    r"|\b(?:relates?|relating|refers?) to [^§.]{0,50}\bwith §"
)
_OBJECT_LAST = re.compile(
    # soll er § in den Wagen gezerrt haben
    r"§[^.§]{0,60}\b(?:vergewaltigt|missbraucht|begrapscht|gezerrt|bedrangt|uberfallen|angefasst"
    r"|geschubst|gestossen|festgehalten|genotigt|gekusst|betaubt|verkracht|aangerand|betast"
    r"|vastgehouden|meegesleurd|vastgepakt|gedwongen|gezoend) (?:hat|habe|haben|hatte|heeft"
    r"|hebben"
    r"|had|zou)\b"
)
_TELLS = (
    r"(?:said|says|say|told|tells|testified|testifies|claims?|claimed|alleges?|alleged|insists?"
    r"|recalled|described|wrote|sagt|sagte|schilderte|berichtete|beschrieb|erzahlte|gab an"
    r"|erklarte"
    r"|a (?:dit|raconte|explique|affirme|declare|decrit|relate|assure)|affirme|raconte|assure"
    r"|explique"
    r"|dijo|conto|declaro|relato|explico|asegura|aseguro|sostiene|afirma|afirmo|dice|cuenta"
    r"|ha (?:detto|raccontato|spiegato|riferito|dichiarato)|racconta|sostiene|dice"
    r"|disse|contou|relatou|afirma|afirmou|declarou|diz|conta"
    r"|zei|zegt|vertelde|vertelt|verklaarde|verklaart|stelt)"
)
_HE = (
    r"(?:he|him|§|they|er|qu'il|qu’il|il (?=l|m|s|a |av|ent|ferm|fais)|lui|que el|el (?=la "
    r"|le |me |se )|ele|hij|hem|(?:the|his|her|der|ihr|le|son|el|su|il"
    r"|l|suo|o|seu|a|de|haar|een|ein|un|um) ?'?(?:accused|defendant|man|boss|doctor|priest"
    r"|coach|manager|driver"
    r"|spiritual director|landlord|teacher|stepfather|corporal|organist|chef|chefarzt|arzt"
    r"|trainer"
    r"|angeklagte|tater|mann|homme|employeur|medecin|pretre|entraineur|patron|accuse|prevenu|medico|cura|entrenador|jefe|acusado"
    r"|uomo|hombre|homem|professor|capo|primario|allenatore|imputato|prete|chefe|padre|treinador|arguido|leidinggevende|baas|arts"
    r"|verdachte|pater|pastor))"
)
_HANDS = (
    r"(?:locked|pinned|pushed|pulled|put his|held|grabbed|groped|touched|kissed|raped"
    r"|assaulted|abused"
    r"|molested|forced|followed|climbed|cornered|tore|threatened|told her she|hand up"
    r"|hand inside"
    r"|touching|abusing|lured|drugged|undressed|shouted|dragged|‡"
    r"|griff\w*|gegriffen|fasste|gefasst|druckte|gedruckt|kusste|gekusst|sperrte|gesperrt|packte|zerrte"
    r"|begrapscht\w*|bedrangt\w*|vergangen|missbrauch\w*|abgeschlossen|festgehalten"
    r"|caress\w+|embrass\w+|touch\w+|bloqu\w+|plaqu\w+|forc\w+|pouss\w+|ferm\w+|entrait"
    r"|serr\w+|mis la main|mains"
    r"|tocaba|toco|tocado|beso|besado|arrincono|encerro|agarro|forzo|abus\w+|empujo|metio|sujet\w+|cerraba|cerro"
    r"|blocc\w+|tocc\w+|baci\w+|chiu\w+|palp\w+|strin\w+|spin\w+|costri\w+|afferr\w+"
    r"|mise le mani"
    r"|fech\w+|apalp\w+|beij\w+|agarr\w+|trancou|tocou|tocava|forcou|encostou|empurrou|desviou"
    r"|aanrandde|betastte|zoende|kuste|greep|duwde|deur|opsloot|dwong|misbruikte|verkrachtte|vastpakte|vastgreep)"
)
_TELLS_OF_HIM = re.compile(
    rf"§[^.§]{{0,90}}?\b{_TELLS}\b[^.]{{0,70}}?(?:\b{_HE}|§)[^.]{{0,75}}?(?:\b{_HANDS}\b|‡)"
    rf"|§[^.§]{{0,90}}?\b{_TELLS}\b[^.§]{{0,40}}?\b(?:she|he|sie|er|elle|qu'elle|ella|lei|ela"
    rf"|zij|ze|hij) "
    r"(?:was|had been|were|sei|wurde|worden|avait ete|a ete|fue|habia sido|era stata|e stata"
    r"|fora|foi|werd|was)\b[^.§]{0,30}‡"
    # § said it happened in the vestry
    rf"|§[^.§]{{0,60}}?\b{_TELLS}\b (?:that |dass |que |che |dat )?(?:it|es|cela|ca|ello"
    rf"|tutto|tudo|isso|het) (?:had |was |ist |sei |a |s'est |si e |werd )?(?:happened"
    rf"|went on|began|started|geschah|passierte|geschehen|passiert|arrive|produit|commence"
    rf"|ocurrio|paso|successo|cominciato|aconteceu|comecou|gebeurde|gebeurd|begon|begonnen)\b"
    # § told how his boss … : the Dutch and German put the subject after the verb
    rf"|\b(?:vertelde|verklaarde|beschreef|schilderte|berichtete|sagte"
    rf"|zei) §[^.§]{{0,60}}?\b(?:hoe|dat|wie|dass) {_HE}[^.]{{0,60}}?(?:\b{_HANDS}|‡)"
)
_TELLS_OF = re.compile(
    rf"§[^.§]{{0,90}}?\b(?:{_TELLS}|testified|evidence|ausgesagt|aussagte|temoigne|declaro|desperto|noto)\b[^.§]{{0,60}}?\b{_HE}\b"
)
_TOLD_BY = re.compile(
    rf"\b(?:vertelde|verklaarde|beschreef|schilderte|berichtete) §(?=[^.§]{{0,60}}?\b(?:hoe"
    rf"|dat|wie|dass) {_HE})"
)
_COMPLAINS = re.compile(
    r"§[^.§]{0,80}?\b(?:(?:is |are |has |had )?(?:su(?:ed|es|ing)\b(?! over libel)|accus(?:es"
    r"|ing)\b|accused (?:him|her (?:boss|coach|doctor|teacher|former|uncle|stepfather)"
    r"|the (?:doctor|coach|priest|senator|actor|singer))"
    r"|went to (?:the )?police|filed (?:a|the|her|his)|lodged|made (?:a|the|her"
    r"|his) (?:complaint|allegation|statement)|reported (?:the|it|him|what)|first (?:reported"
    r"|complained)|came forward)"
    r"|(?:klagt gegen|verklagt|zeigte (?:ihn|den|die tat|es)|wirft (?:ihm|dem)|beschuldigt"
    r"|erstattete|anzeige (?:erstattet|gestellt))"
    r"|(?:a porte plainte|porte plainte|l'accuse d[e']|accuse (?:son|le|un|l')|lui reproche"
    r"|a depose (?:une )?plainte|a denonce|denonce|a maintenu ses)"
    r"|(?:denuncio|ha denunciado|lo acusa|acusa a|acuso a|presento (?:una|la) (?:denuncia"
    r"|querella)|interpuso|demando)"
    r"|(?:ha denunciato|ha sporto|lo accusa|accusa il|ha presentato (?:la )?(?:denuncia"
    r"|querela)|ha querelato)"
    r"|(?:apresentou queixa|acusou|acusa o|denunciou|fez queixa|registrou (?:a )?(?:queixa"
    r"|ocorrencia|boletim)|processa)"
    r"|(?:deed (?:\w+ ){0,3}aangifte|beschuldigt|klaagt|diende (?:een )?klacht)|a denuncia-lo"
    r"|denunciarl[oi]|to report (?:him|it)|anzuzeigen|anzeige erstattet|aangifte (?:te doen"
    r"|deed))\b(?!\s+(?:of|de|di|van|wegen) )"
    # the complaint was made by §, the plaintiff is §, one of those who sued: §
    r"|\b(?:complaint|accusation|allegation|claim|lawsuit|suit|charge|statement|anzeige|klage"
    r"|vorwurfe|plainte|accusation|denuncia|querella|acusacion|denuncia|accusa|querela|queixa"
    r"|denuncia|acusacao|aangifte|aanklacht|klacht)\b[^.§]{0,30}?\b(?:made|filed|brought"
    r"|lodged|came|comes|from|by|stammt|kommt|emane|vient|deposee|presento|presentada|hizo"
    r"|presentata|parte|feita|apresentada|veio|komt|kwam) (?:by |from |von |de |d'|par |por "
    r"|da |dalla |van )?(?:(?:the |his |her |a |seine |ihre |son |sa |su |la |sua |zijn "
    r"|former |frueheren |ancienne |ex[- ])?(?:[\w'-]+ ){0,3})§(?!'s lawyer)"
    r"|\b(?:plaintiff|accuser|complainant|klager(?:in)?|plaignant(?:e)?|demandante"
    r"|denunciante|querellante|querelante|ricorrente|queixos[oa]|autora? da acao|aangeefster"
    r"|eiser(?:es)?)\b(?:,? (?:is|as|named|identified|ist|heisst|est|es|e"
    r"|und)\b)?[^.§]{0,40}?,? §"
    r"|\b(?:in (?:her|his) (?:complaint|lawsuit|suit|affidavit|filing)|in (?:ihrer"
    r"|seiner) (?:klage|anzeige)|dans sa plainte|en su (?:denuncia|querella)"
    r"|nella (?:sua )?(?:denuncia|querela)|na (?:sua )?(?:queixa|denuncia)|in (?:haar"
    r"|zijn) (?:aangifte|klacht))\b,?[^.§]{0,40} §"
    r"|\b(?:identified|named|unmasked|known)[^.§]{0,30}\bas §(?=[^‡]{0,90}(?:jane doe"
    r"|john doe|anonym|sue))"
    r"|\b(?:parmi (?:ceux|celles) qui ont porte plainte|unter den klagern"
    r"|entre los denunciantes|tra i denuncianti|entre os queixosos|among (?:those"
    r"|the) (?:who (?:complained|sued)|plaintiffs))[^.§]{0,30}§"
)
_ONE_OF = re.compile(
    r"\b(?:one(?: of (?:them|the \w+|his \w+))?|another|eine(?: von ihnen)?"
    r"|l'une(?: d'elles)?|une(?: d'elles)?|une autre"
    r"|una(?: de ellas)?|otra|una(?: di loro)?|un'altra|uma(?: delas)?|outra|een van (?:hen"
    r"|de vrouwen)),(?: (?!(?:who|which|and|he|his|judge|doctor)\b)[\w'-]+){0,4} §(?=,| )"
)
_WENT = (
    r"(?:broke down|wept|sobbed|cried|screamed|froze|ran out|ran to|fled|escaped|managed to"
    r"|fought (?:him )?off|woke|was asleep"
    r"|was (?:treated|drunk|drugged|found|walking|jogging|asleep|on her way|left|sleeping)"
    r"|had (?:been drinking|missed|trusted|gone|agreed|accepted|frozen|just finished|booked"
    r"|moved)"
    r"|has (?:since|not been back|moved|given up|left her|not worked)|no longer|gave evidence"
    r"|did not look|signed up|victim impact|in a statement|nightmares|counselling|therapy"
    r"|dropped out|left the (?:city|town|force|company)|suffers|gave up|leidet|aufgegeben"
    r"|souffre|abandon\w+|sufre|soffre|ha lasciato|sofre|deixou|lijdt|stopte"
    r"|did not believe|left by a side|her (?:screams|cries|attacker|ordeal|rapist|abuser)"
    r"|his abuser|moved (?:back|in|to)|could not be reached|recognised him"
    r"|wehrte sich|schrie|fluchtete|weinte|unter tranen|erstarrt\w*|therapie|in behandlung"
    r"|krankgeschrieben|entkam|kam mit|konnte (?:sich|fliehen|entkommen)|seither"
    r"|a (?:pleure|crie|reussi|pu s|fui|fondu|quitte|ete (?:hospitalis|soign|retrouv"
    r"|entendu))\w*|s'est (?:debattue|enfuie|effondree)|en larmes|est suivie|donne l'alerte"
    r"|ses accusations|rentrait|a la barre"
    r"|entre sollozos|llor\w+|huir|logro|escapo|escapar|habia (?:parado|quedado|salido)"
    r"|volvia|fue (?:atendida|trasladada|asistida)|de baja|rompio|reconocio|abalanzo"
    r"|ha urlato|e riuscita|piang\w+|in lacrime|stava (?:correndo|rientrando|tornando"
    r"|camminando)|medicata|in cura|e scappata|e fuggita|dice di aver subito|aver subito"
    r"|chor\w+|gritou|fugiu|conseguiu|saltou|voltava|regressava|pediu ajuda|internada"
    r"|vive agora|demorou|tinha medo|baixa medica|a denuncia-lo"
    r"|huild\w+|schreeuwde|vlucht\w*|ontsnapt\w*|los te rukken|rukte zich los|in therapie"
    r"|ziek thuis|fietste|verstijfde|verzwegen|durft)"
)
_SUBJECT = re.compile(
    rf"§[^.§]{{0,150}}?\b{_WENT}\b|§, ¢[^§]{{0,160}}?\b{_WENT}\b|\b{_WENT}\b[^.§]{{0,20}} §"
)
_LONG_SINCE = re.compile(
    r"§[^.]{0,100}?\b(?:(?:was|were|is|then|aged?) (?:then )?(?:an? )?(?:\w+ )?(?:¤|altar boy"
    r"|choirboy|pupil|chorister|boarder)|at the time|as a (?:boy|girl|child|teenager)"
    r"|when (?:he|she) was ¤|damals|als kind|als junge"
    r"|(?:qui )?avait ¤|a l'epoque|enfant de choeur|de nino|tenia ¤|entonces|era monaguillo"
    r"|da bambino|aveva ¤|all'epoca|chierichetto|em crianca|tinha ¤|na altura|acolito"
    r"|als kind|destijds|toen ¤|misdienaar)"
    r"|§,? \(?(?:now |heute |aujourd'hui |hoy |oggi |hoje |nu |inmiddels )[^.§]{0,15}?(?:¢"
    r"|\b[2-9]\d\b)"
)
_JOBS = (
    r"(?:nurse|midwife|student|waitress|barmaid|cleaner|librarian|teacher|hairdresser|stylist"
    r"|model|actress|singer|dancer|cellist|athlete|swimmer|rower|gymnast|passenger|customer"
    r"|client|patient|tenant|guest|jogger|runner|hiker|tourist|shop assistant|secretary"
    r"|scheduler|assistant|intern|trainee|apprentice|employee|paramedic|private|widow"
    r"|bride-to-be|mother of (?:two|three|four|one)|plumber|roofer|electrician|dentist"
    r"|carpenter|builder|barista|receptionist|au pair|nanny|make-up artist|student nurse"
    r"|cadet|chorister|seminarian|altar boy|worshipper|parishioner|former (?:pupil|student"
    r"|altar boy|chorister|player|scheduler|employee)"
    r"|(?:[\w-]*)(?:schwester|pflegerin|verkauferin|kellnerin|studentin|schulerin|friseurin|erzieherin|apothekerin|lehrerin|arztin|sekretarin|joggerin|sportlerin|turnerin|patientin|kundin|mieterin|auszubildende|praktikantin|angestellte|mitarbeiterin|kauffrau|touristin|rentnerin|elektromeister|handwerker|schreiner|ministrant|internatsschuler|assistentin)"
    r"|estudante|infirmiere|sage-femme|etudiante?|serveuse|caissiere|coiffeuse|vendeuse|institutrice|secretaire|assistante|stagiaire|apprentie|joggeuse|nageuse|championne|gymnaste|cliente|patiente|passagere|locataire|salariee|employee|aide-soignante|menuisier|plombier|scout|lyceenne|touriste|retraitee"
    r"|enfermera|estudiante|camarera|cocinera|cajera|peluquera|dependienta|maestra|secretaria|asistente|becaria|senderista|nadadora|gimnasta|clienta|paciente|pasajera|inquilina|empleada|azafata|modelo|turista|periodista|arquitecto|fontanero|monaguillo|exalumn[oa]|vecina"
    r"|infermiera|studentessa|cameriera|cuoca|cassiera|parrucchiera|commessa|maestra"
    r"|segretaria|stagista|nuotatrice|ginnasta|cliente|paziente|passeggera|inquilina"
    r"|impiegata|barista|modella|turista|operaia|panettiere|idraulico|ex allievo"
    r"|ex seminarista|badante"
    r"|enfermeira|cozinheira|cabeleireira|rececionista|recepcionista|operadora de caixa"
    r"|empregada|funcionaria|estagiaria|nadadora|ginasta|paciente|passageira|inquilina"
    r"|domestica|eletricista|canalizador|auxiliar"
    r"|verpleegkundige|verpleegster|studente|serveerster|kapster|kassiere|lerares|secretaresse|stagiaire|hardloopster|zwemster|turnster|klant|patiente|passagier|huurster|medewerkster|schoonmaakster|fysiotherapeut|loodgieter|misdienaar|oud-turnster|toeriste|kapsalon)"
)
_WORKER = re.compile(
    rf"\b{_JOBS}(?: (?:and|aus|de|di|from|of|van)(?: \w+){{1,2}})?,? §"
    rf"|§,? (?:\(?¢\)?,? )?(?:now |from [\w -]{{2,20}}, |heute |und |and |hoje |hoy |oggi |e "
    rf"|y |en |who |die |que )*(?:ist |is |works? as |arbeitet als |als |an? |the |la |l'"
    rf"|une? |una? |uma? |een |de |trabajaba como |trabaja como "
    rf"|(?:[\w-]+ ){{0,2}})?\b{_JOBS}\b"
    rf"|§[^.§]{{0,110}}[.] {{1,2}}(?:the|die|der|la|le|l'|el|il|o|a|de|het) ?(?:¢ |junge "
    rf"|jeune |joven |giovane |jovem |jonge )?(?:{_JOBS}|woman|frau|femme|mujer|joven|donna"
    rf"|giovane|ragazza|mulher|jovem|vrouw|meisje)\b"
)
_AGED = re.compile(
    r"§,? \(?(?:now |heute |aujourd'hui |hoy |oggi |hoje )?(?:[\w]+ )?\(?[¢¤]"
    r"|[¢¤](?: [\w-]+){0,3},? §"
)
_SHE = re.compile(
    r"§(?:[^.§]|[.] {1,2}(?=(?:she|her|sie|ihre?|elle|ella|lei|ela|zij|ze|haar|die ¢"
    r"|la jeune femme|la mujer|la joven|la donna"
    r"|a jovem|a mulher|de vrouw)\b)){0,150}?\b(?:she|her|herself|sie|ihre?[rnms]?|elle|agee"
    r"|ella|lei|stata|ela|zij|ze|haar|die ¢"
    r"|la jeune femme|la mujer|la joven|la donna|a jovem|a mulher|de vrouw)\b"
)
_SHE_NEXT = re.compile(
    r"§[^.§]{0,140}[.] {1,2}(?:l'ancienne \w+, ¢|die (?:junge |heute )?\w{4,}in"
    r"|la (?:jeune )?\w{3,}(?:euse"
    r"|iere|rice|ienne|ante|iste|ee)"
    r"|la (?:\w+a|\w+ista|\w+iz|\w+ante)(?:, \w+)? ¢|la [a-z]{3,}a,? ¢"
    r"|a \w{3,}[ae],? (?:de )?¢|de \w+(?:ster|esse|ente|euse|e))\b"
    r"|(?:sagte|schilderte|dijo|disse|zei|vertelde|a dit|ha detto) (?:die|la|a|de) (?:[\w]+ )?¢"
)
_APART = re.compile(
    r"§,? (?:\(?¢\)?, )?(?:an?|une?|una?|uma?|eine?|een) (?!\w+ (?:at|of|for|de|bei|der|van"
    r"|du|da|do) )[\w'-]{4,}"
    r"|§,? (?:\(?¢\)?, )?(?:who|que|qui|che|die) (?:works|lives|runs|lived|teaches|teach"
    r"|studied|studies|estudiaba|estudia|trabaja|vive|travaille|vit|lavora|lavorava|studia"
    r"|trabalha|mora|estuda|woont|werkt|als|in)\b"
)
_MY_WORDS = re.compile(
    r"[“”\"«„‘'](?=[^“”\"»§]{0,90}\b(?:he|his|er|il|el|lui|ele|hij|mi|me|m)\b)[^“”\"»§]{0,90}?"
    r"\b(?:me|my|mich|mir|m|moi|mi|mij|minha|je me)\b"
    r"|[“”\"«„‘'](?:[^“”\"»§]{0,60}\b)?(?:i (?:froze|screamed|thought i (?:was|would)"
    r"|could not move|couldn't move"
    r"|begged|kicked|bit|said no|fought)|ich (?:schrie|habe geschrien|war wie gelahmt)"
    r"|j'ai (?:crie|hurle|supplie)"
    r"|grite|no pude moverme|ho urlato|non riuscivo|gritei|tive medo|ik (?:gilde|verstijfde"
    r"|schreeuwde))\b"
)
_MS = re.compile(r"\b(?:ms|mrs|miss|frau|mme|madame|sra|senora|signora|dona|mevrouw) $")
_WAIVES = re.compile(
    r"\b(?:waive\w*|given? up|gave up|giving up|renounc\w*|verzicht\w*|renonc\w*|renunci\w*"
    r"|rinunc\w*|abdic\w*|afstand)\b[^.]{0,30}\banon[iy]m"
)
_HARMED_LEAD = re.compile(
    # a nurse was sexually assaulted in a car park, the court heard. §, a midwife
    rf"(?:^|[.] {{1,2}}|  )(?:an?|the|eine?|die|une|la|una|uma|een"
    rf"|de) (?:[\w-]+ ){{0,2}}(?:{_JOBS}|woman|girl|man|frau|femme|mujer|joven|donna|ragazza"
    rf"|mulher|jovem|vrouw|¢)(?: \w+)?(?: in [^.§,]{{0,30}})? (?:was|has been|were|who (?:was"
    rf"|says (?:she|he) was)|wurde|ist|a ete|fue|ha sido|e stata|foi|werd"
    rf"|is)\b[^.§]{{0,50}}‡[^.§]{{0,160}}[.] {{1,2}}§"
    # a diocese pays a man who was abused by a chaplain. §, 61,
    r"|\b(?:an?|ein\w*|une?|una?|uma?|um|een) (?:[\w-]+ )?(?:man|woman|mann|frau|homme|femme"
    r"|hombre|mujer|uomo|donna|homem|mulher|vrouw)"
    r",? (?:who|die|der|dem|que|qui|che)\b[^.]{0,70}\b(?:was|were|is|werd|wurde|worden|a ete"
    r"|fue|e stat[oa]|foi) ‡[^.§]{0,80}[.] {1,2}§"
    # a former judoka accuses his coach. §, today a dentist
    r"|(?:^|[.] {1,2}|  )(?:an?|ein\w*|une?|una?|uma?|um|een) [^.§‡]{1,60}?\b(?:accuses?"
    r"|has accused|sues|is suing|has sued|who says|beschuldigt|verklagt|wirft|porte plainte"
    r"|denuncia|ha denunciado|acusa|accusa|ha denunciato|acusou|klaagt|heeft aangifte gedaan"
    r"|doet aangifte)\b[^.§]{0,160}[.] {1,2}[^.§]{0,60}§"
)
_WHEN_HE = re.compile(
    r"§[^.§]{0,90}\b(?:when|als|quand|lorsqu\w*|cuando|quando|toen|before|bevor|bis)\b[^.§]{0,15}"
    r"(?:§|\b(?:he|the man|a man|an intruder|a stranger|her attacker|er|ein mann|der mann"
    r"|ein unbekannter|il|un homme|l'homme"
    r"|un inconnu|el hombre|un hombre|un desconocido|un uomo|l'uomo|uno sconosciuto|lui|ele"
    r"|um homem|o homem|um desconhecido"
    r"|hij|een man|de man|een onbekende)\b)"
    # minutes later he had pushed her onto the sofa
    rf"|§[^.]{{0,120}}[.] {{1,2}}[^.§]{{0,50}}\b(?:he|er|il|ele|hij|el hombre"
    rf"|l'uomo) [^.§]{{0,25}}(?:{_HANDS}|‡) (?:her|him)\b"
)
_IN_COURT = re.compile(
    r"\b(?:cour|tribunal|court|jury|jurors|gericht|kammer|sala|audiencia|aula|juge"
    r"|rechtbank)\b[^.§]{0,20}\b(?:heard from|a entendu|heard|horte|oyo a|ha sentito|ouviu"
    r"|hoorde) §"
    r"|\b(?:lo ha detto|l'ha detto|lo dijo|disse|dijo|a declare|a dit|sagte|zei"
    r"|said)\b[^.§]{0,30}\b(?:in aula|in court|a la barre|vor gericht|en el juicio"
    r"|em tribunal|in de rechtszaal)\b[^.§]{0,10}§"
    r"|§[^.§]{0,60}\b(?:told (?:the )?(?:court|jury|jurors|tribunal|magistrates)"
    r"|from the witness box|by video link|behind a screen|a la barre|in aula|vor gericht aus"
    r"|en el juicio|detras de un biombo|em tribunal|in de rechtszaal|dans le box)\b"
)
_IS_THE_ONE = re.compile(
    r"(?:sufri\w+|subi\w*|subit\w*|says (?:he|she) was|suffered|victim\w*|opfer|plaintiffs?"
    r"|klager\w*|querellante|vitima|slachtoffer|sued|suing|who accuses?|accuser)\b[^§]{0,160}"
    r"\b(?:se trata de|it is|is|are|show (?:the \w+ is)|es handelt sich um|il s'agit d[e']"
    r"|e'?|si tratta di|trata-se de|het gaat om|identified (?:\w+ ){0,4}as"
    r"|named (?:\w+ ){0,4}as) ?§"
)
_HER_NOUN = re.compile(
    r"‡(?: (?:of|on|against|an|von|sur|de|d'|a|di|contra|su|van|op|da|do|contro|gegen))?"
    r" ?(?:an?|one|her|his|d'une?|une?|una?|uma?|eine[rmn]?|een|su|sua"
    r"|seine[rn]?) (?:(?:young|former|fellow|jeune|ancienne"
    r"|joven|jonge|junge[nr]?) )?([\w-]{4,})"
)
"""Whom, in a word, it was done to: the raped hostess is later "the former hostess"."""
_STEM = 6
_KIN_LEAD = re.compile(
    r"‡ (?:his|her|seiner?|ihrer?|sa|su|sua|la figlia|zijn|a sua|de sa"
    r"|aan zijn) ?(?:[\w-]+ )?(?:(?:step|god|foster )?(?:daughter|son)|niece|nephew"
    r"|sister-in-law|(?:stief|pflege)?tochter|stiefsohn|nichte|belle-fille|fille|niece|hijastra|hija|sobrina|figliastra|figlia|nipote"
    r"|enteada|filha|sobrinha|stiefdochter|dochter"
    r"|nichtje)\b[^.§]{0,90}[.] {1,2}§(?! has denied| denies)"
)
_UNWILLING = re.compile(
    r"§[^§]{0,150}\b(?:never wanted|did not want|does not want"
    r"|asked (?:the court )?(?:not )?to (?:be|have|protect)|wilde nooit|wilde niet"
    r"|wollte nicht|wollte nie"
    r"|ne voulait pas|pidio que no|no queria|non voleva|nao queria"
    r"|pediu que nao)\b[^.§]{0,50}\b(?:name\w*|named|naam|namen|nom|nombre|nome|identity"
    r"|identified|identidad\w*|difundiera|caso)\b"
)
_ENOUGH, _TOO_LITTLE = 2.0, -0.5


class _Told(NamedTuple):
    """What is told of somebody, for it and against it."""

    person: Person
    score: float
    against: bool


def complainants(story: Story) -> Iterator[Person]:
    """Give who it was done to by all that is told of them."""
    if story.has("crime.character"):
        return
    for told in _all_told(story):
        if told.score >= _ENOUGH and " " in told.person.name:
            yield told.person


def cleared(story: Story) -> frozenset[str]:
    """Give the names of those of whom it is told plainly that it was not done to them."""
    return frozenset(
        told.person.name
        for told in _all_told(story)
        if told.against and told.score <= _TOO_LITTLE
    )


@lru_cache(maxsize=8)
def _all_told(story: Story) -> tuple[_Told, ...]:
    cast = cast_of(story)
    return tuple(_weighed(story, cast)) if cast.parts else ()


def _weighed(story: Story, cast: Cast) -> Iterator[_Told]:
    good: dict[int, float] = defaultdict(float)
    bad: dict[int, float] = defaultdict(float)
    for pattern, weight in _WEIGHTS:
        for index in {index for index, _ in cast.told(pattern)}:
            (good if weight > 0 else bad)[index] += weight
    for index in _quoted(cast):
        good[index] += _HER_WORDS
    for index in _of_her_noun(cast):
        good[index] += _HER_PART
    accused = {index for index, _ in cast.told(bystanders.ACCUSED)}
    unknown = bystanders.UNKNOWN.search(cast.text) is not None
    less = (
        1.0 * bool(bystanders.UNNAMED.search(cast.text))
        + 2.0 * (not bystanders.A_CASE.search(cast.text))
        + 1.0 * (not accused and not unknown)
    )
    for index, part in enumerate(cast.parts):
        bad[index] -= _OFFICE * part.office + _WORK * bystanders.works(cast, part)
        before = story.folded[max(part.person.start - 10, 0) : part.person.start]
        if not part.office:
            somebody_else = unknown or bool(accused - {index})
            good[index] += 0.5 * bool(_MS.search(before)) + 0.5 * somebody_else
        yield _Told(part.person, good[index] + bad[index] - less, bad[index] < 0)


_HER_WORDS, _HER_PART, _OFFICE, _WORK = 2.5, 2.0, 3.0, 5.0
_WEIGHTS = (
    (_OBJECT, 3.0),
    (_CALLED, 3.0),
    (_OBJECT_LAST, 3.0),
    (_TELLS_OF_HIM, 3.0),
    (_TOLD_BY, 3.0),
    (_COMPLAINS, 3.0),
    (_ONE_OF, 2.5),
    (_SUBJECT, 1.5),
    (_LONG_SINCE, 1.5),
    (_HARMED_LEAD, 1.5),
    (_KIN_LEAD, 2.0),
    (_UNWILLING, 1.5),
    (bystanders.ITS_LEAD, -4.0),
    (bystanders.JAILED_LEAD, -2.5),
    (_WHEN_HE, 1.5),
    (_IN_COURT, 1.0),
    (_IS_THE_ONE, 2.0),
    (_WORKER, 1.5),
    (_AGED, 0.5),
    (_SHE, 1.0),
    (_SHE_NEXT, 1.0),
    (_APART, 1.0),
    (_TELLS_OF, 1.0),
    (bystanders.ACCUSED, -8.0),
    (bystanders.MENS, -2.0),
    (bystanders.BYSTANDER, -3.0),
)


def _of_her_noun(cast: Cast) -> set[int]:
    """Give whom the copy calls, near the name, by the word for whom it was done to."""
    found = _HER_NOUN.search(cast.text)
    if found is None:
        return set()
    stem = re.escape(found[1][:_STEM])
    near = re.compile(
        rf"\b{stem}\w*,? (?:[\w-]+ )?§|§,? (?:\(?¢\)?,? )?(?:[\w'’-]+ ){{0,3}}{stem}"
        rf"|§[^.§]{{0,160}}[.] {{1,2}}(?:the|die|der|la|le|l'|el|il|a|o|de"
        rf"|het) ?(?:[\w-]+ )?{stem}"
    )
    return {index for index, _ in cast.told(near)}


def _quoted(cast: Cast) -> set[int]:
    """Give who stands next to words of somebody about "he" and "me"."""
    found: set[int] = set()
    for match in _MY_WORDS.finditer(cast.text):
        near = [
            at
            for at in cast.who
            if -_BY < at - match.end() < _BY or 0 < match.start() - at < _BY
        ]
        if near:
            at = min(near, key=lambda at: min(abs(at - match.end()), abs(match.start() - at)))
            found.add(cast.who[at])
    return found


_BY = 130
