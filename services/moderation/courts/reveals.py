"""Pure: how seven languages tell what an order keeps, and who only stands beside a case."""

from __future__ import annotations

from services.moderation.courts.table import Table

REVEALS = Table(
    {
        "en": (
            r"(?:can|may|could) (?:\w+ )?(?:reveal|say|confirm|disclose|name|report"
            r"|identif\w+)\b|understands|understood to be|has learned|(?:she|he|they|it|man"
            r"|woman|boy|girl|player|accused|defendant|witness|claimant|nurse|teacher|surgeon"
            r"|doctor|company|firm|killer|couple|parents|suspect|striker|businessman"
            r"|whistleblower|source)(?: [^.;,§†]{0,60})?,? (?:is|are|was|were)(?: called"
            r"| named| known as| actually| in fact| really)?(?: the| a"
            r"| an)?(?: [\w-]+){0,5} ?$|real name (?:is|was)|name is|identified (?:as|by)"
            r"|(?:revealed|unmasked|named) (?:as|to be)"
        ),
        "de": (
            r"handelt es sich|es handelt sich|heisst|hei(?:ss|ß)t|name (?:lautet|ist)|(?:mann"
            r"|frau|zeug\w+|angeklagte|er|sie|es|das) ist|nach (?:informationen|recherchen)"
            r"|enttarnt|verbirgt sich|wie (?:diese|unsere)"
        ),
        "fr": (
            r"il s'agit|il s agit|s'appelle|se nomme|n'est autre|selon nos|c'est\b"
            r"|est en (?:fait|realite)|(?:l'homme|la femme|elle|il) est"
        ),
        "es": (
            r"se trata|se llama|es en realidad|no es otr[oa]|puede (?:revelar|confirmar"
            r"|desvelar)|saber que|corresponde a|que es\b|es (?:el|la) \w+"
        ),
        "it": (
            r"si tratta|si chiama|(?:uomo|donna|imputato|testimone|medico|primario) e\b|^e\b"
            r"|risponde al nome|altri non e|in realta e\b|^ ?e\b"
        ),
        "pt": (
            r"trata-se|se trata|chama-se|se chama|e na verdade|sabe que|apurou que"
            r"|responde pelo nome|nao e outr[oa]"
        ),
        "nl": (
            r"gaat het|het gaat|heet\b|weet dat|blijkt (?:\w+ )?(?:dat|te zijn)"
            r"|in werkelijkheid|het is\b|is in feite|schuil\w* achter"
        ),
    }
)
"""What stands before a name that is told for the first time."""
IS_THE_ONE = Table(
    {
        "en": (
            r"[^.;]{0,60}\bis the \w+(?: [^.;]{0,40})?\b(?:who|whose|at the cent\w+|behind"
            r"|known|accused|called|identified|referred)\b|(?:,[^.;]{0,60},)? (?:is"
            r"|was) (?:the )?(?:\w+ )?(?:witness|informant|claimant)"
        ),
        "de": (
            r"[^.;]{0,40}\bist (?:der|die|jener|jene) (?:mann|frau|\w*zeug\w+|angeklagte"
            r"|\w+), (?:der|die)"
        ),
        "fr": r"[^.;]{0,40}\best (?:l'homme|la femme|celui|celle|le temoin|l'accuse)",
        "es": (
            r"[^.;]{0,40}\bes (?:el|la) (?:hombre|mujer|testigo|acusad\w+|empresari\w+) (?:que"
            r"|cuy)"
        ),
        "it": (
            r"[^.;]{0,40}\be (?:l'uomo|la donna|il testimone|la testimone|l'imputat\w) (?:che"
            r"|di cui)"
        ),
        "pt": (
            r"[^.;]{0,40}\be (?:o|a) (?:homem|mulher|testemunha|arguid\w|delator\w*) (?:que"
            r"|cuj)"
        ),
        "nl": (
            r"[^.;]{0,40}\bis de (?:man|vrouw|getuige|verdachte|kroongetuige) (?:die|achter"
            r"|van wie)"
        ),
    }
)
"""What stands after one."""
BESIDE = Table(
    {
        "en": (
            r"rector|instructor|"
            r"judges?|justice|magistrate|coroner|lawyer\w*|solicitors?|counsel|barrister"
            r"|attorney|prosecut\w+|kc|qc|defending|for the (?:defence|crown|prosecution"
            r"|publisher\w*|media|press)|editors?|reporter|journalist|publisher|columnist"
            r"|author|professor|lecturer|spokes\w+|minister|mp|senator|congress\w+|mayor"
            r"|councillor|chair\w*|president|secretary|commissioner|inspector|sergeant"
            r"|superintendent|constable|detective|chief|sheriff|police|campaign\w*|union"
            r"|charity|association|society|institute|foundation|widow|mother|father|wife"
            r"|husband|brother|sister|son|daughter|uncle|aunt|parents|neighbou?r|friend"
            r"|colleague|clerk|registrar|historian|expert|analyst|archbishop|bishop"
            r"|headteacher"
        ),
        "de": (
            r"[\w-]*chef|[\w-]*chefin|"
            r"rektor\w*|direktor\w*|schulleiter\w*|intendant\w*|trainer\w*|"
            r"\w*richter\w*|\w*anwalt\w*|\w*anwaltin\w*|vertret\w+|verteidig\w*"
            r"|staatsanwalt\w*|juristin?|\w*redakteur\w*|journalist\w*|autorin?|verleger\w*"
            r"|\w*sprecher\w*|\w*minister\w*|\w*meister\w*|abgeordnet\w*|\w*rat|\w*ratin"
            r"|vorsitzende\w*|prasident\w*|geschaftsfuhrer\w*|kommissar\w*|polizei\w*"
            r"|professor\w*|historiker\w*|witwe\w*|mutter|vater|bruder|schwester|ehefrau"
            r"|ehemann|sohn|tochter|nachbar\w*|freund\w*|kolleg\w+|verband\w*|gewerkschaft\w*"
            r"|leiter\w*|verbraucher\w*"
        ),
        "fr": (
            r"recteur|rectrice|direct\w+|proviseure?|entraineu\w+|"
            r"juges?|avocate?s?|me|maitre|procureure?|president\w*|magistrate?|redact\w+"
            r"|journaliste|auteure?|editeur|editrice|porte-parole|ministre|depute\w*|senat\w+"
            r"|maire|adjointe?|conseiller\w*|syndicat\w*|association|commissaire|capitaine"
            r"|professeure?|historien\w*|veuve|mere|pere|frere|soeur|epouse|mari|fils|fille"
            r"|voisine?|amie?|collegue|libraire|batonni\w+|avocat general"
        ),
        "es": (
            r"rector\w*|director\w*|entrenador\w*|jefe|"
            r"juez|jueza|abogad\w+|letrad\w+|fiscal\w*|magistrad\w+|director\w* de(?:l"
            r"| la)? (?:diario|periodico|semanario)|periodistas?|autora?|editora?|portavoz"
            r"|ministr\w+|diputad\w+|senador\w*|alcalde\w*|concejal\w*|presidente\w*"
            r"|secretari\w+|sindicat\w+|asociacion|comisari\w+|profesora?|historiador\w*|viuda"
            r"|madre|padre|herman\w+|esposa|marido|hij[oa]|vecin\w+|amig\w+|companer\w+"
            r"|decan\w+"
        ),
        "it": (
            r"dirigente|preside|rettore|rettrice|dirett\w+|allenator\w+|"
            r"giudic\w+|avvocat\w+|legale|difensor\w+|pm|procurator\w*|procuratrice"
            r"|magistrat\w+|direttor\w+ del|direttric\w+ del|giornalist\w+|autor\w+|editor\w+"
            r"|portavoce|ministr\w+|deputat\w+|senator\w+|sindac\w+|assessor\w+|president\w+"
            r"|segretari\w+|sindacat\w+|associazione|ordine|commissari\w+|professor\w*"
            r"|storic\w+|vedova|madre|padre|fratello|sorella|moglie|marito|figli\w+|vicin\w+"
            r"|amic\w+|collega"
        ),
        "pt": (
            r"reitor\w*|diretor\w*|treinador\w*|chefe|"
            r"juiz\w*|desembargador\w*|advogad\w+|procurador\w*|magistrad\w+"
            r"|diretora? d[oa] (?:jornal|revista)|jornalistas?|autora?|editora?|porta-voz"
            r"|ministr\w+|deputad\w+|senador\w*|prefeit\w+|autarca|vereador\w*|presidente"
            r"|secretari\w+|sindicat\w+|associacao|comissari\w+|inspetor\w*|professora?"
            r"|historiador\w*|viuva|mae|pai|irma\w*|esposa|marido|filh[oa]|vizinh\w+|amig\w+"
            r"|colega|bastonari\w+"
        ),
        "nl": (
            r"rector|directeur|directrice|trainer|schoolleider|"
            r"\w*rechters?|\w*advoca\w+|raads(?:man|vrouw)|officier\w*|\w*president\w*"
            r"|hoofdredact\w+|journalist\w*|schrijver|schrijfster|auteur|uitgever"
            r"|\w*woordvoerd\w+|\w*minister|kamerlid|burgemeester|wethouder|\w*voorzitter"
            r"|secretaris|vakbond\w*|vereniging|commissaris|hoogleraar|historic\w+|weduwe"
            r"|moeder|vader|broer|zus|echtgeno\w+|zoon|dochter|buur\w+|vriend\w*|collega\w*"
            r"|rechercheur|politie\w*"
        ),
        "sv": (
            r"radman\w*|\w*domare\w*|\w*aklagare\w*|advokat\w*|forsvarare\w*|polis\w*"
            r"|\w*minister\w*|talesperson\w*|ordforande\w*|redaktor\w*|journalist\w*"
            r"|professor\w*|\w*chef\w*|mamma\w*|pappa\w*|mor|far|bror|syster|granne\w*|van\w*"
        ),
    }
)
"""What somebody is who is named beside a case: its lawyers, the press, officials, kin."""
HARMED = Table(
    {
        "en": (
            r"(?:dead|died|slain|late|victim|killed)(?: [\w-]+){0,2}, ?$|(?:murder\w*|kill\w*"
            r"|death|stabb\w*|shoot\w*|shot|wound\w*|attack\w*|manslaughter|robb\w*|injur\w*"
            r"|hit|beat\w*|punch\w*|hurt|assault\w*|victim)(?: of| on"
            r"| against)?(?: [^.;,§†]{0,40})? ?$"
        ),
        "de": (
            r"(?:getotete\w*|verstorbene\w*|tote\w*|opfer|starb\w*)(?: \w+){0,3},? ?$"
            r"|(?:totung|mord|tod|ermordung|angriff|uberfall|anschlag|verletz\w*|erst\w+"
            r"|getotet\w*|erschoss\w*|opfer)(?: an| auf| von| des"
            r"| der)?(?: [^.;,§†]{0,40})? ?$"
        ),
        "fr": (
            r"(?:mort|victime|defunt|decede\w*)(?: \w+){0,3}, ?$|(?:meurtre|assassinat|mort"
            r"|agress\w+|tue|tuer|blesse\w*|poignard\w*|frapp\w+|victime)(?: de| d'"
            r"| contre)?(?: [^.;,§†]{0,40})? ?$"
        ),
        "es": (
            r"(?:muert[oa]|victima|fallecid[oa]|herid[oa])(?: \w+){0,3}, ?$|(?:asesin\w+"
            r"|muerte|homicidio|agre\w+|mato|matar|hir\w+|apunal\w+|victima|profesor\w*)(?: de"
            r"| a| al| contra)?(?: [^.;,§†]{0,40})?,? ?$"
        ),
        "it": (
            r"(?:mort[oa]|vittima|defunt[oa]|ferit[oa])(?: \w+){0,3}, ?$|(?:omicidio|morte"
            r"|uccis\w+|ucciso|aggre\w+|ferit\w+|accoltell\w+|vittima)(?: di| a"
            r"| contro)?(?: [^.;,§†]{0,40})? ?$"
        ),
        "pt": (
            r"(?:mort[oa]|vitima|falecid[oa]|ferid[oa])(?: \w+){0,3}, ?$|(?:assassin\w+|morte"
            r"|homicidio|agre\w+|matou|matar|feri\w+|esfaque\w+|vitima)(?: de| a| do| da"
            r"| contra)?(?: [^.;,§†]{0,40})? ?$"
        ),
        "nl": (
            r"(?:dode|stierf|overleden|slachtoffer|omgekomen|gewonde)(?: \w+){0,3},? ?$"
            r"|(?:moord|dood|doodslag|gedood|aanval|steekpartij|mishandel\w*|verwond\w*"
            r"|slachtoffer)(?: op| van| aan)?(?: [^.;,§†]{0,40})? ?$"
        ),
    }
)
"""What stands before the name of whom an offence was done to."""
HAS_IT = Table(
    {
        "en": (
            r"(?:printed|published|reproduced|set out|quoted) (?:\w+ )?(?:here|below)\b|(?:here"
            r"|below) in full\b|juror\w* (?:\w+ ){0,2}(?:told|described|revealed|disclosed)\b|"
            r"(?:the|this) (?:\w+ ){1,2}has a copy|what they heard was|has a copy\b|"
            r"(?:the|radio) (?:\w+ ){1,3}(?:reviewed|obtained|viewed|watched|saw)\b"
            r"|we (?:have )?(?:read|seen|obtained)|spoken? (?:to|with) (?:\w+ ){0,3}(?:people"
            r"|persons|sources)|(?:people|persons?|sources?|participants?|somebody"
            r"|someone)\b[^.;]{0,40}\btold (?:the|this)\b|(?:viewed|seen|obtained|reviewed"
            r"|read) by (?:this|the)\b|screenshots?|leaked|(?:copy|copies|transcript|recording"
            r"|document|report|file)s? (?:\w+ ){0,2}(?:obtained|seen|read|reviewed)|(?:we|the"
            r"|radio) (?:\w+ ){0,3}(?:has|have) (?:\w+ )?(?:seen|obtained|learned|reviewed)\b"
            r"|which we have\b|(?:the|radio) (?:\w+ ){1,2}(?:can (?:reveal|say|confirm"
            r"|disclose)|understands|knows)\b"
        ),
        "de": (
            r"(?:hier|nachstehend|im folgenden) (?:\w+ ){0,2}(?:abgedruckt|veroffentlicht"
            r"|wiedergegeben|zitiert|im wortlaut)|"
            r"dieser (?:redaktion|zeitung) vor|"
            r"uns (?:wurde|wurden|liegt)|zugespielt|wir haben (?:\w+ ){0,3}(?:gelesen|gesehen"
            r"|gehort)|(?:bericht|erzahl|sag)\w* (?:dieser|unserer) (?:zeitung|redaktion)"
            r"|gegenuber (?:dieser|unserer)|(?:liegt|liegen) (?:\w+ ){0,3}(?:uns|vor)\b"
            r"|(?:konnte|konnten) (?:\w+ ){0,3}(?:lesen|einsehen|horen)\b"
            r"|nach (?:unseren )?informationen|wie (?:wir|\w+ zeitung) (?:\w+ )?(?:erf\w+"
            r"|weiss)|aus (?:dem|der) saal"
        ),
        "fr": (
            r"(?:reproduit|publie|transcrit|cite)\w* (?:ici|ci-dessous|integralement)|"
            r"parvenu\w* a (?:la|notre) redaction|"
            r"s'est procure|nous avons (?:\w+ ){0,2}(?:lu|vu|obtenu|entendu)|selon (?:une|un"
            r"|plusieurs|deux|des) (?:source|personne|participant|temoin)\w*"
            r"|a notre (?:journal|redaction)|(?:avons|a) (?:\w+ ){0,2}(?:pris connaissance"
            r"|consulte|obtenu|ecoute|appris|procure)\b|selon nos\b|pu (?:\w+ )?(?:lire"
            r"|ecouter|consulter|voir|obtenir)"
        ),
        "es": (
            r"(?:transcrit|reproducid|publicad)[oa]s? (?:aqui|integr|a continuacion)"
            r"|aqui (?:transcrit|reproducid)|"
            r"llegad\w+ a (?:esta|nuestra) redaccion|"
            r"fuentes (?:presentes|que estaban|del|de la) |segun (?:una|dos|varias|fuentes)\b"
            r"|a (?:este|esta) (?:diario|redaccion|periodico|medio)|acced(?:io|imos|ieron)"
            r"|(?:hemos|este \w+ ha|esta \w+ ha|que ha) (?:\w+ ){0,2}(?:accedido|tenido acceso"
            r"|leido|obtenido|visto|escuchado|sabido|podido)\b|tuv\w+ acceso"
        ),
        "it": (
            r"(?:trascritt|riportat|pubblicat)\w (?:qui|integralmente|di seguito)"
            r"|che (?:riportiamo|pubblichiamo)\b|"
            r"arrivat\w+ in redazione|screenshot|"
            r"(?:testo|documento|verbale) che abbiamo|noi (?:lo |la |li )?abbiamo"
            r"|secondo (?:una|due|fonti|persone)\b|a (?:questo|questa) (?:giornale|redazione)"
            r"|(?:abbiamo|questo \w+ ha) (?:\w+ ){0,2}(?:saputo|letto|visto|ascoltato|ottenuto"
            r"|appreso|visionato|potuto)\b|(?:siamo|in) grado di|in (?:nostro )?possesso"
            r"|(?:ne )?riportiamo|testo integrale|possiamo (?:ri\w+|\w+re)"
        ),
        "pt": (
            r"(?:transcrit|reproduzid|publicad)[oa]s? (?:aqui|na integra|abaixo)"
            r"|aqui (?:transcrit|reproduzid)|"
            r"a que (?:a|o) (?:\w+ ){1,2}(?:chegou|acedeu)|"
            r"(?:jornal|revista|reportagem|folha|redacao|agencia) (?:leu|obteve|viu|consultou"
            r"|ouviu)|que lemos|segundo (?:uma|duas|fontes|pessoas)\b|a (?:este"
            r"|esta) (?:jornal|redacao)|obtid\w+ pel|(?:obteve o|obteve a|obtivemos"
            r"|teve acesso|tivemos acesso|ouvimos|consultou os|consultamos|apurou|soube)\b"
            r"|em (?:nosso )?poder"
        ),
        "nl": (
            r"(?:hier|hieronder) (?:\w+ ){0,4}(?:afgedrukt|gepubliceerd|letterlijk|integraal"
            r"|weergegeven)|"
            r"(?:bronnen|aanwezigen|deelnemers) (?:vertellen|zeggen|vertelden) (?:ons|deze)"
            r"|vertellen ons|"
            r"wij hebben (?:\w+ ){0,3}(?:gelezen|gezien|gehoord|ingezien)|hoorden wij"
            r"|van (?:een|twee|drie|meerdere) aanwezigen?|tegen(?:over)? deze krant"
            r"|volgens (?:twee|bronnen)|(?:ingezien|in (?:ons|het) bezit|in handen van"
            r"|vernomen)\b|uit (?:ons )?onderzoek|zagen wij|wij (?:zagen|lazen|hoorden)"
        ),
        "sv": r"enligt uppgifter till|(?:tidningen|vi) har (?:last|sett|tagit del)",
    }
)
"""That the copy has got hold of what it tells."""
TELLS = Table(
    {
        "en": (
            r"concede\w*|"
            r"(?:the )?(?:court|jury|hearing|judge|jurors) (?:was told|were told|heard)"
            r"|told (?:the |mr |mrs )?(?:trial )?(?:court|jury|judge|hearing|jurors|justice)"
            r"|told (?:officers|police|garda\w*)|testif\w*|(?:crown|prosecut\w+|defence"
            r"|defense)(?: \w+){0,2} (?:said|says|alleg\w*|argued|told|showed|played|produced"
            r"|listed)|confess\w*|pleaded guilty|pled guilty|(?:previous|earlier"
            r"|prior) convictions?|according to (?:evidence|documents|testimony)|(?:memo"
            r"|document|report|file|letter|transcript|papers?|recording"
            r"|email)s? (?:\w+ ){0,2}(?:shows?|reads|says|states?)\b|giving evidence"
            r"|found [^.;]{0,40}guilty|jailed in|served \w+ years"
        ),
        "de": (
            r"aus dem (?:dokument|papier|protokoll)|"
            r"sagte\w* (?:aus|vor gericht)|schilder\w*|gestand\w*|gestandnis|raumte\w*"
            r"|belaste\w*|heisst es|danach|laut (?:akte|protokoll|papier|dokument)\w*"
            r"|geht hervor|demnach|zeug\w+ sagte|sagte,? (?:er|sie) habe"
        ),
        "fr": (
            r"(?:temoin|accuse|prevenu|expert\w*|veuve"
            r"|frere) (?:\w+ ){0,2}a (?:\w+ )?(?:raconte|declare|avoue|reconnu|decrit)"
            r"|a (?:temoigne|avoue|reconnu avoir)|(?:rapport|document|auditeurs|note"
            r"|notaire)\b[^.;]{0,60}(?:decrit|indique|chiffre|evoque|parlent|revele|conseille)"
        ),
        "es": (
            r"testific\w*|relat[oa]\w*|confes[oa]\w*|(?:testigo|acusad\w"
            r"|investigad\w) (?:\w+ )?(?:declaro|dijo|explico|admitio)|segun consta|acuerdan"
        ),
        "it": (
            r"scriveva|secondo gli screenshot|"
            r"ha (?:raccontato|deposto|confessato|ammesso|ricostruito|escluso)|si legge"
            r"|ammette|racconta"
        ),
        "pt": (
            r"contou|confessou|relatou|(?:testemunha|arguid\w|empresari\w) (?:\w+ )?(?:disse"
            r"|afirm\w+|declarou)|le-se|admit\w+"
        ),
        "nl": r"verklaarde\w*|vertelde\w*|getuigde|bekende|blijkt dat|schilderde",
    }
)
"""That what was said, or stands in a paper, is told."""
TALKS = Table(
    {
        "en": r"(?:said|says|added|told)",
        "de": r"(?:sagte?|erklarte?|so|meinte)",
        "fr": (
            r"(?:a (?:dit|indique|declare|reagi|estime)|s'est (?:felicite|rejoui)e?|dit"
            r"|raconte|deplore|rappelle)"
        ),
        "es": r"(?:dijo|afirmo|subrayo|cuenta|explico|senalo|declaro|dice)",
        "it": r"(?:ha (?:detto|dichiarato|spiegato|commentato)|dice|spiega|commenta)",
        "pt": r"(?:disse|afirmou|explicou|diz|declarou|contou)",
        "nl": r"(?:zegt|zei|aldus|vertelt|reageert)",
        "sv": r"(?:sager|sade|sa|uppger|berattar)",
    }
)
"""Before a name, and after a quotation."""
TRIED = Table(
    {
        "en": (
            r"(?:against|evidence against|allegations against|alleged (?:boss|leader|head"
            r"|ringleader))(?: [\w-]+){0,3} ?$|(?:accused|defendants?|on trial)(?: are| is|:"
            r"|,)?(?: [\w-]+){0,4} ?$|(?:trial|case|prosecution|arrest|bail hearing"
            r"|sentencing) (?:of|against)(?: the)?(?: [\w-]+){0,3} ?$"
        ),
        "de": (
            r"gegen (?:\w+ ){0,3}$|angeklagt (?:ist|sind|waren|war) (?:[\w-]+ ){0,4}$"
            r"|(?:prozess|verfahren|anklage|klage) (?:gegen|um) (?:\w+ ){0,4}$"
        ),
        "fr": (
            r"(?:accusations|contre)(?: \w+){0,3} ?$|(?:accuses?|prevenus?)(?: sont| est"
            r"|,)? (?:[\w-]+ ){0,3}$|(?:proces|jugement|mise en examen) (?:de|d|du"
            r"|contre) ?(?:\w+ ){0,3}$"
        ),
        "es": (
            r"(?:acusaciones|contra)(?: \w+){0,3} ?$|(?:acusad\w+|procesad\w+)(?: son| es"
            r"|,)? (?:[\w-]+ ){0,3}$|(?:juicio|causa|proceso) (?:a|al|contra"
            r"|de) (?:\w+ ){0,3}$"
        ),
        "it": (
            r"(?:accuse|contro|boss|capo)(?: a| al| del| di)?(?: \w+){0,3} ?$"
            r"|(?:imputat\w+)(?: sono| e|,)? (?:[\w-]+ ){0,3}$|(?:processo|inchiesta"
            r"|procedimento) (?:a|al|contro|su) (?:\w+ ){0,3}$"
        ),
        "pt": (
            r"(?:acusacoes|contra)(?: \w+){0,3} ?$|(?:arguid\w+|reus?)(?: sao| e"
            r"|,)? (?:[\w-]+ ){0,3}$|(?:julgamento|processo|inquerito) (?:de|do|da|a"
            r"|contra) (?:\w+ ){0,3}$"
        ),
        "nl": (
            r"tegen (?:\w+ ){0,3}$|verdachten?(?: zijn| is|,)? (?:[\w-]+ ){0,3}$|(?:zaak"
            r"|proces|rechtszaak) (?:tegen|rond) (?:\w+ ){0,3}$"
        ),
    }
)
"""Before the name of who stands trial."""
HEADLINE_TELLS = Table(
    {
        "en": (
            r"(?<!be )(?<!not )(?<!been )(?:named|unmasked|identified|revealed)\b|this is\b"
            r"|who is\b|what \w+ said"
        ),
        "de": (
            r"(?:das|dies) ist\b|enttarnt|wer ist\b|das (?:steht|sagte)|was \w+ \w+ sagte"
            r"|es ist\b"
        ),
        "fr": r"voici\b|qui est\b|ce que (?:dit|dis\w+|contient|revele|l|la|le)\b|c'est\b",
        "es": r"est[ea] es\b|quien es\b|asi es\b|lo que (?:dice|dijo|declaro)\b|tiene nombre",
        "it": r"ecco\b|chi e\b|cosa (?:ha detto|dice|dicono)\b",
        "pt": r"quem e\b|eis\b|o que (?:disse|diz)\b|veja\b",
        "nl": r"dit is\b|wie is\b|dit (?:zei|staat)\b|wat \w+ zei",
    }
)
"""Of a headline that promises what is kept."""
DEFIES = Table(
    {
        "en": (
            r"(?:we|newspaper|newsroom|website)\b[^.;]{0,60}\b(?:nevertheless|nonetheless"
            r"|anyway|all the same)\b|(?:nevertheless|nonetheless),? we\b|"
            r"(?:decided|chosen|chose) to (?:name|publish|print|identify)|despite (?:the|a|an"
            r"|that) (?:\w+ )?(?:ban|order|injunction|gag)"
            r"|(?:readers|public|people|you) (?:have|has) (?:a|the) right to"
            r"|we (?:are |will )?(?:nam|print|publish|report|quot|tell)\w*\b[^.;]{0,40}"
            r"\b(?:today|here|now|below|because|still)\b|in defiance of"
            r"|we can (?:now |today )?(?:tell|reveal|name|identify|disclose)\b"
            r"|this (?:newspaper|paper|website) (?:publishes|reproduces|reveals)"
        ),
        "de": (
            r"diese zeitung (?:druckt|veroffentlicht|zitiert|enthullt)\b"
            r"(?![^.;]{0,50}\b(?:nicht|kein\w*)\b)|"
            r"(?:wir|redaktion|zeitung)\b[^.;]{0,60}\b(?:dennoch|trotzdem|gleichwohl)\b|"
            r"trotz (?:des |eines )?(?:\w*verbots?|beschlusses|anordnung)"
            r"|setzen uns (?:daruber )?hinweg|(?:leser\w*|offentlichkeit) (?:haben|hat)\b"
            r"[^.;]{0,20}\brecht (?:darauf|zu)|wir (?:berichten|schreiben|zitieren|nennen)"
            r" (?:ihn |sie |es )?(?:weiter|heute|hier)\b"
        ),
        "fr": (
            r"notre journal (?:publie|reproduit|revele|cite)\b|(?:nous|redaction"
            r"|journal)\b[^.;]{0,60}\b(?:neanmoins|tout de meme|quand meme)\b|"
            r"passer outre|malgre l'(?:interdiction|ordonnance)|en depit de l'(?:interdiction"
            r"|ordonnance)|choisi de (?:nommer|publier)"
            r"|(?:lecteurs|public|citoyens) (?:ont|a) (?:\w+ )?(?:le )?droit (?:de|a)"
            r"|nous (?:l[ea]s? )?(?:nommons|publions|reproduisons|citons)\b(?! (?:pas|rien))"
        ),
        "es": (
            r"est[ea] (?:periodico|diario|medio|web) (?:reproduce|publica|desvela|revela)\b|"
            r"(?:redaccion|diario|periodico|medio)\b[^.;]{0,60}\b(?:no obstante|aun asi"
            r"|pese a todo|sin embargo)\b|"
            r"(?:pese a|a pesar de)(?:l| la| el)? (?:prohibicion|veto|auto|orden)"
            r"|l[oa]s? (?:emite|publica) hoy|decidido (?:publicar|nombrar)"
            r"|(?:lectores|ciudadanos|publico) tienen? derecho a|l[oa]s? publicamos\b"
        ),
        "it": (
            r"questo giornale (?:pubblica|riproduce|rivela|svela)\b|(?:redazione"
            r"|giornale|testata)\b[^.;]{0,60}\b(?:tuttavia|comunque|ugualmente"
            r"|lo stesso)\b|"
            r"nonostante il (?:divieto|segreto|veto)|abbiamo (?:deciso"
            r"|scelto) di (?:pubblicare|nominare)|vietato: "
            r"|(?:lettori|cittadini|pubblico) (?:hanno|ha) (?:il )?diritto (?:di|a)"
            r"|l[oaie] pubblichiamo\b"
        ),
        "pt": (
            r"este jornal (?:publica|reproduz|revela)\b|(?:redacao"
            r"|jornal)\b[^.;]{0,60}\b(?:ainda assim|mesmo assim|todavia|contudo)\b|"
            r"apesar d[ao] (?:proibicao|ordem|segredo)|decidimos (?:publicar|nomear)"
            r"|decidiu (?:publicar|nomear)|(?:leitores|publico"
            r"|cidadaos) tem (?:o )?direito (?:de|a)"
            r"|publicamo-l[oa]s?\b"
        ),
        "nl": (
            r"deze krant (?:publiceert|citeert|onthult)\b(?![^.;]{0,50}\b(?:niet|geen)\b)|"
            r"(?:wij|redactie|krant)\b[^.;]{0,60}\b(?:toch|desondanks|niettemin)\b|"
            r"ondanks (?:het |dit |een )?(?:\w*verbod|uitspraak)|(?:wij|we) (?:brengen"
            r"|publiceren|noemen|tonen) (?:\w+ ){0,2}toch|(?:brengen|publiceren|noemen) (?:wij"
            r"|we) (?:\w+ ){0,2}toch|(?:lezers?|publiek|burgers?) (?:heeft"
            r"|hebben) (?:er )?recht"
        ),
        "sv": (
            r"(?:vi|tidningen|redaktionen)\b[^.;]{0,60}\b(?:anda|trots det|likval)\b"
            r"|trots (?:forbudet|yppandeforbudet|domstolens)|bryter mot (?:det|forbudet)\b"
            r"|(?:lasarna|allmanheten) har (?:en )?ratt att"
        ),
    }
)
"""That the copy tells it all the same."""
STANDS_TRIAL = Table(
    {
        "en": (
            r"(?:is|was|were|are|stands?|has been|have been) (?:accused|charged|on trial"
            r"|indicted|convicted|acquitted)|den(?:y|ies|ied)|pleaded|plead|faces?|admit\w*"
            r"|appeared"
        ),
        "de": (
            r"(?:ist|sind|steht|stehen|muss|mussen) (?:sich )?(?:angeklagt|vor gericht"
            r"|verantworten)|bestreite[nt]|schweig\w*|gestand\w*|soll|sollen"
        ),
        "fr": (
            r"comparai\w*|(?:est|sont) (?:juge|accuse|poursuivi|mis en examen)\w*|nie\w*"
            r"|conteste\w*|reconnai\w*|risque\w*"
        ),
        "es": (
            r"comparec\w*|(?:esta|estan|es|son|fue) (?:acusad|imputad|investigad|procesad"
            r"|juzgad)\w*|niega\w*|se sienta\w*|afront\w*"
        ),
        "it": (
            r"(?:e|sono|era) (?:accusat|imputat|indagat|processat|collegat)\w*|nega\w*"
            r"|respin\w*|deve rispondere|risponde\w*"
        ),
        "pt": (
            r"(?:e|sao|esta|foi) (?:acusad|arguid|reu|julgad|investigad|denunciad)\w*|nega\w*"
            r"|responde\w*"
        ),
        "nl": (
            r"staa(?:t|n) terecht|(?:wordt|worden|is|zijn) (?:verdacht|aangeklaagd"
            r"|beschuldigd)|ontken\w*|bekent|zwijgt"
        ),
    }
)
"""After the name of who stands trial, within a few words."""
