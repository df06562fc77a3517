"""The words of Polish: units, money, months, abbreviations, numbers in other cases, genders of nouns."""

from __future__ import annotations

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages.language import Noun, currencies, nouns, pairs

__all__ = [
    "ABBREVIATIONS",
    "ANIMATE",
    "BEFORE_NAME",
    "BEFORE_NUMBER",
    "CURRENCIES",
    "GENITIVE",
    "KINGS",
    "MEN",
    "MONTHS",
    "MONTH_NAMES",
    "MULTIPLES",
    "PERCENT",
    "PERMILLE",
    "QUEENS",
    "SCALES",
    "SIGNS",
    "UNITS",
    "gender_of_few",
    "gender_of_one",
    "gender_of_rank",
]

PERCENT = Noun("m", ("procent",))
PERMILLE = Noun("m", ("promil", "promile", "promili", "promila"))
UNITS = nouns(
    """
    km m kilometr kilometry kilometrów kilometra
    m m metr metry metrów metra
    dm m decymetr decymetry decymetrów decymetra
    cm m centymetr centymetry centymetrów centymetra
    mm m milimetr milimetry milimetrów milimetra
    km²,km2 m kilometr_kwadratowy kilometry_kwadratowe kilometrów_kwadratowych kilometra_kwadratowego
    m²,m2 m metr_kwadratowy metry_kwadratowe metrów_kwadratowych metra_kwadratowego
    cm²,cm2 m centymetr_kwadratowy centymetry_kwadratowe centymetrów_kwadratowych centymetra_kwadratowego
    m³,m3 m metr_sześcienny metry_sześcienne metrów_sześciennych metra_sześciennego
    cm³,cm3 m centymetr_sześcienny centymetry_sześcienne centymetrów_sześciennych centymetra_sześciennego
    ha m hektar hektary hektarów hektara
    kg m kilogram kilogramy kilogramów kilograma
    dag,dkg m dekagram dekagramy dekagramów dekagrama
    g m gram gramy gramów grama
    mg m miligram miligramy miligramów miligrama
    t f tona tony ton tony
    l,L m litr litry litrów litra
    ml,mL m mililitr mililitry mililitrów mililitra
    km/h m kilometr_na_godzinę kilometry_na_godzinę kilometrów_na_godzinę kilometra_na_godzinę
    m/s m metr_na_sekundę metry_na_sekundę metrów_na_sekundę metra_na_sekundę
    °C,°_C,℃ m stopień_Celsjusza stopnie_Celsjusza stopni_Celsjusza stopnia_Celsjusza
    °F,℉ m stopień_Fahrenheita stopnie_Fahrenheita stopni_Fahrenheita stopnia_Fahrenheita
    ° m stopień stopnie stopni stopnia
    h,godz. f godzina godziny godzin godziny
    min,min. f minuta minuty minut minuty
    s,sek. f sekunda sekundy sekund sekundy
    ms f milisekunda milisekundy milisekund milisekundy
    W m wat waty watów wata
    kW m kilowat kilowaty kilowatów kilowata
    MW m megawat megawaty megawatów megawata
    kWh f kilowatogodzina kilowatogodziny kilowatogodzin kilowatogodziny
    V m wolt wolty woltów wolta
    A m amper ampery amperów ampera
    Hz m herc herce herców herca
    kHz m kiloherc kiloherce kiloherców kiloherca
    MHz m megaherc megaherce megaherców megaherca
    GHz m gigaherc gigaherce gigaherców gigaherca
    kB,KB m kilobajt kilobajty kilobajtów kilobajta
    MB m megabajt megabajty megabajtów megabajta
    GB m gigabajt gigabajty gigabajtów gigabajta
    TB m terabajt terabajty terabajtów terabajta
    bar m bar bary barów bara
    hPa m hektopaskal hektopaskale hektopaskali hektopaskala
    dB m decybel decybele decybeli decybela
    kcal f kilokaloria kilokalorie kilokalorii kilokalorii
    kJ m kilodżul kilodżule kilodżuli kilodżula
    KM m koń_mechaniczny konie_mechaniczne koni_mechanicznych konia_mechanicznego
    szt.,szt f sztuka sztuki sztuk sztuki
    os. f osoba osoby osób osoby
    """
)
CURRENCIES = currencies(
    """
    zł,PLN m złoty złote złotych złotego | m grosz grosze groszy grosza
    €,EUR n euro euro euro euro | m cent centy centów centa
    $,USD m dolar dolary dolarów dolara | m cent centy centów centa
    £,GBP m funt funty funtów funta | m pens pensy pensów pensa
    CHF m frank franki franków franka | m centym centymy centymów centyma
    gr m grosz grosze groszy grosza
    ¥,JPY m jen jeny jenów jena
    ₽ m rubel ruble rubli rubla
    """
)
SCALES = nouns(
    """
    tys.,tys m tysiąc tysiące tysięcy tysiąca
    mln,mln. m milion miliony milionów miliona
    mld,mld. m miliard miliardy miliardów miliarda
    """
)
MULTIPLES = nouns(
    """
    tysiąc,tysiące,tysięcy m tysiąc tysiące tysięcy tysiąca
    milion,miliony,milionów,miliona m milion miliony milionów miliona
    miliard,miliardy,miliardów,miliarda m miliard miliardy miliardów miliarda
    """
)
MONTH_NAMES = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
    "listopada", "grudnia",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)} | {
    "sty.": 1, "lut.": 2, "mar.": 3, "kwi.": 4, "cze.": 6, "lip.": 7, "sie.": 8, "wrz.": 9, "paź.": 10, "lis.": 11,
    "gru.": 12,
}  # fmt: skip
KINGS = {
    name + ending: case
    for stems, endings in (
        (
            "Jan Zygmunt Stanisław August Władysław Kazimierz Henryk Stefan Bolesław Ludwik Karol "
            "Fryderyk Wilhelm Filip "
            "Pius Benedykt Leon Klemens Napoleon Edward Albert Ferdynand Ramzes Innocenty Józef Gustaw Otton",
            {"": "n", "a": "g", "owi": "d", "em": "i"},
        ),
        ("Piotr Aleksand Pawł Mieszk", {"a": "g", "owi": "d", "em": "i"}),
        ("Piotr Aleksander Paweł Mieszko Franciszek Mikołaj Grzegorz Jerzy Papież Król", {"": "n"}),
        ("Franciszk Mikołaj Grzegorz Aleksandr Papież Król", {"a": "g"}),
    )
    for name in stems.split()
    for ending, case in endings.items()
}
QUEENS = {
    name + ending: case
    for name in ["Elżbiet", "Katarzyn", "Małgorzat", "Izabel", "Krystyn", "Ann"]
    for ending, case in {"a": "n", "y": "g", "i": "g", "ę": "a", "ą": "i", "ie": "l"}.items()
}
GENITIVE = {
    0: "zera", 1: "jednego", 2: "dwóch", 3: "trzech", 4: "czterech", 5: "pięciu", 6: "sześciu", 7: "siedmiu",
    8: "ośmiu", 9: "dziewięciu", 10: "dziesięciu", 11: "jedenastu", 12: "dwunastu", 13: "trzynastu",
    14: "czternastu", 15: "piętnastu", 16: "szesnastu", 17: "siedemnastu", 18: "osiemnastu", 19: "dziewiętnastu",
    20: "dwudziestu", 30: "trzydziestu", 40: "czterdziestu", 50: "pięćdziesięciu", 60: "sześćdziesięciu",
    70: "siedemdziesięciu", 80: "osiemdziesięciu", 90: "dziewięćdziesięciu", 100: "stu", 200: "dwustu",
    300: "trzystu", 400: "czterystu", 500: "pięciuset", 600: "sześciuset", 700: "siedmiuset", 800: "ośmiuset",
    900: "dziewięciuset",
}  # fmt: skip
ABBREVIATIONS = pairs(
    """
    por. = porównaj; np. = na przykład; itd. = i tak dalej; itp. = i tym podobne; m.in. = między innymi;
    tzn. = to znaczy; tzw. = tak zwany; tj. = to jest; dr = doktor; prof. = profesor; mgr = magister;
    inż. = inżynier; ul. = ulica; al. = aleja; nr = numer; str. = strona; godz. = godzina;
    o godz. = o godzinie; od godz. = od godziny; do godz. = do godziny; po godz. = po godzinie;
    tel. = telefon; m. st. = miasto stołeczne; woj. = województwo; pow. = powiat; gm. = gmina;
    św. = święty; ks. = ksiądz; p.n.e. = przed naszą erą; n.e. = naszej ery; r. = roku;
    br. = bieżącego roku; ub. = ubiegłego; wg = według; ww. = wyżej wymieniony; zob. = zobacz;
    cd. = ciąg dalszy; cdn. = ciąg dalszy nastąpi; jw. = jak wyżej; art. = artykuł; pkt = punkt;
    rozdz. = rozdział; rys. = rysunek; tab. = tabela; wyd. = wydanie; red. = redaktor; płk = pułkownik;
    kpt. = kapitan; min. = minimum; maks. = maksimum; max. = maksimum; zł. = złotych; szt. = sztuk;
    tys. = tysięcy; mln = milionów; mld = miliardów; wzgl. = względnie; ew. = ewentualnie;
    pt. = pod tytułem; dot. = dotyczy; ds. = do spraw;
    sp. z o.o. = spółka z ograniczoną odpowiedzialnością;
    Sp. z o.o. = spółka z ograniczoną odpowiedzialnością; S.A. = spółka akcyjna; pn. = poniedziałek;
    wt. = wtorek; śr. = środa; czw. = czwartek; sob. = sobota; niedz. = niedziela; ur. = urodzony;
    zm. = zmarł; cyt. = cytowany; jęz. = język; ang. = angielski; niem. = niemiecki; pol. = polski;
    łac. = łaciński; tzw = tak zwany; m.in = między innymi; ppor. = podporucznik; mec. = mecenas;
    dyr. = dyrektor; wiceprez. = wiceprezes; zł = złotych
    """
)
BEFORE_NUMBER = pairs(
    """
    ok. = około; nr = numer; s. = strona; str. = strona; art. = artykuł; ust. = ustęp; pkt = punkt;
    rozdz. = rozdział; rys. = rysunek; tab. = tabela; t. = tom; m. = mieszkanie; poz. = pozycja;
    lok. = lokal; par. = paragraf; godz. = godzina; kl. = klasa
    """
)
BEFORE_NAME = pairs(
    """
    im. = imienia; gen. = generał; lek. = lekarz; hab. = habilitowany; por. = porucznik; os. = osiedle;
    przy ul. = przy ulicy; na ul. = na ulicy; z ul. = z ulicy; przy al. = przy alei; na pl. = na placu;
    na os. = na osiedlu; p. = pan; św. = święty; Św. = święty; ks. = ksiądz; o. = ojciec; bp = biskup;
    abp = arcybiskup; kard. = kardynał; al. = aleja; Al. = Aleje; pl. = plac; dr = doktor
    """
)
SIGNS = pairs(
    """
    & = i; + = plus; × = razy; ÷ = podzielić przez; ± = plus minus; § = paragraf; # = numer; @ = małpa;
    % = procent; ° = stopni; ~ = około; < = mniejsze niż; > = większe niż; ≤ = mniejsze lub równe;
    ≥ = większe lub równe; ≈ = około; € = euro; $ = dolarów; £ = funtów; ‰ = promili; ² = do kwadratu;
    ³ = do sześcianu; / = ukośnik; _ = podkreślnik; ^ = do potęgi; * = gwiazdka; → = do; № = numer
    """
) | {"=": "równa się"}
MEN = wordlist(
    "mężczyzn chłopców studentów uczniów pracowników kolegów lekarzy panów braci synów żołnierzy graczy "
    "zawodników "
    "mieszkańców ludzi policjantów nauczycieli autorów kandydatów posłów członków uczestników turystów "
    "widzów klientów "
    "pasażerów kierowców przyjaciół gości rodziców chorych zabitych rannych strażaków robotników "
    "aktorów Polaków Niemców "
    "wojowników zwolenników użytkowników czytelników obywateli senatorów ministrów"
)
ANIMATE = wordlist(
    "kota psa syna brata pana ucznia konia chłopca studenta klienta człowieka pracownika lekarza "
    "mężczyznę kolegę ptaka "
    "królika męża gościa nauczyciela kandydata zawodnika gracza rodzica przyjaciela"
)
_FEW_FEMININE = wordlist(
    "kobiety godziny minuty sekundy osoby strony kawy herbaty tony mile ulice noce rzeczy dziewczyny "
    "córki siostry części "
    "myszy twarze wsie gwiazdy rodziny firmy szkoły klasy góry rzeki ryby krowy kury kozy owce ściany "
    "zmiany sprawy rozmowy "
    "grupy wersje litery liczby cyfry kropki tablice świece marynarki koszule sukienki spódnice "
    "buteleczki doby pary sztuki "
    "kolacje lampy mapy miary nuty oferty opony partie piosenki poduszki porcje próby ręce nogi róże "
    "sale sceny sztuki torby "
    "umowy waluty wyspy zasady zupy żony cebule marchewki papryki cytryny pomarańcze truskawki gruszki "
    "śliwki wiśnie"
)
_MASCULINE_KI = ("aki", "iki", "yki", "ęki", "oki", "uki")
_MEN_IN_A = wordlist(
    "mężczyzna kolega poeta artysta turysta kierowca sędzia tata dentysta wojewoda dziennikarz specjalista sportowiec "
    "kosmonauta astronauta poseł ekonomista logista tenisista"
)
_ONE_FEMININE = wordlist(
    "noc rzecz mysz twarz część wieś sól myśl kość miłość młodość sieć powieść opowieść gęś krew pieśń jesień"
)
_RANKED = (
    ("piętr", "n"), ("miejsc", "n"), ("klas", "f"), ("stron", "f"), ("dzie", "m"), ("dni", "m"), ("wiek", "m"),
    ("raz", "m"), ("rok", "m"), ("rzędz", "m"), ("rząd", "m"), ("godzin", "f"), ("częś", "f"), ("edycj", "f"),
    ("rund", "f"), ("minut", "f"), ("lig", "f"), ("rocznic", "f"), ("wydani", "n"), ("urodzin", "p"), ("sezon", "m"),
    ("odcin", "m"), ("tydzień", "m"), ("tygodni", "m"), ("miesiąc", "m"), ("wojn", "f"), ("kolej", "f"),
)  # fmt: skip


def gender_of_one(noun: str) -> str:
    """Return the gender of a noun that stands behind one."""
    word = noun.lower()
    if word in _MEN_IN_A:
        return "m"
    if word in _ONE_FEMININE or word.endswith(("ość", "a", "i")):
        return "f"
    return "n" if word.endswith(("o", "e", "ę", "um")) else "m"


def gender_of_few(noun: str) -> str:
    """Return f where the noun behind two is feminine, else m: "dwie kobiety", "dwa koty", "dwa jabłka"."""
    word = noun.lower()
    if word in _FEW_FEMININE or word.endswith(("cje", "sje", "zje", "gie", "ości", "ice")):
        return "f"
    return "f" if word.endswith("ki") and not word.endswith(_MASCULINE_KI) else "m"


def gender_of_rank(noun: str) -> str:
    """Return the gender of a noun behind an ordinal, whatever its case."""
    word = noun.lower()
    for stem, gender in _RANKED:
        if word.startswith(stem):
            return gender
    return gender_of_one(noun)
