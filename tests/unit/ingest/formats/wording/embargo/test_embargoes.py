"""An embargo in words is kept, whatever its language, its form, its format and its place.

The words are invented; what they have of agencies' and press offices' habits is their form.
"""

from __future__ import annotations

import pytest

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import ParsedItem, Payload
from services.ingest.formats.wording.embargo.embargoes import says_embargo
from tests.unit.ingest.formats.carriers import CARRIERS, Sent
from tests.unit.ingest.formats.reading import RECEIVED_AT

EVERYWHERE = """
Embargo: 00:01 GMT, Friday, January 1, 2027
(ATTENTION EDITORS: embargoed for 0001 GMT Jan 1)
**EMBARGOED COPY** the minister will
EMBARGOED until 1 January 2027 00:01
STRICTLY EMBARGOED: not for release before 1 January
NOT FOR PUBLICATION BEFORE 6AM ON FRIDAY
Do not publish before January 1, 2027
[HOLD FOR RELEASE]
HOLD FOR RELEASE UNTIL JAN 1
Under embargo until Friday 1 January, 00.01
EMBARGO
[Embargoed]
For release Tuesday, Nov 24
FOR USE AFTER 0001 GMT JAN 1
Frei ab 1. Januar 2027, 6.00 Uhr
Frei für Freitagausgaben, 1. Januar
Achtung Redaktionen: Sperrfrist 1. Januar 2027, 00:01 Uhr
Sperrfrist!
SPERRFRIST: Freitag, 6 Uhr
Nicht vor dem 1. Januar 2027 veröffentlichen
Embargo bis 1. Januar 2027
Unter Embargo bis Freitag
Zur Veröffentlichung ab 1. Januar 2027, 10 Uhr
S P E R R F R I S T : 1. Januar 2027
Sous embargo jusqu'au 1er janvier 2027 à 0h01
SOUS EMBARGO
Embargo : vendredi 1er janvier 2027, 00h01
Ne pas publier avant le 1er janvier 2027
À ne pas diffuser avant vendredi 6h
Publication interdite avant le 1er janvier
Embargo hasta el 1 de enero de 2027 a las 00.01
EMBARGADO HASTA el viernes
Bajo embargo hasta las 10:00 del 1 de enero
No publicar antes del 1 de enero de 2027
Prohibida su difusión hasta el 1 de enero
Embargo fino alle ore 10 del 1 gennaio 2027
Sotto embargo fino al 1 gennaio
Notizia sotto embargo fino a venerdì
Non pubblicare prima del 1 gennaio 2027
Embargado até 1 de janeiro de 2027
Sob embargo até às 10h de 1 de janeiro
Não publicar antes de 1 de janeiro
Onder embargo tot 1 januari 2027, 00.01 uur
EMBARGO TOT VRIJDAG 1 JANUARI
Niet publiceren vóór 1 januari 2027
ЭМБАРГО до 1 января 2027 00:01 МСК
Под эмбарго до 1 января
Не публиковать до 1 января 2027 года
Эмбарго: 1 января 2027 г., 10:00
報道解禁：2027年1月1日午前0時
【報道解禁日時】2027年1月1日
2027年1月1日0時解禁
エンバーゴ：1月1日
2027年1月1日前不得发布
报道解禁时间：2027年1月1日
请勿在2027年1月1日之前发布
محظور النشر حتى 1 يناير 2027
ممنوع النشر قبل الجمعة
حظر النشر حتى 1 يناير
$adv 24
Embargo til 1. januar 2027
This story is embargoed until 1 January 2027.
Ferry sails (embargoed until Jan 1 10:00 GMT)
Release time: 00:01 GMT 1 January 2027
EMBARGOED FOR RELEASE UNTIL 10AM ET JAN. 1
Note to editors: strictly under embargo until 00:01 on Friday 1 January
Embargo lifted 1 January 2027, 10:00 GMT
PRESS RELEASE – EMBARGOED TO 00.01 HRS FRIDAY
""".strip().splitlines()
"""Tried at every place of every format."""

