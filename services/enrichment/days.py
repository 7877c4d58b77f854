"""Names of months and weekdays in the languages of wires, in lower case."""

from __future__ import annotations

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            (
                "january jan января січня stycznia januar jänner jän janvier janv enero"
                " ene gennaio gen janeiro januari"
            ),
            (
                "february feb февраля лютого lutego februar feber février fevrier févr"
                " fév febrero febbraio fevereiro fev februari"
            ),
            "march mar марта березня marca märz mrz mars marzo março maart mrt",
            "april apr апреля квітня kwietnia avril avr abril abr aprile",
            "may мая травня maja mai mayo maggio mag maio mei",
            "june jun июня червня czerwca juni juin junio giugno giu junho",
            "july jul июля липня lipca juli juillet juil julio luglio lug julho",
            "august aug августа серпня sierpnia août aout agosto ago augustus",
            (
                "september sep sept сентября вересня września septembre septiembre"
                " setiembre settembre set setembro"
            ),
            (
                "october oct октября жовтня października oktober okt octobre octubre"
                " ottobre ott outubro out"
            ),
            "november nov ноября листопада listopada novembre noviembre novembro",
            (
                "december dec декабря грудня grudnia dezember dez décembre déc"
                " diciembre dic dicembre dezembro"
            ),
        ),
        start=1,
    )
    for name in names.split()
}
"""1 to 12; also as wires abbreviate them."""
WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday montag lundi lunes lunedì segunda-feira segunda maandag",
            "tuesday dienstag mardi martes martedì terça-feira terça dinsdag",
            "wednesday mittwoch mercredi miércoles mercoledì quarta-feira quarta woensdag",
            "thursday donnerstag jeudi jueves giovedì quinta-feira quinta donderdag",
            "friday freitag vendredi viernes venerdì sexta-feira sexta vrijdag",
            "saturday samstag sonnabend samedi sábado sabato zaterdag",
            "sunday sonntag dimanche domingo domenica zondag",
        )
    )
    for name in names.split()
}
"""0 is Monday."""
