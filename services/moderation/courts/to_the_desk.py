"""Pure: what a copy says to those who print it: not before, and not at all, by a court."""

from __future__ import annotations

from services.moderation.courts.table import Table

TO_THE_DESK = Table(
    {
        "en": (
            r"(?:not (?:for (?:publication|use|broadcast|release)|to be (?:used|published"
            r"|broadcast|printed))|do not (?:publish|use|print|broadcast"
            r"|run))\s?[.:!–—-][^¶]{0,90}\b(?:orders?|court|judge|injunction|restrictions?"
            r"|section|s\.? ?\d|act|ban|banned|in camera|under seal)\b|"
            r"(?:legal|publication) (?:warning|notice|restriction)\b|(?:only|may) be (?:used"
            r"|published|run) (?:only )?after (?:the )?(?:verdict|judgment|jury|sentenc\w*)"
            r"|(?:editors?|desks?|legal)(?:,|:| should| please| must"
            r"| are reminded)[^.]{0,80}\b(?:order|court|judge|injunction|restriction)|(?:note"
            r"|advisory|warning) (?:to|for) (?:editors|newsrooms"
            r"|subscribers)\b[^.]{0,120}\b(?:order|court|judge|injunction|restriction)"
            r"|(?:not (?:to be (?:used|published|broadcast|run|aired|reported)"
            r"|for (?:publication|use|broadcast|release))|(?:please )?do not (?:use|publish"
            r"|run|broadcast|print|air|report)|hold(?: for| until)"
            r"|embargo\w*)\b[^.;]{0,50}\b(?:before|until|till|pending|verdicts?|jury"
            r"|sentenc\w*|court|judge)\b"
            r"|(?:do not|don't|not to be) (?:use\w*|publish\w*|run|print\w*|broadcast)\b"
            r"[^.;¶]{0,60}\b(?:order|injunction|ban|restrictions?)\b"
            r"|nothing (?:on this|of this|to run|to be used)\b[^.;¶]{0,60}"
            r"\b(?:jury|verdict|court|judge|order|trial)\b"
            r"|(?:s|sec|section)\.? ?\d+ order in force"
        ),
        "de": (
            r"(?:nicht (?:zur veroffentlichung|veroffentlichen|senden|drucken|verwenden"
            r"|verbreiten)|keine veroffentlichung)\s?[.:!–—-][^¶]{0,90}\b(?:gericht\w*"
            r"|richter\w*|urteil\w*|verfugung|anordnung|verbot\w*|\w*kammer|beschluss)\b|"
            r"(?:hinweis|achtung|mitteilung|vermerk)?[^.:]{0,12}\ban (?:die "
            r"|alle )?(?:redaktion\w*|redakteure|kunden)\b[^¶]{0,90}\b(?:anordnung|gericht\w*"
            r"|richter\w*|urteil\w*|sperr\w*)|"
            r"(?:nicht (?:vor|bis)|erst (?:nach|mit)|sperrfrist\w*"
            r"|gesperrt bis)\b[^.;]{0,40}\b(?:urteil\w*|verkundung|spruch"
            r"|gericht\w*)\b[^.;]{0,40}?(?:senden|gesendet|veroffentlich\w*|verwend\w*|drucken"
            r"|bringen|freigegeben|frei)\b|(?:darf|durfen)[^.;]{0,60}\berst nach (?:der"
            r"|dem) urteil\w*"
            r"|nicht (?:veroffentlichen|senden|drucken|verwenden|bringen)\b[^.;¶]{0,60}\b"
            r"(?:\w*verbot|anordnung|verfugung|beschluss)\b"
        ),
        "fr": (
            r"(?:ne (?:pas|rien) (?:publier|diffuser|utiliser|imprimer"
            r"|divulguer))\s?[.:!–—-][^¶]{0,90}\b(?:juge|tribunal|cour|ordonnance|huis clos"
            r"|secret|interdi\w*|verdict|jugement)\b|"
            r"(?:aux|des) redacti\w+\b[^¶]{0,90}\b(?:ordonnance|tribunal|juge|verdict|jugement"
            r"|cour)|"
            r"(?:ne peut|ne doit|a) (?:etre )?(?:utilise\w*|publie\w*"
            r"|diffuse\w*)[^.;]{0,20}(?:qu'apres|apres) (?:le|la) (?:verdict|jugement|lecture"
            r"|prononce)|(?:ne pas|ne rien) (?:diffuser|publier|utiliser|mettre en ligne"
            r"|imprimer)\b[^.;]{0,30}\b(?:avant|jusqu)\b[^.;]{0,30}(?:verdict|jugement"
            r"|delibere|arret|fin)|sous embargo jusqu[^.;]{0,20}(?:verdict|jugement)"
            r"|ne (?:pas|rien) (?:publier|diffuser|utiliser|imprimer)\b[^.;¶]{0,60}\b"
            r"(?:interdiction|ordonnance)\b"
        ),
        "es": (
            r"(?:no (?:publicar|difundir|usar|emitir|utilizar"
            r"|divulgar))\s?[.:!–—-][^¶]{0,90}\b(?:juez|jueza|juzgado|tribunal|magistrad\w"
            r"|auto|secreto|prohib\w*|orden judicial|veredicto|sentencia)\b|"
            r"(?:a los (?:editores|redactores|medios)|a la redaccion"
            r"|a las redacciones):[^¶]{0,90}\b(?:juez|jueza|magistrad\w|tribunal|veredicto"
            r"|sentencia|fallo)|"
            r"(?:solo|no) (?:se )?(?:puede|podra|debe)[^.;]{0,30}(?:despues de|hasta"
            r"|antes de) (?:la |el )?(?:sentencia|fallo|veredicto|lectura)|no (?:publicar"
            r"|difundir|usar|emitir|utilizar)\b[^.;]{0,30}\b(?:antes"
            r"|hasta)\b[^.;]{0,30}(?:sentencia|veredicto|fallo|juicio)"
            r"|embargad\w+ hasta[^.;]{0,20}(?:sentencia|veredicto|fallo)"
            r"|no (?:publicar|difundir|usar|emitir)\b[^.;¶]{0,60}\b(?:prohibicion"
            r"|orden judicial"
            r"|secreto)\b"
        ),
        "it": (
            r"(?:(?:da )?non (?:pubblicare|diffondere|usare|utilizzare"
            r"|divulgare))\s?[.:!–—-][^¶]{0,90}\b(?:giudice|tribunale|corte|gip|gup|segret\w*"
            r"|divieto|vieta\w*|ordinanza|sentenza)\b|"
            r"(?:ai|alle) (?:capi\w+|redattori|redazioni|giornali):[^¶]{0,90}\b(?:giudice"
            r"|tribunale|sentenza|verdetto)|"
            r"(?:solo|soltanto) dopo (?:la |il )?(?:sentenza|verdetto|lettura)|(?:non"
            r"|da non) (?:pubblicare|diffondere|usare|utilizzare"
            r"|mandare in onda)\b[^.;]{0,30}\b(?:prima|fino)\b[^.;]{0,30}(?:sentenza|verdetto"
            r"|processo)|embargo fino[^.;]{0,20}(?:sentenza|verdetto)"
            r"|non (?:pubblicare|diffondere|usare)\b[^.;¶]{0,60}\b(?:divieto"
            r"|ordinanza|segreto)\b"
        ),
        "pt": (
            r"(?:nao (?:publicar|divulgar|usar|difundir|emitir"
            r"|utilizar))\s?[.:!–—-][^¶]{0,90}\b(?:juiz\w*|tribunal|justica|segredo|sigilo"
            r"|proib\w*|despacho|ordem judicial|sentenca)\b|"
            r"(?:aos editores|as redacoes|aos jornais):[^¶]{0,90}\b(?:juiz\w*|tribunal"
            r"|sentenca|acordao)|"
            r"(?:so|apenas) (?:pode|deve)[^.;]{0,30}(?:depois d|apos )[ao]? ?(?:sentenca"
            r"|acordao|leitura)|nao (?:publicar|divulgar|usar|difundir|emitir"
            r"|utilizar)\b[^.;]{0,30}\b(?:antes|ate)\b[^.;]{0,30}(?:sentenca|veredic?to"
            r"|acordao|julgamento)|embargad\w+ ate[^.;]{0,20}(?:sentenca|acordao|veredic?to)"
            r"|nao (?:publicar|divulgar|usar"
            r"|difundir)\b[^.;¶]{0,60}\b(?:proibicao|segredo|sigilo"
            r"|ordem judicial)\b"
        ),
        "nl": (
            r"(?:niet (?:publiceren|gebruiken|uitzenden|plaatsen|voor publicatie"
            r"|verspreiden))\s?[.:!–—-][^¶]{0,90}\b(?:rechter|rechtbank|verbod|verboden|bevel"
            r"|uitspraak|vonnis|geheimhouding)\b|"
            r"(?:let op|aan de redacties?|redacties?):[^¶]{0,90}\b(?:rechter|rechtbank"
            r"|uitspraak|vonnis)|"
            r"pas (?:\w+ ){0,3}na (?:de |het )?(?:uitspraak|vonnis|arrest)"
            r"|(?:niet (?:publiceren|gebruiken|uitzenden|plaatsen|voor publicatie)"
            r"|embargo)\b[^.;]{0,30}\b(?:voor|tot)\b[^.;]{0,30}(?:uitspraak|vonnis|arrest"
            r"|verdict)"
            r"|niet (?:publiceren|gebruiken|uitzenden|plaatsen)\b[^.;¶]{0,60}\b(?:\w*verbod"
            r"|bevel|rechter|rechtbank)\b"
        ),
        "sv": (
            r"(?:(?:far (?:ej|inte)|ska (?:ej|inte)) publiceras|(?:ej|inte) for publicering"
            r"|publicera (?:ej|inte))\s?[.:!–—-][^¶]{0,90}\b(?:domstol\w*|tingsratt\w*"
            r"|hovratt\w*|ratten|domare\w*|yppandeforbud|sekretess\w*|domen)\b"
        ),
    }
)
"""That those who read the copy must not print it yet."""