FURTHER = """
EMBARGO: Not for release until 09.30 on 1 December 2026
Embargoed: 1 December 2026, 00.01hrs
For immediate release after 6pm on Monday 30 November 2026 - EMBARGOED
*** EMBARGOED FOR MONDAY 30 NOVEMBER 2026 ***
The following is under embargo until 1600 GMT on 30 November 2026.
Embargo time: 2026-12-01 00:01 London
EMBARGO DATE AND TIME: 30 November 2026 at 5 pm EST
This story is embargoed until 12:01 a.m. ET on Tuesday, Dec. 1
EDS: EMBARGOED until 3 p.m. Monday
Eds: Story embargoed for use until 11 a.m. EST Monday, Nov 30.
NOTE TO EDITORS: under strict embargo until 00:01 Tuesday, December 1st
Embargo ends 8 am, 2 December 2026
EMBARGOED CONTENT - NOT FOR RELEASE BEFORE 10 A.M. MONDAY
Publication embargo: Tuesday 1 December, 00.01 a.m.
Do not broadcast or publish before 2000 GMT Monday
not to be published or broadcast before 8pm on 30 November
Sendesperrfrist: 30.11.2026, 20 Uhr
Sperrvermerk: Nicht vor Dienstag, 1.12.2026, 10 Uhr
ACHTUNG SPERRFRIST! Montag, 10 Uhr
Veröffentlichung erst ab 1. Dezember 2026, 0 Uhr
Bitte beachten Sie die Sperrfrist: 30. November 2026, 14 Uhr
(Sperrfrist: 1.12.26, 06:00 Uhr)
Mit Sperrfrist Dienstag, 1. Dezember, 11.30 Uhr
Zur Veröffentlichung ab 1. Dezember 2026
Embargo jusqu'à lundi 18h00
EMBARGO LUNDI 30 NOVEMBRE 06H00
Attention embargo ! Publication autorisée à partir du 1er décembre 2026 à 8 h
Texte sous embargo strict jusqu'au mardi 1er décembre 2026, 00h01
Communiqué sous embargo - mardi 1er décembre - 10h00
Ne pas publier avant lundi 30 novembre, 20 heures
EMBARGO: LUNES 30 DE NOVIEMBRE, 10:00
Bajo embargo hasta el 1 de diciembre de 2026 a las 00.01
Nota embargada hasta las 20:00 horas de este lunes
Prohibida su difusión antes de las 12:00 del lunes 30
No difundir hasta el martes 1 a las 9 h
EMBARGO: ORE 12 DI LUNEDÌ 30 NOVEMBRE
Notizia sotto embargo sino alle 20 di lunedì
Da non diffondere prima di martedì 1 dicembre, ore 6
EMBARGO: 30/11/2026, 18H
Não divulgar antes das 18h de segunda-feira (30)
Conteúdo embargado até terça-feira, 1º de dezembro
EMBARGO: maandag 30 november, 12:00 uur
Onder strikt embargo tot dinsdag 1 december 00.01 uur
Niet voor publicatie voor maandag 30 november 10 uur
Эмбарго: 30.11.2026, 18:00
Внимание! Эмбарго до 18.00 30 ноября
ЭМБАРГО СНИМАЕТСЯ 30 НОЯБРЯ В 18:00
情報解禁:11月30日(月)18:00
掲載解禁 12月1日 5:00
12月1日午前0時以降に報道してください
请于2026年12月1日上午10点后发布
禁止在11月30日20时前报道
新闻稿解禁时间:2026年12月1日
غير مخصص للنشر قبل يوم الاثنين 30 نوفمبر
يمنع النشر قبل الساعة 10:00 يوم الاثنين
حظر نشر حتى 1 ديسمبر 2026
ＥＭＢＡＲＧＯＥＤ until 30 November 2026 10:00 GMT
_Embargoed until_ **30 November 2026, 10:00 GMT**
<strong>EMBARGOED</strong> until <em>30 November 2026 10:00 GMT</em>
Embargoed until after delivery, 30 November 2026, 18:30
CHECK AGAINST DELIVERY - EMBARGOED UNTIL 18:30 MONDAY
Embargoed until the start of the session on Monday
EMBARGOED UNTIL 00:01 GMT, SUNDAY, NOVEMBER 29, 2026
Embargoed for release: 06:00 ET Monday 30 November 2026
NOT FOR PUBLICATION BEFORE 0600 GMT MONDAY NOV 30
Strictly embargoed to 22:30hrs Saturday 28 November
Under embargo until 10.00 am on Tuesday, 1st December 2026
HOLD FOR RELEASE UNTIL 8 A.M. EST, DEC. 1, 2026
**UNDER EMBARGO TILL 1 JANUARY 2027, 00:01 HOURS**
[EMBARGO: 1 DEC 2026 0001 UTC]
This press release is embargoed until December 2, 2026 at 9:00 a.m. Eastern
Embargo lifts at 11pm GMT on Saturday 28 November
Release time: Do not publish before 14:00 CET on 30.11.2026
For release at 9 a.m. EST Tuesday, Dec. 1, 2026
Sperrfrist: Montag, 30. November 2026, 10.00 Uhr
Sperrfrist bis 30.11.2026, 6 Uhr
+++ SPERRFRIST 29.11., 00.01 Uhr +++
Frei ab Montag, 30. November, 18 Uhr
Freigabe: 30.11.2026 12:00 Uhr - Bitte Sperrfrist beachten!
Nicht vor dem 1. Dezember 2026, 8:00 Uhr veröffentlichen
Gesperrt bis Sonntag, 29.11.2026, 20:15 Uhr
Achtung Redaktionen: Sperrfrist Sonntag 00.00 Uhr
SOUS EMBARGO jusqu'au lundi 30 novembre 2026 à 6h00
Embargo : mardi 1er décembre 2026, 0h01
Ne pas diffuser avant le 30 novembre 2026 à 18h
INFORMATION SOUS EMBARGO JUSQU'AU 01/12/2026 06H00
A paraître le 1er décembre - sous embargo
EMBARGO HASTA EL LUNES 30 DE NOVIEMBRE A LAS 10:00 HORAS
Embargado hasta las 12.00 horas del 1 de diciembre de 2026
No publicar antes del 30 de noviembre de 2026, 08:00 h
Información embargada hasta el martes 1 de diciembre
EMBARGO FINO ALLE ORE 18 DEL 30 NOVEMBRE 2026
Sotto embargo fino al 1° dicembre 2026, ore 00:01
Non pubblicare prima delle 10 del 30 novembre 2026
Sob embargo até às 10h de 30 de novembro de 2026
EMBARGO ATÉ 01/12/2026 ÀS 00H01
Embargado até segunda-feira, 30 de novembro, 9h
ONDER EMBARGO TOT MAANDAG 30 NOVEMBER 2026 10.00 UUR
Embargo tot 30 november 2026, 06.00 uur
Niet publiceren vóór 1 december 2026 om 9 uur
ЭМБАРГО до 10:00 мск 30 ноября 2026 года
Не публиковать до 30 ноября 2026, 12:00 МСК
Под эмбарго до 1 декабря 2026 г.
【報道解禁】2026年11月30日 午前10時
報道解禁日時:2026年12月1日(火)14:00
解禁日時 令和8年12月1日 午後3時
禁止在2026年12月1日上午10点前发布
新闻发布禁令:2026年11月30日零时解禁
محظور النشر حتى الاثنين 30 نوفمبر 2026 الساعة 10:00
엠바고: 2026년 11월 30일 오전 10시
Pod embargiem do 30 listopada 2026, godz. 10:00
Embargo till 1 december 2026 kl. 06.00
E M B A R G O E D until Monday 30 November 2026 0900 GMT
EMBARG0 until 30 Nov 2026 09:00 GMT
Embargoed until: 2026-11-30T09:00:00Z
News embargo - 0900 GMT 30/11/26
MEDIA EMBARGO: 5:00 AM AEDT, MONDAY 30 NOVEMBER 2026
Attention editors: This story moves in advance for release at 12:01 a.m. EST Sunday, Nov. 29
ADVANCE FOR SUNDAY NOV 29
Adv30-1 For Release Mon., Nov. 30
(embargoed for release at 1600 London time / 1100 US Eastern Time on Monday 30 November 2026)
Please respect the embargo: 1 December, 10am
EMBARGOED UNTIL 00:01 GMT ON FRIDAY 1 JANUARY 2027
Embargoed until: 1 January 2027, 06:00 London time
*** EMBARGO *** 1 January 2027 ***
--- EMBARGO: 1 JAN 2027 ---
=== EMBARGO 1 January 2027 0001 GMT ===
!!! EMBARGO !!!
<<EMBARGO>> until Friday
EMBARGO UNTIL FURTHER NOTICE
Strict embargo: Friday 1 January 2027 at 00.01
STRICT EMBARGO - 1 January 2027
Embargo time: 1 January 2027 10:00 GMT
Embargo date: 1 January 2027
Embargo expires 1 January 2027 at 00:01 GMT
The embargo lifts at 00:01 GMT on January 1, 2027
Embargo ends: January 1
EMBARGO ENDS 0001 GMT JAN 1
Under strict embargo until 1 January 2027
This article is under embargo until January 1, 2027
This is embargoed until January 1, 2027
Please note this story is under strict embargo until Friday
Editors: this story is embargoed for release at 0001 GMT Friday
EDS: EMBARGOED FOR RELEASE AT 12:01 A.M. EST FRIDAY
Not for release before 1 January 2027
NOT FOR RELEASE UNTIL FRIDAY
Not for broadcast before 6 p.m. Friday
Not to be published before Friday, January 1
Not for use before 00:01 GMT January 1, 2027
Not for publication or broadcast before 1 January
NOT FOR PUBLICATION, BROADCAST OR ONLINE USE BEFORE 0001 FRIDAY
For release at 10:00 GMT, January 1, 2027
FOR RELEASE: JANUARY 1, 2027
For release not before January 1
For publication on or after January 1, 2027
To be released January 1, 2027
HOLD for Friday
HOLD UNTIL JANUARY 1
Hold until 6 a.m. Friday
Please hold until Friday, January 1
Do not use before January 1
DO NOT PUBLISH UNTIL FRIDAY
Do not release before 10am
Do not run before Friday
Please do not publish before Jan 1
Release after January 1
Advance for Friday, Jan. 1
ADVANCE FOR RELEASE JAN. 1
Media embargo until Jan 1
News embargo: Jan 1, 10:00 GMT
Press embargo until 1 January 2027
Publication embargo: 1 January
Copy embargoed to midnight Thursday
Embargo'd until Friday
Embargoed - 1/1/27
EMBARGO 01/01/2027
Embargo: 2027-01-01T00:01Z
Embargo (GMT): 00:01, 1 January 2027
Sperrfrist: 1.1.2027, 10:00 Uhr
SPERRFRIST 1. JANUAR 2027 0.01 UHR
Sperrfrist bis 1. Januar
Bitte Sperrfrist beachten: 1. Januar 2027, 6 Uhr
Achtung Sperrfrist: Freitag, 1. Januar
Mit Sperrfrist 1. Januar 2027
Embargo: 1. Januar 2027, 6 Uhr
EMBARGO BIS FREITAG, 6 UHR
Frei ab Freitag, 1. Januar 2027, 6 Uhr
Frei ab: 1.1.2027 00:01
FREI AB 6.00 UHR
Frei zur Veröffentlichung ab 1. Januar 2027
Freigegeben ab 1. Januar 2027
Freigabe: 1. Januar 2027, 10 Uhr
Veröffentlichung frei ab 1. Januar
Veröffentlichung nicht vor dem 1. Januar 2027
Nicht zur Veröffentlichung vor 1. Januar 2027
Bitte nicht vor Freitag veröffentlichen
Nicht veröffentlichen vor dem 1. Januar 2027
Zur Veröffentlichung nicht vor Freitag, 6 Uhr
Erst ab 1. Januar 2027 zu verwenden
Verwendung erst ab 1. Januar 2027
Gesperrt bis 1. Januar 2027
GESPERRT BIS FREITAG 6 UHR
Zur Verwendung ab 1. Januar 2027, 0.01 Uhr
Embargo jusqu'au vendredi 1er janvier 2027 à 6h
EMBARGO JUSQU'AU 1ER JANVIER
Sous embargo jusqu’à vendredi
Information sous embargo jusqu'au 1er janvier 2027
Texte sous embargo
Embargo au 1er janvier 2027
Embargo levé le 1er janvier 2027 à 00h01
Levée d'embargo : 1er janvier 2027
Fin de l'embargo : 1er janvier 2027, 10h GMT
À ne pas publier avant le 1er janvier 2027
NE PAS DIFFUSER AVANT VENDREDI 6H00
Ne pas publier avant vendredi
Diffusion interdite avant le 1er janvier 2027
Interdit à la publication avant le 1er janvier
Pour diffusion le 1er janvier 2027
À diffuser à partir du 1er janvier 2027
Publication autorisée à partir du 1er janvier 2027
Merci de ne pas publier avant le 1er janvier
Embargo hasta el viernes 1 de enero de 2027
EMBARGO HASTA LAS 10.00 HORAS DEL 1 DE ENERO
Embargado hasta el 1 de enero de 2027
Noticia embargada hasta el 1 de enero
Con embargo hasta el 1 de enero
Información bajo embargo hasta el viernes
BAJO EMBARGO
No publicar hasta el 1 de enero
No difundir antes de las 10.00 GMT del 1 de enero
Prohibida su publicación antes del 1 de enero
Para publicar el 1 de enero de 2027
Para su publicación a partir del 1 de enero
Texto embargado: 1 de enero de 2027
Embargo fino al 1 gennaio 2027
EMBARGO FINO ALLE 10.00 DEL 1 GENNAIO
Sotto embargo fino alle ore 10
Embargata fino al 1 gennaio
Da non diffondere prima del 1 gennaio 2027
NON PUBBLICARE PRIMA DI VENERDÌ
Da pubblicare dal 1 gennaio 2027
Notizia in embargo fino al 1 gennaio
Diffusione vietata prima del 1 gennaio
Embargo até 1 de janeiro de 2027
EMBARGADO ATÉ SEXTA-FEIRA
Sob embargo até 1 de janeiro
Não divulgar antes de 1 de janeiro de 2027
NÃO PUBLICAR ANTES DAS 10H
Notícia embargada até 1 de janeiro
Divulgação proibida até 1 de janeiro
Publicar a partir de 1 de janeiro de 2027
Embargo tot vrijdag 1 januari 2027, 06.00 uur
ONDER EMBARGO TOT 1 JANUARI
Bericht onder embargo
Niet voor publicatie vóór 1 januari
Niet publiceren voor vrijdag 6 uur
Publicatie vanaf 1 januari 2027
Vrij voor publicatie vanaf 1 januari
Let op: embargo tot 1 januari 2027
ЭМБАРГО ДО 1 ЯНВАРЯ 2027 ГОДА
Эмбарго до пятницы
Под эмбарго до 00:01 1 января
Внимание! Эмбарго до 1 января 2027
НЕ ПУБЛИКОВАТЬ ДО 1 ЯНВАРЯ
Не для публикации до 1 января 2027
Публикация запрещена до 1 января 2027
Запрет на публикацию до 1 января
Публикация разрешена с 1 января 2027
Материал под эмбарго
До 1 января 2027 не публиковать
報道解禁 2027年1月1日 0時
報道解禁：1月1日午前5時
【報道解禁】1月1日
解禁日時：2027年1月1日 5:00
解禁：1月1日朝刊
情報解禁日 2027年1月1日
2027年1月1日まで報道禁止
1月1日午前5時以降に報道可
取扱注意：1月1日まで掲載不可
エンバーゴ 2027年1月1日
【エンバーゴ】1月1日5時解禁
1月1日（金）朝刊から解禁
报道解禁：2027年1月1日0时
解禁时间：2027年1月1日
新闻解禁时间 2027年1月1日
2027年1月1日前请勿发布
禁止在2027年1月1日前发布
严禁提前发布，2027年1月1日解禁
2027年1月1日零时前不得报道
限2027年1月1日后发布
發布禁令至2027年1月1日
報導解禁：2027年1月1日
此稿件2027年1月1日前禁止刊发
محظور النشر حتى 1 يناير 2027
حظر نشر حتى 1 يناير 2027
يحظر النشر قبل 1 يناير 2027
ممنوع من النشر حتى الجمعة
غير مخصص للنشر قبل 1 يناير
لا ينشر قبل 1 يناير 2027
للنشر بعد 1 يناير 2027
إمبارغو حتى 1 يناير
ＥＭＢＡＲＧＯ：2027年1月1日
E M B A R G O until Friday
[EMBARGO: 1 JAN]
(Sperrfrist: 1. Januar)
*Sous embargo jusqu'au 1er janvier*
★EMBARGO★ 1 January 2027
> EMBARGOED until Friday
• Embargo: Friday 1 January 2027
1) EMBARGO: Friday 1 January 2027
Attention: this press release is embargoed until January 1, 2027
MEDIA RELEASE: EMBARGOED UNTIL 1 JANUARY 2027
FOR IMMEDIATE RELEASE AFTER 1 JANUARY 2027
Embargo! Not before Friday
embargoed till friday 6am
embargo until 6am friday
EMBARGOED 6AM FRIDAY
Embargoed material: not for publication until January 1
Embargo - Friday
""".strip().splitlines()

