"""The words of German: units, money, months, abbreviations, and the genders of common nouns."""

from __future__ import annotations

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages.language import Noun, currencies, nouns, pairs

__all__ = [
    "ABBREVIATIONS",
    "BEFORE_NAME",
    "BEFORE_NUMBER",
    "CURRENCIES",
    "MONTHS",
    "MONTH_NAMES",
    "MULTIPLES",
    "NUMBERED",
    "PERCENT",
    "PERMILLE",
    "SCALES",
    "SIGNS",
    "SWISS",
    "UNITS",
    "gender",
]

PERCENT = Noun("n", ("Prozent",))
PERMILLE = Noun("n", ("Promille",))
UNITS = nouns(
    """
    km m Kilometer
    m m Meter
    dm m Dezimeter
    cm m Zentimeter
    mm m Millimeter
    µm,μm m Mikrometer
    nm m Nanometer
    km²,km2,qkm m Quadratkilometer
    m²,m2,qm m Quadratmeter
    cm²,cm2 m Quadratzentimeter
    m³,m3,cbm m Kubikmeter
    cm³,ccm m Kubikzentimeter
    ha m Hektar
    kg n Kilogramm
    g n Gramm
    mg n Milligramm
    µg,μg n Mikrogramm
    t f Tonne Tonnen
    l,L m Liter
    ml,mL m Milliliter
    cl m Zentiliter
    hl m Hektoliter
    km/h m Kilometer_pro_Stunde
    m/s m Meter_pro_Sekunde
    m/s² m Meter_pro_Quadratsekunde
    °C,°_C,℃ n Grad_Celsius
    °F,℉ n Grad_Fahrenheit
    ° n Grad
    K n Kelvin
    Std.,h,Std f Stunde Stunden
    min,Min.,Min,min. f Minute Minuten
    s,Sek.,sek,Sek f Sekunde Sekunden
    ms f Millisekunde Millisekunden
    W n Watt
    kW n Kilowatt
    MW n Megawatt
    GW n Gigawatt
    kWh f Kilowattstunde Kilowattstunden
    MWh f Megawattstunde Megawattstunden
    V n Volt
    A n Ampere
    Hz n Hertz
    kHz n Kilohertz
    MHz n Megahertz
    GHz n Gigahertz
    PS n PS
    kB,KB n Kilobyte
    MB n Megabyte
    GB n Gigabyte
    TB n Terabyte
    Mbit/s,MBit/s n Megabit_pro_Sekunde
    bar n Bar
    hPa n Hektopascal
    kPa n Kilopascal
    dB n Dezibel
    kcal f Kilokalorie Kilokalorien
    kJ n Kilojoule
    J n Joule
    N n Newton
    EL m Esslöffel
    TL m Teelöffel
    Stk.,Stck. n Stück
    """
)
CURRENCIES = currencies(
    """
    €,EUR,Euro m Euro | m Cent
    $,USD,US$ m Dollar | m Cent
    £,GBP n Pfund | m Penny Pence
    CHF,SFr. m Franken | m Rappen
    ¥,JPY m Yen
    ¢,ct,Cent m Cent
    zł,PLN m Złoty
    ₽,RUB m Rubel
    kr,SEK,NOK,DKK f Krone Kronen
    ₹ f Rupie Rupien
    ₿,BTC m Bitcoin
    """
)
SWISS = CURRENCIES | currencies("Fr. m Franken | m Rappen")
SCALES = nouns(
    """
    Tsd.,Tsd n Tausend
    Mio.,Mio f Million Millionen
    Mrd.,Mrd f Milliarde Milliarden
    Bio. f Billion Billionen
    """
)
MULTIPLES = nouns(
    """
    Tausend - Tausend
    Million,Millionen f Million Millionen
    Milliarde,Milliarden f Milliarde Milliarden
    """
)
MONTH_NAMES = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)} | {
    "jänner": 1, "jan.": 1, "feb.": 2, "febr.": 2, "mär.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8,
    "sep.": 9, "sept.": 9, "okt.": 10, "nov.": 11, "dez.": 12,
}  # fmt: skip
NUMBERED = wordlist(
    "Kapitel Band Teil Akt Artikel Abschnitt Anhang Buch Klasse Stufe Typ Phase Nummer Tafel Szene Kap "
    "Bd Nr Art"
)
ABBREVIATIONS = pairs(
    """
    z. B. = zum Beispiel; d. h. = das heißt; u. a. = unter anderem; usw. = und so weiter;
    etc. = et cetera; bzw. = beziehungsweise; ca. = circa; evtl. = eventuell; ggf. = gegebenenfalls;
    inkl. = inklusive; exkl. = exklusive; zzgl. = zuzüglich; vgl. = vergleiche; bspw. = beispielsweise;
    sog. = sogenannte; z. T. = zum Teil; z. Zt. = zurzeit; z. Z. = zurzeit; i. d. R. = in der Regel;
    v. a. = vor allem; o. Ä. = oder Ähnliches; u. Ä. = und Ähnliches; s. o. = siehe oben;
    s. u. = siehe unten; m. E. = meines Erachtens; i. A. = im Auftrag; d. J. = dieses Jahres;
    u. U. = unter Umständen; usf. = und so fort; u. v. m. = und vieles mehr; n. Chr. = nach Christus;
    v. Chr. = vor Christus; geb. = geboren; gest. = gestorben; verh. = verheiratet; Jh. = Jahrhundert;
    Jhd. = Jahrhundert; Tel. = Telefon; Abt. = Abteilung; allg. = allgemein; bes. = besonders;
    insb. = insbesondere; mind. = mindestens; max. = maximal; min. = minimal; zzt. = zurzeit;
    einschl. = einschließlich; gem. = gemäß; lt. = laut; Std. = Stunde; str. = straße; Str. = Straße;
    ehem. = ehemals; dt. = deutsch; engl. = englisch; sen. = senior; jun. = junior; Mio. = Millionen;
    Mrd. = Milliarden; o. g. = oben genannte; i. V. = in Vertretung; z. Hd. = zu Händen;
    p. a. = pro Jahr; Hbf = Hauptbahnhof; Hbf. = Hauptbahnhof; Prof. = Professor; Dr. = Doktor;
    Ing. = Ingenieur; Dipl.-Ing. = Diplomingenieur; bzgl. = bezüglich; Mwst. = Mehrwertsteuer;
    MwSt. = Mehrwertsteuer; Nr. = Nummer; Hrsg. = Herausgeber; ff. = folgende; Aufl. = Auflage; u. = und;
    od. = oder; mtl. = monatlich; Pfd. = Pfund; Mo.-Fr. = Montag bis Freitag; Mo-Fr = Montag bis Freitag;
    Mo.–Fr. = Montag bis Freitag; Mo–Fr = Montag bis Freitag; Mo.-Sa. = Montag bis Samstag;
    Mo-Sa = Montag bis Samstag; Sa.-So. = Samstag bis Sonntag; Sa-So = Samstag bis Sonntag
    """
)
BEFORE_NUMBER = pairs(
    """
    Nr. = Nummer; Nrn. = Nummern; S. = Seite; Kap. = Kapitel; Abb. = Abbildung; Art. = Artikel;
    Abs. = Absatz; Bd. = Band; Tab. = Tabelle; Ziff. = Ziffer; § = Paragraf; §§ = Paragrafen; Z. = Zeile;
    Anm. = Anmerkung; Bl. = Blatt; vgl. = vergleiche; Std. = Stunden; Di. = Dienstag; Mo. = Montag;
    Mi. = Mittwoch; Do. = Donnerstag; Fr. = Freitag; Sa. = Samstag; So. = Sonntag
    """
)
BEFORE_NAME = pairs(
    """
    Hr. = Herr; Hrn. = Herrn; Fr. = Frau; Frl. = Fräulein; St. = Sankt; Fam. = Familie; Abt. = Abteilung;
    Dr. = Doktor; Dres. = Doktores; Prof. = Professor; Ing. = Ingenieur; Mag. = Magister; Fa. = Firma
    """
)
SIGNS = pairs(
    """
    & = und; + = plus; = = gleich; × = mal; ÷ = geteilt durch; ± = plus minus; § = Paragraf; # = Nummer;
    @ = ät; % = Prozent; ° = Grad; ~ = ungefähr; < = kleiner als; > = größer als; ≤ = kleiner gleich;
    ≥ = größer gleich; ≈ = ungefähr; € = Euro; $ = Dollar; £ = Pfund; ‰ = Promille; ² = Quadrat;
    ³ = hoch drei; / = Schrägstrich; _ = Unterstrich; ^ = hoch; * = Stern; → = nach; № = Nummer
    """
) | {"=": "gleich"}
_NOUNS = {
    "m": """
        Tag Monat Meter Liter Euro Hund Mann Tisch Stuhl Baum Apfel Ball Brief Punkt Grad Freund Sohn Bruder Vater
        Platz Schritt Kilometer Zentimeter Becher Löffel Teelöffel Esslöffel Stein Fisch Vogel Raum Stern Film
        Kaffee Tee Wein Kuchen Teil Satz Fehler Preis Gast Kunde Schüler Lehrer Arzt Mensch Junge Zug Bus Koffer
        Schrank Schlüssel Stock Weltkrieg Rang Band Geburtstag Versuch Bezirk Gang Advent Jahrestag Cent Dollar
        Sitz Treffer Sieg Anruf Termin Abend Morgen Nachmittag Liegestuhl Test
    """,
    "f": """
        Stunde Minute Sekunde Woche Person Frau Katze Tasse Flasche Seite Million Milliarde Nacht Hand Stadt Dose
        Packung Portion Schwester Mutter Tochter Kuh Tür Wand Uhr Straße Nummer Zahl Aufgabe Frage Antwort Kugel
        Scheibe Zwiebel Klasse Liga Runde Etage Auflage Strophe Generation Ausgabe Reihe Stufe Staffel Folge Maus
        Tonne Kartoffel Tomate Birne Banane Orange Zitrone Blume Rose Karte Mail Tablette Pizza Nachricht Idee
        Familie Schule Bank Wurst Gans Kirche Brücke Insel Zeile Stimme Mark Milchkanne Prise Zehe
    """,
    "n": """
        Jahr Kind Auto Haus Buch Mal Stück Glas Zimmer Kilo Pfund Prozent Tor Wort Bild Bett Fenster Brot Ei Bier Tier
        Pferd Schwein Schaf Rad Fahrrad Jahrhundert Kapitel Semester Quartal Stockwerk Lebensjahr Spiel Blatt Land
        Dorf Boot Schiff Flugzeug Telefon Handy Hemd Kleid Messer Ticket Foto Video Paket Geschenk Gramm Kilogramm
        Volk Jahrhunderts Wochenende Ergebnis Problem Projekt Team Hotel Büro Konto Lied Heft Fach
    """,
}
_GENDERS = {word: kind for kind, listed in _NOUNS.items() for word in listed.split()}
_BY_ENDING = (
    (("ung", "heit", "keit", "schaft", "ion", "tät", "ik", "ur", "enz", "anz", "ei", "in"), "f"),
    (("chen", "lein", "ment", "um", "tum", "nis"), "n"),
    (("er", "ling", "ismus", "or", "ist", "ent", "ant"), "m"),
    (("e",), "f"),
)


def gender(noun: str) -> str:
    """Return the gender of *noun*, from the list, from the last part of a compound, or from its ending."""
    if noun in _GENDERS:
        return _GENDERS[noun]
    for cut in range(2, len(noun) - 2):
        if (found := _GENDERS.get(noun[cut:].capitalize())) is not None:
            return found
    for endings, kind in _BY_ENDING:
        if noun.endswith(endings):
            return kind
    return ""
