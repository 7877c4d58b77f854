"""Lines that say nothing but when: told by their words, whatever their form and language."""

from __future__ import annotations

import pytest

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import ParsedItem, Payload
from services.ingest.formats.wording.embargo.embargoes import lines_under_embargo
from services.ingest.formats.wording.embargo.notices import is_notice
from tests.unit.ingest.formats.carriers import CARRIERS
from tests.unit.ingest.formats.reading import RECEIVED_AT

NOTICES = """
Embargoed until further notice
Please respect the embargo: 5 January 2027, 07:00 GMT
EMBARGO DETAILS: Not for use before 00:01hrs Monday 4th January 2027
- EMBARGOED - 0600 HRS 4/1/2027 -
!!! EMBARGO !!! Monday 10am !!!
<<EMBARGO 10 JAN 2027 0900 UTC>>
Under wraps until Monday 4 January, 9am - strictly embargoed
Copy is embargoed - check with desk before use
Hold until Monday 4 January 2027
HOLD FOR MONDAY A.M.S.
HFR - HOLD FOR RELEASE 10 A.M. EST
For publication on or after 4 January 2027
For release on delivery, expected 10:00 a.m. EST, January 4, 2027
Not for immediate release. Publication date: January 4, 2027
Advance for use Monday, Jan. 4, and thereafter
For Monday release
Eds: Please do not use before 0900 GMT Monday.
To be used only after 10 a.m. Monday, January 4
No use before 4 January 2027 06:00
Check against delivery - embargoed until delivery
Embargo : lundi 4 janvier 2027 à 6 h (heure de Paris)
[SOUS EMBARGO JUSQU'AU 04/01/2027 - 06:00]
Information sous embargo - ne pas publier
Diffusion interdite avant lundi 6h00
À publier à partir du 4 janvier 2027 à 6 heures
Embargo strict au lundi 4 janvier 0h01
A ne publier qu'à partir de lundi 4 janvier, 6h
Embargo levé lundi 4 janvier 2027 à 6 heures
Freigabe: 4. Januar 2027, 10 Uhr
Freigegeben ab Montag, 4. Januar 2027, 6 Uhr
Sperrfrist beachten: Montag, 4. Januar 2027, 10:00 Uhr
Sperrfrist bis zum Ende der Veranstaltung
Bitte nicht vor Montag, 10 Uhr, veröffentlichen
Veröffentlichung nicht vor dem 4. Januar 2027, 10 Uhr
GESPERRT bis 4.1.2027, 10 Uhr
Verwendung erst ab Montag 0.00 Uhr gestattet
Frei für Montag 4. Januar, 5 Uhr
Embargo hasta las 10.00 horas del lunes 4 de enero
INFORMACIÓN BAJO EMBARGO HASTA EL 4/1/2027
No publicar hasta el lunes 4 de enero a las 6.00
Embargada su publicación hasta el lunes
Para publicar a partir del lunes 4 de enero
EMBARGO FINO A LUNEDÌ 4 GENNAIO, ORE 6
Da pubblicare non prima di lunedì 4 gennaio 2027
Diffusione vietata prima delle ore 10 di lunedì
EMBARGO ATÉ 4 DE JANEIRO DE 2027, 6H
Publicação proibida antes de segunda-feira, 4 de janeiro
Notícia sob embargo até segunda-feira
Embargo tot maandag 4 januari 2027 om 6.00 uur
Niet te publiceren voor maandag 4 januari, 6 uur
Vrij voor publicatie vanaf 4 januari 2027, 06.00 uur
Запрещено к публикации до 4 января 2027 г.
Публикация разрешена с 4 января 2027 года, 10:00 МСК
ВНИМАНИЕ: материал под эмбарго до 10:00 понедельника
Не для публикации до 4 января
报道解禁时间为2027年1月4日上午10时
2027年1月4日10时前禁止发布
此稿请于1月4日后使用
【解禁】1月4日(月)午前5時
解禁日時:2027年1月4日 5時
1月4日朝刊解禁
محظور من النشر حتى الاثنين 4 يناير
حظر نشر: حتى الساعة 10 صباحا 4 يناير 2027
엠바고: 2027년 1월 4일 06:00
The attached is embargoed. Release time 9am Monday.
This report must not appear before Monday 4 January
Not for onward transmission before 0001 GMT Tuesday
Do not use this copy before the speech has been delivered
Embargo: the moment the minister starts speaking
Embargoed for the Sunday papers
May be published from 6am, Monday 4 January, not earlier
News desks: hold this until the verdict is in
Hold for verdict
Hold for arrival
DO NOT PUBLISH YET
NOT YET FOR PUBLICATION
EMBARGO!!
Emb. 0001 Monday
EMBGO 0600 GMT 4 JAN
EMBARGO TILL MON 0900
Emb'd until 4 Jan
release on: 4 January 2027, 9:00
Release is set for 4 January 2027 at 9:00; do not publish earlier
Publish date: 4 January 2027
Go-live: 4 January 2027 09:00
Goes live at 9am Monday
Lift: 4 January 2027, 0900 GMT
Embargo lift: 4 January 09.00
Under NDA until 4 January 2027, 9am
Keep under wraps until Monday
Strictly private until 9am Monday
Noch nicht freigegeben, bitte warten
Noch nicht zur Veröffentlichung bestimmt
Achtung: Vor Montag, 10 Uhr, bitte nicht melden
Darf vor Montag, 4. Januar, nicht erscheinen
Embargofrist: 4. Januar 2027, 10 Uhr
Erscheint erst am Montag, bitte vorher nicht verwenden
Vorabdruck nur mit Sperrfrist 4. Januar
Sous embargo : ne pas diffuser
A paraître lundi, ne rien publier avant
Attention, publication lundi seulement
Ne pas mettre en ligne avant lundi 6h
Ne pas reprendre avant lundi 4 janvier
Prohibido publicar antes del lunes
No emitir antes de las 10 del lunes
Material embargado, publicar el lunes
Vietato pubblicare prima di lunedì
Non mandare in onda prima delle 10 di lunedì
Proibido publicar antes de segunda-feira
Não colocar no ar antes das 6h de segunda
Verboden te publiceren voor maandag
Niet online zetten voor maandag 6 uur
Niet uitzenden vóór maandag
Не выпускать в эфир до 10:00 понедельника
Нельзя публиковать до понедельника
Просьба не публиковать раньше 4 января
请在1月4日之前保密
1月4日上午10点前请勿转载
解禁前の報道はお控えください
公開は1月4日以降でお願いします
يرجى عدم النشر قبل الاثنين 4 يناير
الرجاء الالتزام بموعد النشر: 4 يناير
Please hold until after the press conference on Monday
Embargoed copy, do not share before Monday 9am
This article may not be printed before Sunday
Use from Monday 6am only
Web embargo 6am Monday
Not to be used before 6 p.m. Sunday
Bitte erst Montag ab 10 Uhr senden
Vor Montag nicht zur Veröffentlichung
Meldung erst ab Montag, 6 Uhr verwenden
Ne pas utiliser avant mardi 10 h
Diffusion possible mardi à partir de 10h seulement
No usar antes del martes 5
Texto para publicar solo a partir del martes
Da usare solo da martedì, ore 10
Non utilizzare prima di martedì
Não usar antes de terça-feira
Só publicar depois das 10h de terça
Pas te gebruiken na dinsdag 10 uur
Не использовать до вторника, 10:00
Публиковать только после 10:00 5 января
1月5日10時まで報道しないでください
请于1月5日10时后再发布
لا ينشر قبل الثلاثاء 5 يناير
""".strip().splitlines()