ORDINARY = """
Iran faces oil embargo until Monday as talks stall
The arms embargo on Libya expires at midnight on Monday, diplomats said
EU extends embargo on Russian coal until 31 December 2027
Embargo on beef ends Dec. 1, ministry says
Cuba embargo: UN votes Monday to condemn US policy
The committee said the embargo would be lifted on 1 December 2026
Trade embargo until further notice: what it means
Release date: the film opens on 30 November 2026
The album's release at midnight on Friday drew thousands
Gesperrt bis Montag: A7 bei Northmoor
Die Brücke bleibt gesperrt bis Montag, 30. November, teilte die Stadt mit
Straße gesperrt bis 30.11.2026
Das Embargo gegen Venezuela gilt bis 2027
L'embargo sur les armes prolongé jusqu'au 30 novembre 2027
El embargo a Cuba cumple 60 años el lunes 30 de noviembre
Embargo de bienes: el juez decide el martes
O embargo da obra vale até 30 de novembro, diz prefeitura
Embargo obra: prefeitura decide na segunda-feira, 30 de novembro
Подписано соглашение: эмбарго на уголь до 1 декабря
The minister will publish the report before Monday
Hold: nurses to strike until Monday
Hold for Monday's storm, ferry users told
Not before Monday will trains run, the operator said
For release of hostages on Monday, families hope
Freigabe für Impfstoff am Montag erwartet
Time: 10:00, Monday 30 November, City Hall
Date: 30 November 2026. Place: Northmoor
Advance for Arsenal in Cup on Sunday
Advance of troops halted until Monday
Publication: 1 December 2026
Under embargo since 1962, Cuba counts its losses on Monday
Timing: talks end on Monday
The embargo lifted in 2015 came back on Monday
Kein Verkauf vor dem 1. Dezember: Feuerwerk bleibt verboten
Parution le 1er décembre de son nouveau roman
A paraître le 1er décembre : son nouveau roman
Publicación de la ley el 1 de diciembre
公開日は2026年12月1日
新作映画、2026年12月1日公開
Observe a minute's silence at 11:00 on Monday
Respect the dead: silence at 11am Monday
報道の自由 2026年12月1日 シンポジウム
보도 자료: 2026년 11월 30일
Pod Paryżem 30 listopada 2026 odbędzie się szczyt
The EU lifted its oil embargo on Monday.
Embargo: how oil came back
Embargo: 20 Länder machen mit
Embargo on arms to be extended until December 31, ministers say
Arms embargo: UN votes Friday
Trade embargo ends
He defied the embargo and sailed on January 1.
The embargo until December 31, 2026 bars all arms sales.
Under embargo since 1962, Cuba has suffered.
Cuba under embargo, say traders
Embargoed goods were seized on Friday
Press embargo on royal birth broken, says palace
The report was under embargo until Friday, officials said.
EU LIFTS ARMS EMBARGO ON LOWMARSH
EMBARGO LIFTED
Das Embargo gegen Russland gilt bis 1. Januar
Sperrfrist für Arbeitslosengeld soll verlängert werden
Frei ab 18 Jahren ist der Film
L'embargo sur le pétrole a été levé le 1er janvier
El embargo hasta ahora ha costado millones
Embargo de bienes: el juez ordena
L'embargo sul petrolio durerà fino al 1 gennaio
O embargo até agora custou caro
Het embargo tot 1 januari treft boeren
Эмбарго на поставки оружия продлено до 1 января
Эмбарго против России
アユ釣りが6月1日に解禁された
牛肉の輸入解禁、来月から
欧盟解除石油禁运
美国对古巴的禁运到1月1日
حظر السلاح على اليمن
قرار حظر النشر في القضية يثير جدلا
Not before time, the ferry sails on Friday
Hold the ferry until Friday, says mayor
Do not use the bridge before Friday, drivers told
No use before Friday of the new bridge
For release from jail on Friday, he waited
For release of the hostages, families pray
Release of prisoners on Friday
Published on Friday, the report says
Use before 1 January 2027, the label says
On or after January 1, all ships must pay.
Klausul om embargo
Veröffentlichung am 1. Januar geplant
Publication libre avant tout
Verbot bis Freitag: Autos nicht in die Innenstadt
Bis Freitag bleibt die Straße gesperrt
Embargo rules for wine exporters change on January 1
Embargoes do not work, says study
The embargo on grain will last until January 1
Russia extends grain embargo until June 30
Grain embargo until June, Kremlin says
Russia's embargo until 2030 hits farmers
Minister: no embargo until winter
Ten years under embargo: life in Gaza
Press freedom group criticises embargo
Hold the line until Friday, coach says
Hold on until Friday
Release date for album announced: January 1
Release of the hostages expected Friday
For use in schools, the ministry buys tablets on Friday
Prisoners to be released Friday
Do not drink the water before Friday, residents told
Not for sale before January 1: the new phone
No broadcast before noon as strike hits television
Advance for Friday voters begins
Released on Friday, the film flopped
Frei ab 16: der neue Kinofilm
Freigabe der Straße am 1. Januar
Frei bis Freitag: Schüler bekommen Ferien
Sperrfristen im Überblick: was Arbeitslose wissen müssen
Gesperrt bis Freitag: Brücke bleibt zu
Veröffentlichung der Zahlen am Freitag
Embargo gegen Russland: 27 Länder stimmen zu
L'embargo américain jusqu'en 2027 pèse sur Cuba
Sous l'embargo depuis 1962, Cuba souffre
La levée de l'embargo sur les armes divise
Interdiction de publication: le juge tranche vendredi
El embargo a Cuba cumple 60 años el 1 de enero
Embargo de cuentas: Hacienda actúa el viernes
Prohibida la publicación de encuestas hasta el domingo
Bajo el embargo, Cuba sobrevive
Embargo sull'acciaio dal 1 gennaio
L'embargo fino a oggi è costato caro
Embargo à carne brasileira acaba em 1 de janeiro
Het embargo tegen Rusland duurt tot 1 januari
Эмбарго на ввоз вина продлили до 1 января
Публикация отчета запланирована на 1 января
アユ漁が1月1日解禁、釣り人でにぎわう
牛肉輸入が1月1日に解禁された。
酒類提供、1月1日から解禁
禁渔期至1月1日
上海解禁：餐馆1月1日重新开业
حظر التجول حتى الجمعة
حظر الأسلحة حتى 1 يناير
The ferry company said that a report under embargo had been leaked.
An embargo on oil, on arms and on grain: what it means for Lowmarsh
Cuba has been under an embargo since 1962, and it hurts.
Journalists had agreed to an embargo, which a blog broke.
The story was held until the family had been told, the editor said.
""".strip().splitlines()
"""Sentences of stories about embargoes, releases and bans."""

