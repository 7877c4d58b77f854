"""Pure: how seven languages say that something is kept from print, over folded text."""

from __future__ import annotations

from services.moderation.courts.table import Table

KEEPS = Table(
    {
        "en": (
            r"(?:not|never|nobody|no one)\b[^.;]{0,30}\brepeat\w*|no (?:reporting|publicity"
            r"|publication)\b|"
            r"(?:forb\w+|prohibit\w*|ban\w*|bar\w*) (?:\w+ ){0,2}(?:account|coverage|mention"
            r"|anything|description|details?|photographs?)\b|only (?:by|as"
            r"|under) (?:\w+ ){0,2}(?:initials?|letters?|pseudonym|first name)"
            r"|sworn to (?:secrecy|silence)|(?:nothing|no word)\b[^.;]{0,30}\b(?:leave"
            r"|outside)|(?:not|never|nothing|nobody|no one|no (?:report|account|word|detail"
            r"|part)\w*)\b[^.;]{0,50}?\b(?:named|identified|(?:made|be) public|published"
            r"|reported|printed|disclosed|revealed|broadcast|released|identify|publish|name"
            r"|print|report|disclose|reveal|leave the room)\b|(?:bar|bars|barred|barring"
            r"|bann?\w*|forb\w+|prohibit\w*|prevent\w*|stop(?:s|ped|ping)?|restrain\w*"
            r"|postpon\w*|suppress\w*|seal(?:s|ed|ing)?|withh\w+)\b[^.;]{0,90}?\b(?:nam(?:e|es"
            r"|ed|ing)|identif\w+|identit\w+|publi[sc]\w+|report(?:s|ing|ed)?|disclos\w*"
            r"|reveal\w*|print\w*|broadcast\w*|settlement|terms|documents?|recordings?"
            r"|transcripts?)\b|(?:names?|identit(?:y|ies)|whereabouts|terms|settlement|report"
            r"|testimony|recordings?|documents?)\b[^.;]{0,50}?\b(?:suppressed|secret|sealed"
            r"|withheld|confidential|protected|shielded|concealed|under wraps|be (?:kept"
            r"|hidden))\b|(?:protect\w*|shield\w*|conceal\w*|hid(?:es?|ing)"
            r"|guard\w*)\b[^.;]{0,30}\b(?:names?|identit\w+|whereabouts)\b|anonymity"
            r"|name suppression|suppression orders?|(?:known"
            r"|referred to)[^.;]{0,30} only (?:as|by)|free to (?:write|report"
            r"|publish)\b[^.;]{0,60}\bonly|keeps? [^.;]{0,40}\b(?:names?"
            r"|identit\w+)\b[^.;]{0,30}\bsecret"
        ),
        "de": (
            r"(?:niemand|nicht|nichts)\b[^.;]{0,30}\b(?:daruber"
            r"|davon)\b[^.;]{0,20}\b(?:sprechen|reden|berichten|schreiben|erzahlen)|"
            r"(?:nicht|niemals)\b[^.;]{0,40}\b(?:kenntlich|erkennbar|in die offentlichkeit"
            r"|an die offentlichkeit|nach aussen|in der zeitung)\b|(?:stillschweigen|schweigen"
            r"|geheimhaltung|verschwiegenheit)\b[^.;]{0,30}\b(?:verpflicht\w*|auferlegt"
            r"|verhangt|verdonnert)|(?:nur|lediglich) (?:mit|unter) (?:\w+ )?(?:initialen"
            r"|kurzel|anfangsbuchstaben|decknamen)|(?:nicht|kein\w*|niemand"
            r"|nichts)\b[^.;]{0,60}?\b(?:genannt|nenn\w+|veroffentlich\w*|verbreit\w*"
            r"|bekannt\w*|offentlich\w*|publik|preis\w*|identifizier\w+|bericht\w*|gesendet"
            r"|gezeigt|abgebildet|offen\w*|enthull\w+|erfahren)\b|(?:untersag\w*|verb(?:ot|iet"
            r"|iete)\w*|verwehr\w*|verpflichte\w*)\b[^.;]{0,100}?\b(?:name\w*|nenn\w+"
            r"|identi\w+|bericht\w*|veroffentlich\w*|verbreit\w*|inhalt\w*|bekannt\w*"
            r"|schreiben|geheimhaltung|schweigen|verschwiegenheit)\b|(?:name[ns]?|identitat"
            r"|wohnort|bild\w*|inhalt\w*|akten?|vergleich"
            r"|gutachten)\b[^.;]{0,60}?\b(?:geheim\w*|anonym\w*|unter verschluss|vertraulich"
            r"|untersagt|verboten|nicht \w+)\b|anonymitat|unter verschluss|erst nach (?:dem"
            r"|der) (?:urteil|ende)\w*"
        ),
        "fr": (
            r"(?:ne|n)\b[^.;]{0,40}\b(?:parler|repeter|ecrire|raconter)\b|"
            r"(?:que par|seulement par|sous) (?:\w+ ){0,2}(?:lettres|initiales|pseudonyme)"
            r"|(?:interdi\w*|defen\w+)\b[^.;]{0,60}\b(?:compte rendu|mention|detail|element"
            r"|photograph\w*)|tenu\w* au (?:secret|silence)|garder le silence|(?:ne"
            r"|n)\b[^.;]{0,60}?\b(?:nomm\w+|identifi\w*|publi\w*|diffus\w*|divulg\w*|revel\w*"
            r"|rendue?s? publi\w*|rendre (?:compte|public\w*)|dire qui|cite\w*)\b"
            r"|(?:interdi\w*|defense|defendu|prohib\w*|enjoi\w+)\b[^.;]{0,90}?\b(?:noms?"
            r"|nommer|identi\w*|publi\w*|diffus\w*|divulg\w*|revel\w*|rendre compte"
            r"|comptes? rendus?|presse|medias|journalistes)\b|(?:noms?|identite|adresse"
            r"|rapport|document\w*|contenu|enregistrement\w*"
            r"|accord)\b[^.;]{0,60}?\b(?:secret\w*|confidentiel\w*|anonym\w*|tue?s?"
            r"|sous scelles|protege\w*|cache\w*|reserve\w*)\b|anonymat"
        ),
        "es": (
            r"no\b[^.;]{0,40}\b(?:repit\w*|hablar|escrib\w*|emit\w*)|(?:solo"
            r"|unicamente) como\b|"
            r"(?:prohib\w*|vet(?:o|a|ado)|impid\w*)\b[^.;]{0,60}\b(?:datos?|mencion|referencia"
            r"|detalle|imagen\w*|reconoc\w*)|no\b[^.;]{0,40}\b(?:adelant\w*|reproduc\w*"
            r"|mencion\w*|filtr\w*|salga\w*|cuent\w*|reconoc\w*)|(?:solo|unicamente) (?:por"
            r"|con) (?:\w+ ){0,2}(?:iniciales|letras|seudonimo)|deber de (?:silencio|reserva)"
            r"|no\b[^.;]{0,50}?\b(?:publi\w*|difun\w*|revel\w*|divulg\w*|identifi\w*|nombr\w*"
            r"|conoz\w*|trascien\w*|desvel\w*)\b|(?:prohib\w*|vet(?:o|a|ado|ada)|impid\w*"
            r"|impide|abst\w+|censur\w*)\b[^.;]{0,90}?\b(?:nombr\w*|identi\w*|publi\w*|difu\w*"
            r"|revel\w*|divulg\w*|inform\w*|medios|prensa|datos)\b|(?:nombres?|identidad"
            r"|domicilio|acuerdo|informe|grabacion\w*|contenido)\b[^.;]{0,60}?\b(?:secret\w*"
            r"|reserva\w*|ocult\w*|anonim\w*|protegid\w*|confidencial\w*)\b|anonimato"
        ),
        "it": (
            r"non\b[^.;]{0,40}\b(?:scriver\w*|dir\w* come|chiam\w*)|"
            r"(?:viet\w*|divieto|proib\w*)\b[^.;]{0,60}\b(?:elemento|riferimento|dettagl\w*"
            r"|immagin\w*|riconosc\w*|racconto|resoconto)|(?:solo|soltanto) (?:con"
            r"|per) (?:\w+ ){0,2}(?:iniziali|lettere|pseudonimo)"
            r"|non\b[^.;]{0,40}\b(?:riconosc\w*|riport\w*|trapel\w*|racconta\w*|anticip\w*"
            r"|esc\w+)|(?:obbligo|vincolo|dovere) (?:di|al) (?:silenzio|riserbo|segreto)"
            r"|(?:tenut\w+|obbligat\w+) al (?:silenzio|segreto|riserbo)"
            r"|non\b[^.;]{0,50}?\b(?:pubblic\w*|rivel\w*|diffon\w*|diffus\w*|divulg\w*"
            r"|nomin\w*|identific\w*|not[aeio]|rifer\w*|dire chi)\b|(?:viet\w*|divieto"
            r"|inibi\w*|diffid\w*|proib\w*)\b[^.;]{0,90}?\b(?:nom[ei]|nomin\w*|identi\w*"
            r"|pubblic\w*|diffon\w*|diffus\w*|rivel\w*|divulg\w*|rifer\w*|not[aeio]|stampa"
            r"|giornal\w*|generalita)\b|(?:nom[ei]|identita|rifugio|verbal\w*|rapporto"
            r"|contenuto|accordo)\b[^.;]{0,60}?\b(?:segret\w*|riservat\w*|protett\w*|copert\w*"
            r"|anonim\w*|secretat\w*)\b|anonimato"
        ),
        "pt": (
            r"nao\b[^.;]{0,40}\b(?:repet\w*|falar|escrev\w*)|(?:so|apenas) como\b"
            r"|confidencialidade|"
            r"(?:proib\w*|ved\w+|imped\w*)\b[^.;]{0,60}\b(?:dados?|referencia|pormenor\w*"
            r"|imagens?|reproduz\w*|reconhec\w*|mensagens)|(?:apenas|so) (?:por|pelas?"
            r"|com) (?:\w+ ){0,2}(?:iniciais|letras|pseudonimo)"
            r"|nao\b[^.;]{0,40}\b(?:reproduz\w*|mencion\w*|antecip\w*|reconhec\w*|saia\w*"
            r"|contem)|(?:obrigad\w+|vinculad\w+|dever) (?:ao|de) (?:silencio|sigilo|segredo)"
            r"|nao\b[^.;]{0,50}?\b(?:public\w*|publiq\w*|divulg\w*|revel\w*|identific\w*"
            r"|nomead\w*|conhecid\w*|notici\w*|difun\w*)\b|(?:proib\w*|vet(?:ou|a|ada|ado)"
            r"|ved(?:ou|a|ada|ado)|imped\w*)\b[^.;]{0,90}?\b(?:nomes?|nomear|identi\w*"
            r"|publi\w*|divulg\w*|revel\w*|difu\w*|notici\w*|imprensa|jornais)\b|(?:nomes?"
            r"|identidade|morada|acordo|relatorio|conteudo|autos"
            r"|depoiment\w*)\b[^.;]{0,60}?\b(?:sigilo\w*|secret\w*|reservad\w*|protegid\w*"
            r"|anonim\w*|ocult\w*|confidencia\w*)\b|(?:sigilo|segredo"
            r"|reserva)\b[^.;]{0,50}?\b(?:nomes?|identidade|acordo|autos|depoiment\w*)\b"
            r"|anonimato"
        ),
        "nl": (
            r"(?:niemand|niet|niets)\b[^.;]{0,30}\b(?:erover|daarover)\b[^.;]{0,20}\b(?:praten"
            r"|spreken|berichten|schrijven)|"
            r"niet (?:met|bij) (?:\w+ )?naam|(?:niet|geen|niets)\b[^.;]{0,50}\b(?:herkenbaar"
            r"|naar buiten|in de (?:krant|media|openbaarheid)|uitlekken|doorvertel\w*)"
            r"|(?:alleen|slechts) (?:met|onder) (?:\w+ ){0,2}(?:initialen|letters?|pseudoniem"
            r"|nummer)|(?:zwijgen|geheimhouding|stilzwijgen)\b[^.;]{0,30}\b(?:opgelegd|legde"
            r"|verplicht\w*)|(?:niet|geen|nooit|niets|niemand)\b[^.;]{0,60}?\b(?:gepubliceerd"
            r"|publiceren|genoemd|noemen|bekend\w*|onthuld|onthullen|openbaar\w*|gedeeld"
            r"|vermeld\w*|bericht\w*|geidentificeerd|prijs\w*|in de (?:media|krant)"
            r"|naar buiten)\b|verb(?:od|oden|ood|iedt|ieden)\b[^.;]{0,90}?\b(?:naam|namen"
            r"|identi\w*|publi\w*|bericht\w*|noemen|onthul\w*|openbaar\w*|uitzend\w*|schrijven"
            r"|media|krant\w*)\b|(?:naam|namen|identiteit|woonplaats|adres|schikking|rapport"
            r"|stukken|inhoud)\b[^.;]{0,60}?\b(?:geheim\w*|anoniem\w*|afgeschermd|beschermd"
            r"|vertrouwelijk\w*|verborgen)\b|anonimiteit"
        ),
    }
)
"""That something is kept from print, in a sentence of a court."""
OF_A_NAME = Table(
    {
        "en": (
            r"nameless|unnamed|"
            r"initials?\b|letters?\b|recogni[sz]\w+|nam(?:e|es|ed|ing)\b|identi\w+|anonym\w+"
            r"|who (?:he|she|they|it) (?:is|are)\b|only as\b|whereabouts|new home|pseudonym"
        ),
        "de": (
            r"namenlos|ungenannt|namentlich|"
            r"kenntlich|erkennbar|initialen|kurzel|namen und|name[ns]?\b|nenn\w+|genannt"
            r"|namens\w+|identi\w+|anonym\w*|wohnort|verpixel\w*"
        ),
        "fr": (
            r"design\w+|"
            r"initiales|designer|lettres|reconna\w+|noms?\b|nomm\w+|identi\w+|anonym\w*"
            r"|dire qui|citer?\b"
        ),
        "es": (
            r"solo como|figur\w+|"
            r"iniciales|reconoc\w+|nombr\w*|identi\w+|anonim\w*|domicilio|paradero"
        ),
        "it": (
            r"chiam\w+|non va nominat\w+|"
            r"iniziali|riconosc\w+|nom[ei]\b|nomin\w+|identi\w+|anonim\w*|generalita|dire chi"
            r"|chi sia"
        ),
        "pt": (
            r"(?:so|apenas) como|"
            r"iniciais|reconhec\w+|nomes?\b|nome\w+|identi\w+|anonim\w*|morada"
        ),
        "nl": (
            r"initialen|herkenbaar|naam\b|namen\b|noemen|genoemd|identi\w+|anonie?m\w*"
            r"|herleid\w*|naar (?:hem|haar) kan"
        ),
    }
)
"""That the thing kept is who somebody is."""
OF_MATTER = Table(
    {
        "en": (
            r"leaked|(?:report|article|story|book|film) (?:on|about)\b|"
            r"affidavit|records?\b|submissions?|a word of|tapes?|video|footage|"
            r"account of|divorce|messages|photographs?|evidence|proceedings|convictions?"
            r"|documents?|contents?|report(?:s|ing)? of|trial|hearing|plea\w*|settlement|terms"
            r"|recording\w*|memo|details?|file|testimony|transcript\w*|argument|jury|jurors"
            r"|affair|private life|nothing|any report|said"
            r"|reasons?"
        ),
        "de": (
            r"vereinbarung|abrede|daraus|daruber|text\b|video\w*|aufnahme\w*|"
            r"sitzung|stillschweigen|schweigen|anwesende\w*|teilnehmer\w*|inhalt\w*|aussage\w*"
            r"|akte\w*|dokument\w*|vergleich\w*|gutachten\w*|beweis\w*|ehe\b|scheidung"
            r"|verhandlung\w*|vernehmung\w*|protokoll\w*|nachrichtensperre|berichterstattung"
            r"|uber\b"
        ),
        "fr": (
            r"videos?|images|"
            r"interrogatoire\w*|instruction|aveux|messages|debats|contenu\w*|rapport\w*"
            r"|document\w*|enregistrement\w*|audience\w*|compte rendu|deposition\w*|actes"
            r"|pieces|secret|liaison|conversations"
            r"|preuves?"
        ),
        "es": (
            r"videos?|emision|imagenes|"
            r"pericial|mensajes|vista|sesion|sumario|actuaciones|diligencias|grabacion\w*"
            r"|audios|contenido\w*|testimonio|declaracion\w*|informe|datos|vida privada"
            r"|secret\w*"
        ),
        "it": (
            r"video|immagini|"
            r"perizia|messaggi|interrogatori\w*|processo|atti\b|verbal\w*|intercettazion\w*"
            r"|contenuto|udienza|debattiment\w*|documenti|segret\w*|notizie"
        ),
        "pt": (
            r"videos?|sentenca|documento\w*|confidencialidade|"
            r"mensagens|pericia|sessao|audiencia|autos|escutas|depoiment\w*|conteudo\w*"
            r"|acordo\w*|inquerito|segredo|sigilo|trecho\w*|notici\w*"
            r"|laudos?|cartas"
        ),
        "nl": (
            r"reportage|uitzending|erover|video\w*|"
            r"aanwezigen|berichten|verhoor|inhoud|stukken|beelden|schikking\w*|verklaring\w*"
            r"|zitting|rapport\w*|gesprek\w*|over de\b"
            r"|dossiers?|stukken uit"
        ),
    }
)
"""That it is what was said, or what a paper holds."""
NOT_THE_ACCUSED = Table(
    {
        "en": (
            r"witness\w*|informant|informer|complainants?|victims?|undercover|agents?|officer"
            r"|experts?|jurors?|whistleblower|handler|spy|child|children|patients?|source"
        ),
        "de": (
            r"\w*zeug(?:e|en|in)|v-mann\w*|opfers?|ermittler\w*|sachverstandige\w*"
            r"|gutachter\w*|schoff\w+|hinweisgeber\w*|informant\w*|kind\w*"
        ),
        "fr": (
            r"temoins?|repenti\w*|infiltre\w*|plaignante?|victimes?|lanceu\w+ d'alerte|agents?"
            r"|jures?|expert\w*|enfants?"
        ),
        "es": (
            r"testigos?|arrepentid\w*|denunciante\w*|victimas?|infiltrad\w*|agentes?|perit\w*"
            r"|confidente"
        ),
        "it": (
            r"testimon[ei]|collaborat\w+|pentit\w*|vittim\w+|agent[ei]|perit[oa]|denunciant\w*"
            r"|infiltrat\w*"
        ),
        "pt": (
            r"testemunhas?|delator\w*|colaborador\w*|vitimas?|denunciante\w*|agentes?|peritos?"
            r"|infiltrad\w*"
        ),
        "nl": (
            r"\w*getuigen?|klokkenluider\w*|slachtoffers?|undercover\w*|infiltrant|agent\w*"
            r"|deskundige|informant\w*|tipgever\w*"
        ),
    }
)
"""That it is somebody else than the accused, who may then be named."""
UPHELD = Table(
    {
        "en": (
            r"(?:reject\w*|refus\w*|dismiss\w*|turned down|threw out|den(?:y|ied|ies)"
            r"|declin\w*|lost|lose|fail\w*)\b[^.;]{0,80}\b(?:(?:appeals?|challenge\w*"
            r"|fight) (?:against|to|by|from|over)|to (?:lift|overturn|discharge|set aside|vary"
            r"|name|publish)|(?:newspapers?|media|broadcasters?|press|news) )|upheld|extended"
        ),
        "de": (
            r"(?:wies|weist|wiesen|lehnt\w*|verwarf|scheiter\w*)\b[^.;]{0,90}\b(?:sender\w*"
            r"|zeitung\w*|medien\w*|verlag\w*|presse\w*|aufhebung|beschwerde)\b|(?:sender"
            r"|zeitung\w*|medien|verlag)\b[^.;]{0,60}\b(?:scheiter\w*|unterl\w+)|bestatig\w*"
            r"|verlanger\w*"
        ),
        "fr": (
            r"(?:rejet\w*|debout\w*|refus\w*)\b[^.;]{0,90}\b(?:quotidiens?|medias?|presse"
            r"|journa\w+|hebdomadaires?|levee|lever|publier)\b|(?:presse|journa\w+"
            r"|medias?) debout\w*|maintien\w*|maintenu\w*|confirm\w*|prolong\w*"
        ),
        "es": (
            r"(?:rechaz\w*|desestim\w*|deneg\w*|inadmit\w*)\b[^.;]{0,90}\b(?:diarios?|medios"
            r"|prensa|periodic\w+|cadenas?|levantar|alzar|levantamiento)\b|mantien\w*"
            r"|confirm\w*|ratific\w*|prorrog\w*"
        ),
        "it": (
            r"(?:respint\w*|respinge\w*|rigett\w*|bocciat\w*)\b[^.;]{0,90}\b(?:giornal\w*"
            r"|settimanal\w*|testat\w*|stampa|quotidian\w*|emittent\w*|revoca)\b|(?:giornal\w*"
            r"|settimanal\w*|testat\w*|quotidian\w*)\b[^.;]{0,60}\b(?:respint|rigettat)\w*"
            r"|conferm\w*|mantien\w*|prorog\w*"
        ),
        "pt": (
            r"(?:rejeit\w*|indefer\w*|negou|negad\w*|recus\w*)\b[^.;]{0,90}\b(?:jorna\w+"
            r"|portal|imprensa|meios|levantar|levantamento|televis\w+|emissora)\b|(?:jorna\w+"
            r"|portal|imprensa|emissora)\b[^.;]{0,60}\b(?:negad|indeferid|rejeitad)\w*"
            r"|mante\w+|confirm\w*|prorrog\w*"
        ),
        "nl": (
            r"(?:wees|wezen|wijst|verwierp\w*)\b[^.;]{0,90}\b(?:kranten?|media|omroep\w*|pers"
            r"|uitgever\w*)\b|handhaa\w*|houdt vast|bevestig\w*|bekrachtig\w*|verleng\w*"
        ),
    }
)
"""That who wanted the ban away has not had it so."""
LONG_AGO = Table(
    {
        "en": (
            r"(?:years|decades|a century|a generation) (?:ago|on\b|earlier|later|since|before)"
        ),
        "de": r"(?:vor|nach) \w+ jahren|vor jahrzehnten|jahrzehnte \w+",
        "fr": r"il y a \w+ ans|\w+ ans (?:apres|plus tard)",
        "es": r"hace \w+ anos|\w+ anos despues",
        "it": r"\w+ anni (?:fa|dopo)",
        "pt": r"ha \w+ anos|\w+ anos (?:depois|atras)",
        "nl": r"\w+ jaar (?:geleden|na\b|later)",
    }
)
OF_PARTIES = Table(
    {
        "en": (
            r"gag(?:ging)? orders? (?:on|against) (?!the (?:media|press)|newspapers|reporters"
            r"|reporting|media)|(?:bar|bars|barred|barring|ban\w*|forb\w+|prohibit\w*"
            r"|order\w*) (?:him|her|them|the (?:defendant|senator|lawyers|parties)|both sides"
            r"|lawyers|[^.;]{0,40}lawyers)\b[^.;]{0,30}\b(?:attack\w*|comment\w*|speak\w*"
            r"|talk\w*|discuss\w*|post\w*|critici\w*)"
        ),
    }
)
"""Orders that keep a party or a lawyer from talking, not the press from printing."""
STOPS = Table(
    {
        "en": (
            r"nameless|unnamed|not to (?:repeat|report|publish|name|identify|print)|seal\w*"
            r"|impound\w*|"
            r"forb(?:ade|id\w*)|ban(?:s|ned|ning)?\b|barr?(?:s|ed|ing)?\b|prohibit\w*"
            r"|proscri\w*|prevent\w*|restrain\w*|postpon\w*|deferr\w*|suppress\w*|sealed"
            r"|under seal|withh\w+|secre\w+|confidential|gag\w*|anonym\w*|under wraps"
            r"|off limits|blackout|left? out|omit\w*|embargo\w*|locked"
        ),
        "de": (
            r"niemand|namenlos|ungenannt|unter (?:verschluss|geheimhaltung)|erst nach|"
            r"untersag\w*|verbot\w*|verb[io]et\w*|verwehr\w*|weder|unter verschluss|geheim\w*"
            r"|vertraulich|anonym\w*|sperr\w*|stillschweigen|schweig\w*|weg(?:zu)?lassen"
            r"|unkenntlich|verpixel\w*"
        ),
        "fr": (
            r"classe\w* secret\w*|a l'abri|niente|"
            r"interdi\w*|defen[sd]\w*|proscri\w*|prohib\w*|secret\w*|confidentiel\w*|anonym\w*"
            r"|scelle\w*|tue?s?\b|taire|embargo|aucune?|omettre"
        ),
        "es": (
            r"solo como|sellad\w*|bajo llave|nadie|"
            r"prohib\w*|vet(?:o|a|ado|ada|ar)\b|imp[ie]d\w*|secret\w*|reserva\w*"
            r"|confidencial\w*|anonim\w*|silencio|ocult\w*|embarg\w*|mordaza|omit\w*"
        ),
        "it": (
            r"blind\w*|niente|nessun\w*|secretat\w*|sigill\w*|non (?:scriver\w*|dire"
            r"|riportar\w*|raccontar\w*)|"
            r"viet\w*|divieto|proib\w*|inibi\w*|segret\w*|riserv\w*|riserbo|anonim\w*"
            r"|secret\w*|diffid\w*|silenzio|omett\w*"
        ),
        "pt": (
            r"so como|apenas como|lacrad\w*|ninguem|trancad\w*|"
            r"proib\w*|ved(?:ou|ad\w+|a)\b|vet(?:ou|ad\w+)|imped\w*|sigilo\w*|segredo"
            r"|reserva\w*|anonim\w*|tranc\w*|confidencia\w*|lacr\w*|silencio|omit\w*"
        ),
        "nl": (
            r"niemand|naamloos|verzegeld|onder embargo|"
            r"verb(?:od|oden|ood|ied\w*)\b|geheim\w*|vertrouwelijk\w*|anonie?m\w*|embargo"
            r"|zwijg\w*|weg te laten|weglaten|afgescherm\w*|beschermd|verzegel\w*"
        ),
    }
)
PRINTS = Table(
    {
        "en": (
            r"affidavits?|records?\b|court papers|in reports|repeat\w*|transcripts?|tapes?"
            r"|photographs?|documentary|book\b|"
            r"publi[sc]\w*|report(?:s|ing|ers?)\b|print\w*|broadcast\w*|nam(?:e|es|ed|ing)\b"
            r"|identif\w*|identit\w*|disclos\w*|reveal\w*|press|media|newspapers?|coverage"
            r"|account of|leaks?|video|footage|recordings?"
        ),
        "de": (
            r"zitier\w*|video\w*|aufnahme\w*|film\w*|reportage|buch\w*|text\b|daruber|"
            r"name[ns]?\b|nenn\w*|veroffentlich\w*|bericht\w*|verbreit\w*|presse|medien"
            r"|zeitung\w*|bekannt\w*|identi\w*|bild\w*|publik|erschein\w*|schreiben"
            r"|offentlichkeit|rueckschlusse|ruckschlusse"
        ),
        "fr": (
            r"videos?|images?|photos?|film\b|livre|ecrire|design\w*|enquete de|"
            r"publi\w*|noms?\b|nommer|identi\w*|diffus\w*|divulg\w*|revel\w*|presse|medias?"
            r"|journa\w*|parait\w*|reprodu\w*|comptes? rendus?|mention\w*"
        ),
        "es": (
            r"emisi\w*|emit\w*|videos?|grabaci\w*|imagen\w*|figur\w*|documental|libro"
            r"|public\w*|"
            r"publi\w*|nombr\w*|identi\w*|difu\w*|revel\w*|divulg\w*|prensa|medios|periodi\w*"
            r"|diarios?|reprodu\w*|quien es|trascend\w*|contar\w*"
        ),
        "it": (
            r"video|immagin\w*|filmat\w*|scriver\w*|messaggi|document\w*|libro|chiama\w*|"
            r"pubblic\w*|nom[ei]\b|identi\w*|diffon\w*|diffus\w*|rivel\w*|divulg\w*|stampa"
            r"|giornal\w*|rend\w+ not\w+|chi sia"
        ),
        "pt": (
            r"videos?|imagens?|mensagens|documento\w*|livro|sentenca|public\w*|"
            r"public\w*|nomes?\b|identi\w*|divulg\w*|revel\w*|imprensa|jorna\w*|notici\w*"
            r"|vaza\w*|difu\w*|meios"
        ),
        "nl": (
            r"reportage|uitzending|beelden|video\w*|foto's|documentaire|boek|erover|praten"
            r"|doorvertel\w*|"
            r"\w*publi\w*|naam|namen|noem\w*|identi\w*|\w*bericht\w*|pers\b|media|kranten?"
            r"|openbaar\w*|bekend\w*|onthul\w*|uitzend\w*"
        ),
    }
)
"""What is stopped of it, which may stand before or after that it is."""
