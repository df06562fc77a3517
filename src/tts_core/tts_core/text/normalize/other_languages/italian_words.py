"""The words of Italian: units, money, months, abbreviations, and which nouns are feminine."""

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
    "MULTIPLES",
    "NUMBERED",
    "PERCENT",
    "PERMILLE",
    "QUEENS",
    "SCALES",
    "SIGNS",
    "UNITS",
    "feminine",
]

PERCENT = Noun("", ("per cento",))
PERMILLE = Noun("m", ("per mille",))
UNITS = nouns(
    """
    km m chilometro chilometri
    m m metro metri
    dm m decimetro decimetri
    cm m centimetro centimetri
    mm m millimetro millimetri
    µm m micrometro micrometri
    nm m nanometro nanometri
    km²,km2,kmq m chilometro_quadrato chilometri_quadrati
    m²,m2,mq m metro_quadrato metri_quadrati
    cm²,cm2,cmq m centimetro_quadrato centimetri_quadrati
    m³,m3,mc m metro_cubo metri_cubi
    cm³,cm3 m centimetro_cubo centimetri_cubi
    ha m ettaro ettari
    kg m chilogrammo chilogrammi
    hg m etto etti
    g,gr m grammo grammi
    mg m milligrammo milligrammi
    µg m microgrammo microgrammi
    q m quintale quintali
    t f tonnellata tonnellate
    l,L m litro litri
    ml,mL m millilitro millilitri
    cl,cL m centilitro centilitri
    dl,dL m decilitro decilitri
    km/h m chilometro_all'ora chilometri_all'ora
    m/s m metro_al_secondo metri_al_secondo
    °C,°_C,℃ m grado_Celsius gradi_Celsius
    °F,℉ m grado_Fahrenheit gradi_Fahrenheit
    ° m grado gradi
    K m kelvin
    h f ora ore
    min,min. m minuto minuti
    s,sec,sec. m secondo secondi
    ms m millisecondo millisecondi
    W m watt
    kW m chilowatt
    MW m megawatt
    GW m gigawatt
    kWh m chilowattora
    V m volt
    A m ampere
    Hz m hertz
    kHz m chilohertz
    MHz m megahertz
    GHz m gigahertz
    kB,KB m kilobyte
    MB m megabyte
    GB m gigabyte
    TB m terabyte
    Mbps,Mbit/s m megabit_al_secondo
    bar m bar
    hPa m ettopascal
    dB m decibel
    kcal f chilocaloria chilocalorie
    kJ m chilojoule
    J m joule
    N m newton
    CV m cavallo cavalli
    """
)
CURRENCIES = currencies(
    """
    €,EUR,euro m euro | m centesimo centesimi
    $,USD,US$,dollari m dollaro dollari | m centesimo centesimi
    £,GBP f sterlina sterline | m penny
    CHF,fr. m franco franchi | m centesimo centesimi
    ¥,JPY m yen
    ₽ m rublo rubli
    ₹ f rupia rupie
    """
)
SCALES = nouns(
    """
    mln,mln.,M m milione milioni
    mld,mld.,mrd m miliardo miliardi
    """
)
MULTIPLES = nouns(
    """
    mila - mila
    milione,milioni m milione milioni
    miliardo,miliardi m miliardo miliardi
    """
)
MONTH_NAMES = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
    "novembre", "dicembre",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)} | {
    "gen.": 1, "genn.": 1, "feb.": 2, "febbr.": 2, "mar.": 3, "apr.": 4, "mag.": 5, "giu.": 6, "lug.": 7,
    "ago.": 8, "set.": 9, "sett.": 9, "ott.": 10, "nov.": 11, "dic.": 12,
}  # fmt: skip
NUMBERED = wordlist(
    "capitolo tomo volume atto scena parte libro articolo allegato titolo tipo fase livello sezione "
    "numero canto "
    "categoria gruppo cap vol art"
)
KINGS = wordlist(
    "Luigi Carlo Enrico Filippo Giovanni Paolo Pio Benedetto Leone Gregorio Clemente Vittorio Emanuele "
    "Umberto "
    "Federico Francesco Ferdinando Guglielmo Giorgio Edoardo Napoleone Nicola Alessandro Pietro Ramsete Papa "
    "Innocenzo Urbano Bonifacio Sisto Giulio Giuseppe Alfonso Cosimo Felipe Martino Celestino Ottone Re"
)
QUEENS = wordlist("Elisabetta Caterina Maria Isabella Margherita Cristina Giovanna Anna Regina")
ABBREVIATIONS = pairs(
    """
    sig. = signor; sig.ra = signora; sig.na = signorina; sigg. = signori; dott. = dottor;
    dott.ssa = dottoressa; dr. = dottor; dr.ssa = dottoressa; prof. = professor;
    prof.ssa = professoressa; ing. = ingegner; avv. = avvocato; arch. = architetto; geom. = geometra;
    rag. = ragioniere; on. = onorevole; ecc. = eccetera; etc. = eccetera; a.m. = di mattina;
    p.m. = di sera; nn. = numeri; p. es. = per esempio; p.es. = per esempio; ad es. = ad esempio;
    es. = esempio; cfr. = confronta; ca. = circa; c.a. = circa; pag. = pagina; pagg. = pagine;
    cap. = capitolo; art. = articolo; artt. = articoli; n. = numero; nr. = numero; num. = numero;
    tel. = telefono; cell. = cellulare; a. C. = avanti Cristo; d. C. = dopo Cristo; vol. = volume;
    fig. = figura; s. l. m. = sul livello del mare; v.le = viale; p.zza = piazza; P.zza = piazza;
    p.za = piazza; c.so = corso; C.so = corso; vs. = contro; min. = minimo; max. = massimo;
    u. s. = ultimo scorso; N.B. = nota bene; gent.mo = gentilissimo; gent.ma = gentilissima;
    egr. = egregio; spett. = spettabile; ss. = seguenti; segg. = seguenti; sec. = secolo; gg. = giorni;
    vd. = vedi; ab. = abitanti; S.p.A. = esse pi a; S.r.l. = esse erre elle; c.d. = cosiddetto;
    cd. = cosiddetto; q.b. = quanto basta; dep. = deputato; sen. = senatore; gen. = generale;
    ecc.mo = eccellentissimo; ab.ti = abitanti; lun. = lunedì; mar. = martedì; mer. = mercoledì;
    gio. = giovedì; ven. = venerdì; sab. = sabato; dom. = domenica; op. cit. = opera citata; i.e. = cioè;
    i. e. = cioè; rif. = riferimento; ult. = ultimo; int. = interno; all. = allegato
    """
)
BEFORE_NUMBER = pairs(
    """
    n. = numero; n.° = numero; n° = numero; nº = numero; nr. = numero; N. = numero; p. = pagina;
    pp. = pagine; v. = verso; c. = comma; t. = tomo; art. = articolo; l. = legge; par. = paragrafo
    """
)
BEFORE_NAME = pairs(
    """
    S. = San; SS. = Santi; Dr. = dottor; Sig.ra = signora; fra' = fra; d. = don
    """
)
SIGNS = pairs(
    """
    & = e; + = più; × = per; ÷ = diviso; ± = più o meno; § = paragrafo; # = numero; @ = chiocciola;
    % = per cento; ° = gradi; ~ = circa; < = minore di; > = maggiore di; ≤ = minore o uguale a;
    ≥ = maggiore o uguale a; ≈ = circa; € = euro; $ = dollari; £ = sterline; ‰ = per mille;
    ² = al quadrato; ³ = al cubo; / = barra; _ = trattino basso; ^ = elevato a; * = asterisco; → = a;
    № = numero
    """
) | {"=": "uguale"}
_FEMININE = wordlist(
    "notte chiave parte madre nave voce pace classe legge luce croce gente mente morte arte fede sede "
    "torre neve carne "
    "febbre volpe mano foto moto auto radio crisi tesi analisi ipotesi diagnosi città serie specie "
    "moglie superficie "
    "botte rete siepe cenere polvere vite pelle valle base frase fase stazione attrice ape tigre bici "
    "sorte fine estate"
)
_MASCULINE = wordlist(
    "problema sistema programma tema clima poeta pianeta diploma dramma schema panorama pigiama cinema "
    "papa collega "
    "artista turista giornalista dentista tassista autista atleta profeta pilota boia sofà"
)


def feminine(noun: str) -> bool:
    """Say whether *noun*, which is one thing, is feminine."""
    word = noun.lower()
    if word in _FEMININE:
        return True
    return word not in _MASCULINE and word.endswith(
        ("a", "zione", "sione", "gione", "tà", "tù", "trice", "tudine")
    )