NOTES = ("note", "edNote", "ednote", "letter", "IPTC 7901: brackets", "ANPA: head", "subject")
"""Places that speak to editors, where the word alone is an embargo."""


def items(sent: Sent) -> tuple[ParsedItem, ...]:
    media_type, content = sent
    payload = Payload(content=content, media_type=media_type, received_at=RECEIVED_AT)
    return parse_payload(payload).items


def may_be_published(one: ParsedItem) -> bool:
    until = one.item.embargoed_until
    return one.item.pub_status == "usable" and (until is None or until <= RECEIVED_AT)


@pytest.mark.parametrize("place", CARRIERS)
def test_none_is_published(place: str) -> None:
    published = [
        words
        for words in EVERYWHERE
        if any(may_be_published(one) for one in items(CARRIERS[place](words)))
    ]

    assert not published


@pytest.mark.parametrize("place", CARRIERS)
def test_none_kills_or_holds_for_the_wire(place: str) -> None:
    words = "(ATTENTION EDITORS: embargoed for 0001 GMT Jan 1)"

    for item, extras in items(CARRIERS[place](words)):
        assert item.pub_status != "canceled"
        assert item.pub_status == "usable" or extras.embargo_unclear


@pytest.mark.parametrize("words", FURTHER)
def test_so_does_the_next_one(words: str) -> None:
    assert says_embargo(words, anywhere=False)


