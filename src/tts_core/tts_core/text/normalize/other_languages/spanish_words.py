"""The words of Spanish: units, money, months, abbreviations, and which nouns are feminine."""

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
    "NO_NOUNS",
    "NUMBERED",
    "PERCENT",
    "PERMILLE",
    "PESOS",
    "SCALES",
    "SIGNS",
    "UNITS",
    "feminine",
]

PERCENT = Noun("", ("por ciento",))
PERMILLE = Noun("m", ("por mil",))
UNITS = nouns(
    """
    km m kilómetro kilómetros
    m m metro metros
    dm m decímetro decímetros
    cm m centímetro centímetros
    mm m milímetro milímetros
    µm m micrómetro micrómetros
    nm m nanómetro nanómetros
    km²,km2 m kilómetro_cuadrado kilómetros_cuadrados
    m²,m2 m metro_cuadrado metros_cuadrados
    cm²,cm2 m centímetro_cuadrado centímetros_cuadrados
    m³,m3 m metro_cúbico metros_cúbicos
    cm³,cm3 m centímetro_cúbico centímetros_cúbicos
    ha f hectárea hectáreas
    kg m kilogramo kilogramos
    g,gr. m gramo gramos
    mg m miligramo miligramos
    µg m microgramo microgramos
    t f tonelada toneladas
    l,L m litro litros
    ml,mL m mililitro mililitros
    cl,cL m centilitro centilitros
    hl m hectolitro hectolitros
    km/h m kilómetro_por_hora kilómetros_por_hora
    m/s m metro_por_segundo metros_por_segundo
    °C,°_C,ºC,º_C,℃ m grado_Celsius grados_Celsius
    °F,ºF,℉ m grado_Fahrenheit grados_Fahrenheit
    ° m grado grados
    K m kelvin kelvins
    h,hs,hrs,h. f hora horas
    min,min. m minuto minutos
    s,seg,seg. m segundo segundos
    ms m milisegundo milisegundos
    W m vatio vatios
    kW m kilovatio kilovatios
    MW m megavatio megavatios
    GW m gigavatio gigavatios
    kWh m kilovatio_hora kilovatios_hora
    V m voltio voltios
    A m amperio amperios
    Hz m hercio hercios
    kHz m kilohercio kilohercios
    MHz m megahercio megahercios
    GHz m gigahercio gigahercios
    kB,KB m kilobyte kilobytes
    MB m megabyte megabytes
    GB m gigabyte gigabytes
    TB m terabyte terabytes
    Mbps,Mb/s m megabit_por_segundo megabits_por_segundo
    bar m bar bares
    hPa m hectopascal hectopascales
    dB m decibelio decibelios
    kcal f kilocaloría kilocalorías
    kJ m kilojulio kilojulios
    J m julio julios
    N m newton newtons
    CV m caballo caballos
    hab. m habitante habitantes
    """
)
CURRENCIES = currencies(
    """
    €,EUR,euro,euros m euro euros | m céntimo céntimos
    $,USD,US$,dólares m dólar dólares | m centavo centavos
    £,GBP f libra libras | m penique peniques
    ¥,JPY m yen yenes
    CHF m franco francos | m céntimo céntimos
    MXN,COP,ARS,CLP m peso pesos | m centavo centavos
    ₹ f rupia rupias
    ₽ m rublo rublos
    """
)
PESOS = {**CURRENCIES, **currencies("$,MX$ m peso pesos | m centavo centavos")}
SCALES = nouns("M,mill.,millones m millón millones")
MULTIPLES = nouns(
    """
    mil - mil
    millón,millones m millón millones
    """
)
MONTH_NAMES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)} | {
    "setiembre": 9, "ene.": 1, "feb.": 2, "mar.": 3, "abr.": 4, "may.": 5, "jun.": 6, "jul.": 7, "ago.": 8,
    "sept.": 9, "sep.": 9, "oct.": 10, "nov.": 11, "dic.": 12,
}  # fmt: skip
NUMBERED = wordlist(
    "capítulo tomo volumen acto escena parte libro artículo anexo título tipo fase nivel sección número "
    "categoría "
    "grupo apartado cap vol art tema"
)
KINGS = wordlist(
    "Felipe Alfonso Carlos Fernando Juan Luis Enrique Pedro Jaime Sancho Ramiro Alejandro Pablo Pío "
    "Benedicto León "
    "Gregorio Clemente Isabel Catalina María Cristina Guillermo Jorge Eduardo Federico Napoleón Nicolás "
    "Ramsés "
    "Francisco Ricardo José Inocencio Urbano Bonifacio Papa Rey Reina Margarita Juana"
)
ABBREVIATIONS = pairs(
    """
    Sr. = señor; Sra. = señora; Srta. = señorita; Sres. = señores; Sras. = señoras; Dr. = doctor;
    Dra. = doctora; D.ª = doña; Dª = doña; Dña. = doña; Ud. = usted; Uds. = ustedes; Vd. = usted;
    Vds. = ustedes; p. ej. = por ejemplo; P. ej. = por ejemplo; etc. = etcétera;
    EE. UU. = Estados Unidos; EE.UU. = Estados Unidos; a. C. = antes de Cristo;
    d. C. = después de Cristo; aprox. = aproximadamente; máx. = máximo; mín. = mínimo; avda. = avenida;
    Avda. = avenida; av. = avenida; Av. = avenida; c/ = calle; pza. = plaza; Pza. = plaza;
    tel. = teléfono; tfno. = teléfono; teléf. = teléfono; S. A. = sociedad anónima;
    S. L. = sociedad limitada; Gral. = general; gral. = general; Ing. = ingeniero; Lic. = licenciado;
    Licda. = licenciada; Prof. = profesor; Profa. = profesora; vs. = contra; ss. = siguientes;
    cía. = compañía; Cía. = compañía; depto. = departamento; dto. = descuento; izq. = izquierda;
    dcha. = derecha; prov. = provincia; admón. = administración; art. = artículo; cap. = capítulo;
    vol. = volumen; fig. = figura; pág. = página; págs. = páginas; núm. = número; n.º = número;
    nº = número; ej. = ejemplo; cf. = confróntese; i. e. = es decir; hab. = habitantes;
    Excmo. = excelentísimo; Excma. = excelentísima; Ilmo. = ilustrísimo; pdo. = pasado; tb. = también;
    km. = kilómetros; P. D. = posdata; a. m. = de la mañana; p. m. = de la tarde; lun. = lunes;
    mié. = miércoles; jue. = jueves; vie. = viernes; sáb. = sábado; dom. = domingo; ene. = enero;
    dic. = diciembre; Arq. = arquitecto; Mons. = monseñor
    """
)
BEFORE_NUMBER = pairs(
    """
    n.º = número; nº = número; n° = número; n.° = número; núm. = número; No. = número; no. = número;
    nro. = número; s. = siglo; p. = página; pp. = páginas; pág. = página; págs. = páginas;
    art. = artículo; cap. = capítulo; vol. = volumen; fig. = figura; t. = tomo; Nº = número
    """
)
BEFORE_NAME = pairs(
    """
    D. = don; Dr. = doctor; Dra. = doctora; Sto. = santo; Sta. = santa; Fr. = fray; Mtro. = maestro
    """
)
SIGNS = pairs(
    """
    & = y; + = más; × = por; ÷ = dividido por; ± = más menos; § = sección; # = número; @ = arroba;
    % = por ciento; ° = grados; ~ = aproximadamente; < = menor que; > = mayor que; ≤ = menor o igual que;
    ≥ = mayor o igual que; ≈ = aproximadamente; € = euros; $ = dólares; £ = libras; ‰ = por mil;
    ² = al cuadrado; ³ = al cubo; / = barra; _ = guion bajo; ^ = elevado a; * = asterisco; → = a;
    № = número
    """
) | {"=": "igual a"}
NO_NOUNS = wordlist(
    "de del y o a al en e u por para con sin que se es son fue era está están pero no si como más menos "
    "hasta desde "
    "entre sobre ni ha han hay contra según puede cuando porque"
)
_FEMININE = wordlist(
    "mano foto moto radio noche tarde clase calle parte vez mujer flor llave leche carne sangre gente "
    "muerte suerte "
    "nube torre nave red sed ley luz cruz paz voz raíz nariz miel sal piel cárcel señal catedral sal "
    "imagen orden serie "
    "especie superficie base frase fase fuente mente frente corriente serpiente crisis tesis síntesis "
    "hipótesis actriz "
    "emperatriz tribu sangre labor aves ave llaves sede parte"
)
_MASCULINE = wordlist(
    "día problema sistema programa tema idioma mapa clima planeta poema kilograma diploma drama esquema "
    "fantasma "
    "cometa sofá papá pijama aroma dilema lema síntoma trauma tranvía guardia policía artista turista "
    "periodista "
    "dentista futbolista taxista atleta colega pirata yoga gorila"
)
_ENDINGS = ("a", "ción", "sión", "dad", "tad", "tud", "umbre", "eza", "xión", "gión", "tión")


def feminine(noun: str) -> bool:
    """Say whether *noun*, of one or of many, is feminine."""
    word = noun.lower()
    if word.endswith("s") and word not in ("tesis", "crisis", "síntesis", "hipótesis"):
        word = word[:-1]
        for plural, single in (("cione", "ción"), ("sione", "sión"), ("giones"[:-1], "gión"), ("vece", "vez"), ("voce", "voz"),
                               ("luce", "luz"), ("cruce", "cruz"), ("raíce", "raíz"), ("dade", "dad"),
                               ("tade", "tad"), ("tude", "tud"), ("actrice", "actriz")):  # fmt: skip
            if word.endswith(plural):
                word = word.removesuffix(plural) + single
                break
        for single in (word, word.removesuffix("e")):
            if single in _FEMININE:
                return True
    if word in _MASCULINE:
        return False
    return word in _FEMININE or word.endswith(_ENDINGS)
