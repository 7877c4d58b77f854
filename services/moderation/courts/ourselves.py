"""Pure: how copy speaks of itself under a ban: it keeps it, winks at readers, or was there."""

from __future__ import annotations

from services.moderation.courts.table import Table

KEEPS_IT = Table(
    {
        "en": (
            r"(?:nothing|no (?:name|detail|part|word)s?|neither)\b[^.;]{0,50}\b(?:is|are"
            r"|will be"
            r"|can be) (?:reported|told|repeated|given|printed|published) (?:here|in this)"
            r"|(?:we|this (?:newspaper|paper|report|article|website)) (?:(?:do(?:es)?|will|are"
            r"|is|may|must|has|have) not|cannot)\b[^.;]{0,40}\b(?:nam(?:e|ing)|identify\w*"
            r"|report\w*|publish\w*|print\w*|repeat\w*|describ\w*|reveal\w*|disclos\w*)\b"
            r"|(?:left|leaves?) (?:it |them |him |her )?out of this report"
            r"|(?:contents? (?:is|are|remains?)|what (?:it|they) (?:says?|contains?) is)"
            r" (?:\w+ )?(?:unknown|not known)"
            r"|(?:abides?|abided|complies|comply|complied|obeys?|obeyed"
            r"|observes?) (?:by |with )?"
            r"(?:it|that|the (?:order|ruling|ban|injunction))\b"
            r"|(?:so|as such) (?:be )?(?:called|named|known) in our reports?"
            r"|(?:took|has taken|have taken)"
            r" (?:it|the (?:\w+ )?(?:article|story|text|post)) (?:down|off)"
        ),
        "de": (
            r"nichts zu (?:berichten|melden|sagen|vermelden)\b|(?:wir|diese zeitung"
            r"|(?:die|unsere) redaktion) (?:nenn\w+|bericht\w+|veroffentlich\w+|zeig\w+"
            r"|druck\w+)"
            r"\b[^.;]{0,40}\b(?:nicht|keine\w*|nichts)\b|an dieser stelle (?:nicht|nichts)\b"
            r"|(?:inhalt\w*|wortlaut) (?:ist|sind|bleibt|bleiben) (?:\w+ )?(?:unbekannt"
            r"|nicht bekannt)|wird (?:hier|deshalb|daher) (?:nicht|nichts) (?:berichtet"
            r"|genannt)"
            r"|halt(?:en)? sich (?:\w+ )?(?:daran|an (?:das|den|die) (?:\w*verbot|beschluss"
            r"|anordnung|verfugung))|befolg\w+ (?:das|den|die)\b|nahm\w* (?:den|die) (?:text"
            r"|artikel|beitrag)\b[^.;]{0,30}\b(?:aus dem|vom|offline)"
        ),
        "fr": (
            r"(?:nous ne|notre (?:journal|redaction) ne) (?:\w+ ){0,2}(?:nomm|publi|donn|revel"
            r"|rapport|cit|reprodui|decri)\w+|nous n'en (?:dirons|disons|publions)"
            r"|rien (?:\w+ )?n'en (?:est|sera) (?:dit|rapporte|publie)|(?:contenu|teneur)"
            r" (?:n'est (?:\w+ ){0,2}pas connue?|reste inconnue?|demeure inconnue?)"
            r"|(?:on|nous) (?:n'en connai\w+|ignor\w+)\b[^.;]{0,20}\b(?:contenu|teneur)"
            r"|(?:s'y conform\w+|se conform\w+ a|respect(?:e|ons|ent|era) (?:l'|la |cette )"
            r"(?:ordonnance|interdiction|decision))|a (?:retire|depublie|supprime) (?:l'article"
            r"|le texte|la page)"
        ),
        "es": (
            r"no se (?:informa|publica|detalla|dice|cuenta|reproduce|revela)\b[^.;]{0,40}\b"
            r"(?:aqui|en esta (?:informacion|noticia))|est[ea] (?:diario|periodico|medio"
            r"|redaccion|informacion) no (?:publica|revela|identifica|nombra|reproduce)\b"
            r"|(?:se desconoce|no se conoce|no ha trascendido)\b[^.;]{0,20}\bcontenido"
            r"|nada (?:mas )?(?:se|puede|podemos) (?:informa|publica|contar\w*|decir\w*)\b"
            r"|(?:acata|acatamos|acatara|cumple|cumplimos) (?:la|el|con)? ?(?:orden|auto"
            r"|prohibicion|resolucion|decision)|(?:ha )?retir(?:o|ado) (?:el texto|la noticia"
            r"|el articulo)"
        ),
        "it": (
            r"non se ne (?:conosc\w+|sa nulla|riferisc\w+|parla|scrive)|(?:questo giornale"
            r"|la nostra testata|noi) non (?:pubblic|nomin|rivel|riport|diffond)\w+"
            r"|(?:contenuto|testo) (?:non e noto|resta ignoto|rimane ignoto|non e conosciuto)"
            r"|nulla (?:se ne|ne) (?:riferi|scriv|pubblic)\w+|se ne ignora il contenuto"
            r"|(?:si attiene|ci atteniamo|rispetta|rispettiamo|ottempera)\b[^.;]{0,20}\b"
            r"(?:ordinanza|divieto|decisione|provvedimento)|ha (?:ritirato|rimosso) (?:il testo"
            r"|l'articolo|la notizia)"
        ),
        "pt": (
            r"(?:nao|nada) se (?:conhece|noticia|publica|informa|revela)\b[^.;]{0,30}\b"
            r"(?:conteudo|teor|aqui)|(?:conteudo|teor) (?:nao e conhecido|e desconhecido"
            r"|permanece desconhecido)|(?:este jornal|esta redacao|a reportagem) nao (?:public"
            r"|identific|nomei|revel|divulg|reproduz)\w+"
            r"|desconhece-se\b[^.;]{0,20}\b(?:conteudo"
            r"|teor)|nada (?:e|sera) (?:noticiado|publicado|dito) aqui"
            r"|(?:cumpre|acata|respeita)(?:-a|-o| a (?:ordem|decisao|proibicao)| o despacho)"
            r"|(?:retirou|removeu|tirou) (?:o texto|a noticia|o artigo|a materia)"
        ),
        "nl": (
            r"niets te (?:melden|berichten|zeggen)\b|(?:deze krant|wij|we|de redactie)"
            r" (?:noem|publice|meld|bericht|onthul|toon|beschrijf)\w*\b[^.;]{0,50}\b(?:niet"
            r"|geen"
            r"|niets)\b|inhoud (?:is|blijft) (?:\w+ )?(?:onbekend|niet bekend)"
            r"|hier (?:\w+ )?(?:niet|niets) (?:gemeld|vermeld|genoemd|bericht)"
            r"|hou(?:dt|den) zich (?:\w+ )?(?:eraan|aan (?:het|de) (?:\w*verbod|uitspraak"
            r"|vonnis|bevel))|haalde (?:het artikel|de tekst|het stuk) (?:offline|weg|van)"
        ),
    }
)
"""That the copy itself keeps what is banned, or that nobody knows it."""
WINKS = Table(
    {
        "en": (
            r"easy enough\b[^.;]{0,20}[:;]|no prizes? for guessing|(?:not|n't) (?:hard"
            r"|difficult)"
            r" to (?:guess|work out)|readers (?:will|may|can) (?:\w+ )?(?:guess|work (?:it"
            r"|him|her) out|recogni[sz]e|know (?:who|whom))|(?:a|one|another) (?:clue|hint):"
            r"|let us (?:just |only )?say|put two and two together|you (?:will"
            r"|may) have guessed"
            r"|draw your own conclusions?|we know who\b"
        ),
        "de": (
            r"(?:unschwer|leicht|nicht schwer) zu erraten|wer eins und eins|dreimal durfen sie"
            r"|nur so viel(?: sei verraten)?:|so viel sei verraten|ein (?:hinweis|tipp):"
            r"|(?:der|die|unsere) leser (?:\w+ )?(?:wissen|ahnen|erkennen|weiss) (?:schon"
            r"|langst"
            r"|ohnehin|leicht)|man muss kein hellseher|konnen sich (?:\w+ )?denken, (?:wer"
            r"|um wen)"
        ),
        "fr": (
            r"(?:on|le lecteur|nos lecteurs|chacun) (?:aura|auront|devine\w*|reconnait\w*) "
            r"(?:\w+ )?(?:sans peine|devine|aisement|reconnu)|un indice ?:|suivez (?:mon|notre)"
            r" regard|pas (?:bien )?(?:difficile|sorcier) (?:de|a) devin\w+|disons (?:seulement"
            r"|simplement|juste) qu|nous savons qui\b|a bon entendeur"
        ),
        "es": (
            r"no hace falta ser (?:un )?(?:lince|adivino)|no (?:es|sera|resulta) dificil"
            r" (?:adivinar|saber quien|reconocer)|(?:una|otra) pista:|digamos (?:solo"
            r"|solamente)"
            r" que|blanco y en botella|el lector (?:sabra|ya sabe|adivinara|reconocera)"
            r"|sabemos quien\b|a buen entendedor"
        ),
        "it": (
            r"non (?:e|sara) difficile (?:indovinare|capire chi|riconoscer\w*)|un indizio:"
            r"|diciamo (?:solo|soltanto) che|il lettore (?:avra|sapra|capira|indovinera)"
            r"|a buon intenditor|chi vuol capire|basta fare due piu due|sappiamo chi\b"
        ),
        "pt": (
            r"nao (?:e|sera) dificil (?:adivinhar|perceber quem|saber quem|descobrir)"
            r"|(?:uma|outra) pista:|digamos (?:apenas|so) que|para bom entendedor"
            r"|o leitor (?:sabera|ja sabe|adivinhara|reconhecera)|sabemos quem\b"
        ),
        "nl": (
            r"(?:niet|geenszins) (?:moeilijk|lastig) te raden|(?:makkelijk|eenvoudig) te raden"
            r"|een (?:hint|tip):|de goede verstaander|laten we (?:alleen |slechts )?zeggen dat"
            r"|drie keer raden|de lezer (?:raadt|weet|herkent)|wij weten wie\b"
            r"|een en een (?:is|optelt)"
        ),
    }
)
"""That readers may find out whom it does not name."""
STAYED = Table(
    {
        "en": (
            r"(?:our|this (?:newspaper|paper)'s) (?:own )?(?:reporter|correspondent|journalist"
            r"|colleague)s?\b(?:(?!\bnot\b)[^.;]){0,60}\b(?:stayed|remained|sat (?:on|through)"
            r"|hid"
            r"|heard (?:it all|everything|every word|all of it)|slipped (?:back )?in|listened"
            r"|overlooked|forgotten)\b(?! (?:outside|away|out)\b)"
        ),
        "de": (
            r"unsere?[nm]? (?:reporter|korrespondent|redakteur|kolleg|berichterstatter"
            r"|gerichtsreporter)\w*\b(?:(?!\bnicht\b)[^.;]){0,60}\b(?:blieb|horte (?:alles|mit)"
            r"|hat alles (?:gehort|notiert)|ubersehen|lauschte|schlich|versteckt\w*)\b"
            r"(?![^.;]{0,24}\b(?:drau|vor der|vor die))"
        ),
        "fr": (
            r"(?:notre|nos) (?:journaliste|reporter|envoye|chroniqueu|correspondant|confrere"
            r"|consoeur)\w*\b(?:(?!\b(?:pas|pu)\b)[^.;]){0,60}\b(?:restee?s?|demeuree?s?"
            r"|cachee?s?|oubliee?s?|a tout (?:entendu|note|vu))\b(?! (?:dehors|a la porte"
            r"|a l'ext))"
        ),
        "es": (
            r"nuestr[oa]s? (?:periodista|redactor|reporter|enviad|companer|cronista)\w*\b"
            r"(?:(?!\bno\b)[^.;]){0,60}\b(?:se quedo|permanecio|lo oyo todo|lo escucho todo"
            r"|escondid[oa]|se escondio|se colo|siguio dentro)\b(?! (?:fuera|en la puerta))"
        ),
        "it": (
            r"nostr[oa] (?:cronista|giornalista|inviat|collega|corrispondente|redattor)\w*\b"
            r"(?:(?!\bnon\b)[^.;]){0,60}\b(?:rimast[oa]|restat[oa]|nascost[oa]|dimenticat[oa]"
            r"|ha (?:sentito|ascoltato) tutto)\b(?! (?:fuori|alla porta))"
        ),
        "pt": (
            r"noss[oa] (?:reporter|jornalista|enviad|redator|colega)\w*\b"
            r"(?:(?!\bnao\b)[^.;]){0,60}\b(?:ficou|permaneceu|ouviu tudo|escondid[oa]"
            r"|escondeu-se"
            r"|esquecid[oa])\b(?! (?:fora|de fora|la fora|a porta))"
        ),
        "nl": (
            r"on(?:ze|s) (?:verslaggev|journalist|redacteur|correspondent|collega)\w*\b"
            r"(?:(?!\bniet\b)[^.;]){0,60}\b(?:bleef|hoorde (?:alles|mee)|zat er nog|verstopt\w*"
            r"|over het hoofd)\b(?! (?:buiten|op de gang))"
        ),
    }
)
"""That one of ours was there when everybody had to leave."""
NOT_FOR_JURORS = Table(
    {
        "en": (
            r"what (?:the )?(?:jury|jurors|twelve|panel)\b[^.;]{0,30}?\b(?:not"
            r"|never)\b[^.;]{0,12}"
            r"\b(?:hear\w*|told|know\w*|learn\w*|seen?)\b|(?:the )?(?:jury|jurors|twelve)"
            r" (?:have|has|had|did|do|does|will|must|may) (?:not|never) (?:been told|heard?"
            r"|know"
            r"|learn(?:ed)?|be told) (?:that|of|about|how|why)\b"
            r"|(?:women and \w+ men|men and \w+ women|jurors?|jury)\b[^.;]{0,70}?"
            r" (?:do|does|did|have|has) not (?:know|been told|be told)\b"
            r"|(?:kept|withheld|hidden|concealed) from (?:the )?(?:jury|jurors)\b"
        ),
        "de": (
            r"was die (?:geschworenen|schoffen|laienrichter) (?:\w+ ){0,4}nicht (?:\w+"
            r" )?(?:horen"
            r"|gehort|horten|erfahren|erfuhren|wissen|wussten)\b|(?:den"
            r"|vor den) (?:geschworenen"
            r"|schoffen) (?:\w+ ){0,4}(?:verschwiegen|vorenthalten|verheimlicht)\b"
            r"|die geschworenen (?:wissen|erfahren) nicht, dass"
        ),
        "fr": (
            r"ce que les jures (?:n'ont (?:\w+ )?pas|ne|ignorent)\b[^.;]{0,30}"
            r"|les jures (?:ne savent"
            r" pas|ignorent|ne sauront pas) que?\b|(?:cache|tu|soustrait) aux jures\b"
        ),
        "es": (
            r"lo que (?:el jurado|los jurados) (?:no|nunca)\b[^.;]{0,20}\b(?:oi\w*|sab\w+"
            r"|escucha\w*)|(?:el jurado|los jurados) (?:no saben?|ignoran?|desconocen?) que\b"
            r"|ocult\w+ al jurado\b"
        ),
        "it": (
            r"(?:quello|cio) che (?:i giurati|la giuria"
            r"|i giudici popolari) non\b[^.;]{0,20}\b(?:sa"
            r"|sanno|sentit\w+|sapere|sentire|sapra\w*|ascolta\w*)\b|(?:i giurati|la giuria"
            r"|i giudici popolari) (?:non san?no|non sa|ignorano?) che\b"
            r"|(?:nascost|taciut)\w (?:ai giurati|alla giuria)\b"
        ),
        "pt": (
            r"o que (?:os jurados|o juri) (?:nao|nunca)\b[^.;]{0,20}\b(?:ouv\w+|sab\w+)"
            r"|(?:os jurados|o juri) (?:nao sabem?|ignoram?|desconhecem?) que\b"
            r"|(?:escondid|ocultad)\w+ (?:aos jurados|ao juri|dos jurados|do juri)\b"
        ),
        "nl": (
            r"wat de (?:jury|juryleden|gezworenen) (?:niet|nooit)\b[^.;]{0,30}\b(?:hoor\w*"
            r"|gehoord"
            r"|weten|weet|horen|vernam\w*)\b|de (?:jury|juryleden) (?:weet|weten) niet dat\b"
            r"|voor de jury(?:leden)? (?:\w+ )?(?:verzwegen|achtergehouden|verborgen)\b"
        ),
    }
)
"""That the copy tells what those who judge must not hear."""