@pytest.mark.parametrize("words", ORDINARY)
def test_a_story_about_such_things_is_a_story(words: str) -> None:
    assert not says_embargo(words, anywhere=False)


@pytest.mark.parametrize(
    "place", [place for place in CARRIERS if not any(note in place for note in NOTES)]
)
def test_ordinary_sentences_stay_usable_at_their_place(place: str) -> None:
    for words in ORDINARY[::4]:
        for item, _ in items(CARRIERS[place](words)):
            assert (item.pub_status, item.embargoed_until) == ("usable", None), words


ASIDE = ("terms", "rights", "signature", "page: below", "page: above", "caption", "middle")


@pytest.mark.parametrize(
    "place", [place for place in CARRIERS if place.endswith(ASIDE)], ids=str
)
@pytest.mark.parametrize(
    "words", ["STORY WITHDRAWN", "MANDATORY KILL: Ferries", "HOLD: Ferries"]
)
def test_what_stands_aside_stops_nothing(place: str, words: str) -> None:
    long = " ".join(["And the ferry sailed on."] * 100)
    media_type, content = CARRIERS[place](words)
    content = content.replace(b"Nobody was hurt.", f"Nobody was hurt. {long}".encode())

    for item, _ in items((media_type, content)):
        assert item.pub_status == "usable"