ORDINARY = """
The band will only release the album after the tour ends in May
The film is to be released only in cinemas on 4 January
Only to be seen in March: the rare comet returns
Frei für Familien: Museen öffnen am Sonntag
Frei am Montag: Wer über die Brücken kann
Nur zu verwenden mit Helm: neue Regeln ab Montag
The town, once embargoed, trades again
Oil tanker seized as sanctions bite
For Monday release read more in our book pages
For Monday's papers the row was front-page news
For Monday papers of note, see the list
Publier, c'est résister, dit-elle lundi
Ne publie qu'une fois par an, le lundi
A publier: ce que l'on sait
Solo publicó antes de 2020 dos discos
Usar antes de agitar, dice el folleto
Utilizar después de las comidas, recomienda el médico a las 10
Da usare solo in caso di emergenza, avverte la protezione civile
Publiceren na de verkiezingen is dom, zegt hij
Использовать после 18 часов воду запретили
Выпускать только после проверки будут новые вагоны с понедельника
Публикация не раз вызывала споры
医生建议在饭后使用药物
请在打开包装后使用
이후 보도가 이어졌다
Release only from jail after two years, judge says
Run only after dark: tips for hot days in June
Use only after 10 a.m.: water ban for gardens
To be used only once, the mask costs 10 pounds
No use before 10 a.m.: city limits lawn watering
Post only on Monday: union plans limit deliveries
The report is embargoed, she told the court last year
Embargoed goods found at the port, customs say
Under embargo - how Cuba uses old cars
Copy machines are embargoed - desk sales fall
Sperre: Montag bleibt die Brücke zu
Sperre: 4. Januar bis 6. Januar auf der A3
Advance for use of solar panels wins prize
Verwendung nur noch bis Montag: alte Banknoten
No embargo
Not embargoed
The minister will publish the report before Monday
Published 4 January 2027, 10:00
Updated Monday 10 am GMT
For immediate release
Sofort frei
Difusión inmediata
The following information is not for publication
Monday, 4 January 2027
""".strip().splitlines()

PLACES = (
    *("simple JSON: text", "simple JSON: middle", "simple JSON: html middle"),
    *("simple JSON: headline", "ninjs 3: edNote", "page: in the article", "page: above"),
    *("plain text: middle", "NITF: body", "NewsML-G2: note", "RSS: story", "AP: body"),
)


def _parsed(place: str, line: str) -> ParsedItem:
    media_type, content = CARRIERS[place](line)
    parsed = parse_payload(
        Payload(content=content, media_type=media_type, received_at=RECEIVED_AT)
    )
    return parsed.items[0]


@pytest.mark.parametrize("line", NOTICES)
def test_what_says_nothing_but_when_is_not_published_yet(line: str) -> None:
    out = [
        place
        for place in PLACES
        if (item := _parsed(place, line).item).pub_status == "usable"
        and not (item.embargoed_until and item.embargoed_until > RECEIVED_AT)
    ]

    assert not out


@pytest.mark.parametrize("line", ORDINARY)
def test_what_says_more_than_that_is_a_story(line: str) -> None:
    held = [place for place in PLACES if _parsed(place, line).item.pub_status != "usable"]

    assert not held


def test_a_wrapped_sentences_part_is_no_notice() -> None:
    text = (
        "The ministry, which has kept its figures for itself for years, told the\n"
        "Commission that they would under no circumstances whatever or whenever\n"
        "not be published before Monday, and not on Tuesday either, since they are\n"
        "Not for release.\n"
    )

    assert list(lines_under_embargo(text)) == []


def test_not_for_publication_is_said_of_a_story_at_its_head_alone() -> None:
    assert is_notice("NOT FOR PUBLICATION", is_head=True)
    assert not is_notice("NOT FOR PUBLICATION")
    assert is_notice("not yet for publication")
