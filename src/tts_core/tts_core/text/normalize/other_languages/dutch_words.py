"""The words of Dutch: units, money, months and abbreviations."""

from __future__ import annotations

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages.language import Noun, currencies, nouns, pairs

__all__ = [
    "ABBREVIATIONS",
    "BEFORE_NAME",
    "BEFORE_NUMBER",
    "CURRENCIES",
    "KINGS",
    "MONTHS",
    "MONTH_NAMES",
    "NUMBERED",
    "PERCENT",
    "PERMILLE",
    "SCALES",
    "SIGNS",
    "UNITS",
]

PERCENT = Noun("", ("procent",))
PERMILLE = Noun("", ("promille",))
UNITS = nouns(
    """
    km - kilometer
    m - meter
    dm - decimeter
    cm - centimeter
    mm - millimeter
    µm - micrometer
    nm - nanometer
    km²,km2 - vierkante_kilometer
    m²,m2 - vierkante_meter
    cm²,cm2 - vierkante_centimeter
    m³,m3 - kubieke_meter
    cm³,cm3 - kubieke_centimeter
    ha - hectare
    kg - kilogram
    g,gr - gram
    mg - milligram
    µg - microgram
    t - ton
    l,L - liter
    ml,mL - milliliter
    cl - centiliter
    dl - deciliter
    km/h,km/u - kilometer_per_uur
    m/s - meter_per_seconde
    °C,°_C,℃ - graad_Celsius graden_Celsius
    °F,℉ - graad_Fahrenheit graden_Fahrenheit
    ° - graad graden
    K - kelvin
    u,u.,h - uur
    min,min. - minuut minuten
    s,sec,sec. - seconde seconden
    ms - milliseconde milliseconden
    W - watt
    kW - kilowatt
    MW - megawatt
    GW - gigawatt
    kWh - kilowattuur
    V - volt
    A - ampère
    Hz - hertz
    kHz - kilohertz
    MHz - megahertz
    GHz - gigahertz
    kB,KB - kilobyte
    MB - megabyte
    GB - gigabyte
    TB - terabyte
    Mbit/s,Mbps - megabit_per_seconde
    bar - bar
    hPa - hectopascal
    dB - decibel
    kcal - kilocalorie kilocalorieën
    kJ - kilojoule
    J - joule
    N - newton
    pk - paardenkracht
    el - eetlepel eetlepels
    tl - theelepel theelepels
    """
)
CURRENCIES = currencies(
    """
    €,EUR,euro - euro | - cent
    $,USD,US$ - dollar | - cent
    £,GBP - pond | - penny pence
    CHF - frank | - centime
    ¥,JPY - yen
    ₽ - roebel
    ₹ - roepie
    """
)
SCALES = nouns(
    """
    mln,mln.,miljoen - miljoen
    mld,mld.,mrd.,miljard - miljard
    """
)
MONTH_NAMES = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)} | {
    "jan.": 1, "feb.": 2, "mrt.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8, "sep.": 9, "sept.": 9, "okt.": 10,
    "nov.": 11, "dec.": 12,
}  # fmt: skip
NUMBERED = wordlist(
    "hoofdstuk deel band artikel bijlage boek klasse type fase nummer niveau akte scène categorie groep "
    "sectie paragraaf"
)
KINGS = wordlist(
    "Lodewijk Willem Karel Filips Hendrik Frans Jan Johannes Paulus Pius Benedictus Leo Gregorius "
    "Clemens Leopold "
    "Albert Boudewijn Filip Frederik Napoleon Nicolaas Alexander Peter Paus Koning Keizer Ramses Felipe "
    "George Edward "
    "Elizabeth Catharina Maria Margaretha Christina Margrethe Innocentius Jacobus Richard Otto "
    "Maximiliaan Jozef"
)
ABBREVIATIONS = pairs(
    """
    bijv. = bijvoorbeeld; bv. = bijvoorbeeld; b.v. = bijvoorbeeld; enz. = enzovoort; etc. = et cetera;
    d.w.z. = dat wil zeggen; o.a. = onder andere; m.a.w. = met andere woorden; i.p.v. = in plaats van;
    t.a.v. = ten aanzien van; a.u.b. = alstublieft; i.v.m. = in verband met; m.b.t. = met betrekking tot;
    n.a.v. = naar aanleiding van; o.l.v. = onder leiding van; t.o.v. = ten opzichte van;
    t.z.t. = te zijner tijd; z.o.z. = zie ommezijde; ca. = circa; incl. = inclusief; excl. = exclusief;
    evt. = eventueel; resp. = respectievelijk; vgl. = vergelijk; max. = maximaal; min. = minimaal;
    jl. = jongstleden; a.s. = aanstaande; v. Chr. = voor Christus; v.Chr. = voor Christus;
    n. Chr. = na Christus; n.Chr. = na Christus; dhr. = de heer; mevr. = mevrouw; mw. = mevrouw;
    mej. = mejuffrouw; dr. = doctor; drs. = doctorandus; prof. = professor; ir. = ingenieur;
    ing. = ingenieur; ds. = dominee; jhr. = jonkheer; mr. = meester; nr. = nummer; nrs. = nummers;
    blz. = bladzijde; p. = pagina; hfst. = hoofdstuk; afb. = afbeelding; art. = artikel; fig. = figuur;
    tel. = telefoon; st. = sint; zgn. = zogenaamde; m.i. = mijns inziens; i.h.b. = in het bijzonder;
    i.t.t. = in tegenstelling tot; d.m.v. = door middel van; m.n. = met name; e.a. = en andere;
    e.d. = en dergelijke; p.p. = per persoon; p/m = per maand; p.m. = per maand; p.j. = per jaar;
    ong. = ongeveer; gem. = gemiddeld; vnl. = voornamelijk; bijz. = bijzonder; afd. = afdeling;
    jr. = junior; sr. = senior; kl. = klasse; aug. = augustus; sept. = september; okt. = oktober;
    nov. = november; dec. = december; i.o.m. = in overleg met; t.g.v. = ter gelegenheid van;
    t/m = tot en met; v.l.n.r. = van links naar rechts
    """
)
BEFORE_NUMBER = pairs(
    """
    ma. = maandag; di. = dinsdag; wo. = woensdag; do. = donderdag; vr. = vrijdag; za. = zaterdag;
    zo. = zondag; nr. = nummer; nrs. = nummers; blz. = bladzijde; p. = pagina; pp. = pagina's;
    hfst. = hoofdstuk; art. = artikel; afb. = afbeelding; fig. = figuur; tab. = tabel; par. = paragraaf;
    no. = nummer; bd. = band
    """
)
BEFORE_NAME = pairs(
    """
    St. = Sint; Dhr. = de heer; H. = Heilige; Mr. = meester; Fam. = familie
    """
)
SIGNS = pairs(
    """
    & = en; + = plus; × = keer; ÷ = gedeeld door; ± = plus minus; § = paragraaf; # = nummer;
    @ = apenstaartje; % = procent; ° = graden; ~ = ongeveer; < = kleiner dan; > = groter dan;
    ≤ = kleiner dan of gelijk aan; ≥ = groter dan of gelijk aan; ≈ = ongeveer; € = euro; $ = dollar;
    £ = pond; ‰ = promille; ² = kwadraat; ³ = tot de derde; / = schuine streep; _ = liggend streepje;
    ^ = tot de macht; * = sterretje; → = naar; № = nummer
    """
) | {"=": "is"}
