"""The words of Portuguese: units, money, months, abbreviations, and which nouns are feminine."""

from __future__ import annotations

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages.language import Noun, currencies, nouns, pairs

__all__ = [
    "ABBREVIATIONS",
    "BEFORE_NAME",
    "BEFORE_NUMBER",
    "BRAZIL",
    "KINGS",
    "MONTHS",
    "MONTH_NAMES",
    "MULTIPLES",
    "NO_NOUNS",
    "NUMBERED",
    "PERCENT",
    "PERMILLE",
    "PORTUGAL",
    "QUEENS",
    "SCALES",
    "SIGNS",
    "UNITS",
    "feminine",
]

PERCENT = Noun("m", ("por cento",))
PERMILLE = Noun("m", ("por mil",))
UNITS = nouns(
    """
    km m quilômetro quilômetros
    m m metro metros
    dm m decímetro decímetros
    cm m centímetro centímetros
    mm m milímetro milímetros
    µm m micrômetro micrômetros
    nm m nanômetro nanômetros
    km²,km2 m quilômetro_quadrado quilômetros_quadrados
    m²,m2 m metro_quadrado metros_quadrados
    cm²,cm2 m centímetro_quadrado centímetros_quadrados
    m³,m3 m metro_cúbico metros_cúbicos
    cm³,cm3 m centímetro_cúbico centímetros_cúbicos
    ha m hectare hectares
    kg m quilograma quilogramas
    g m grama gramas
    mg m miligrama miligramas
    µg m micrograma microgramas
    t f tonelada toneladas
    l,L m litro litros
    ml,mL m mililitro mililitros
    cl,cL m centilitro centilitros
    km/h m quilômetro_por_hora quilômetros_por_hora
    m/s m metro_por_segundo metros_por_segundo
    °C,°_C,ºC,º_C,℃ m grau_Celsius graus_Celsius
    °F,ºF,℉ m grau_Fahrenheit graus_Fahrenheit
    ° m grau graus
    K m kelvin kelvins
    h f hora horas
    min,min. m minuto minutos
    s,seg,seg. m segundo segundos
    ms m milissegundo milissegundos
    W m watt watts
    kW m quilowatt quilowatts
    MW m megawatt megawatts
    GW m gigawatt gigawatts
    kWh m quilowatt-hora quilowatts-hora
    V m volt volts
    A m ampere amperes
    Hz m hertz
    kHz m quilohertz
    MHz m megahertz
    GHz m gigahertz
    kB,KB m quilobyte quilobytes
    MB m megabyte megabytes
    GB m gigabyte gigabytes
    TB m terabyte terabytes
    Mbps m megabit_por_segundo megabits_por_segundo
    bar m bar bars
    hPa m hectopascal hectopascais
    dB m decibel decibéis
    kcal f quilocaloria quilocalorias
    kJ m quilojoule quilojoules
    J m joule joules
    N m newton newtons
    cv m cavalo cavalos
    """
)
_MONEY = """
    R$,BRL,reais m real reais | m centavo centavos
    €,EUR,euro,euros m euro euros | m {cent} {cent}s
    $,USD,US$ m dólar dólares | m centavo centavos
    £,GBP f libra libras | m pêni pence
    ¥,JPY m iene ienes
    CHF m franco francos | m centavo centavos
    ₽ m rublo rublos
    ₹ f rupia rupias
"""
BRAZIL = currencies(_MONEY.replace("{cent}", "centavo"))
PORTUGAL = currencies(_MONEY.replace("{cent}", "cêntimo"))
SCALES = nouns(
    """
    mi,mi.,milhões m milhão milhões
    bi,bi. m bilhão bilhões
    M m milhão milhões
    """
)
MULTIPLES = nouns(
    """
    mil - mil
    milhão,milhões m milhão milhões
    bilhão,bilhões m bilhão bilhões
    """
)
MONTH_NAMES = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
    "dezembro",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)} | {
    "jan.": 1, "fev.": 2, "mar.": 3, "abr.": 4, "mai.": 5, "jun.": 6, "jul.": 7, "ago.": 8, "set.": 9, "out.": 10,
    "nov.": 11, "dez.": 12,
}  # fmt: skip
NUMBERED = wordlist(
    "capítulo tomo volume ato cena parte livro artigo anexo título tipo fase nível seção secção número "
    "categoria grupo"
)
KINGS = wordlist(
    "Pedro João Afonso Manuel Sebastião Filipe José Miguel Luís Luis Carlos Henrique Fernando Paulo Pio "
    "Bento Leão "
    "Gregório Clemente Guilherme Jorge Eduardo Frederico Napoleão Nicolau Alexandre Ramsés Papa Rei "
    "Francisco Dinis "
    "Sancho Duarte Inocêncio Urbano Bonifácio"
)
QUEENS = wordlist("Maria Isabel Elizabeth Catarina Rainha Cristina Margarida Ana Leonor")
ABBREVIATIONS = pairs(
    """
    Sr. = senhor; Sra. = senhora; Sr.ª = senhora; Srs. = senhores; Sras. = senhoras; Srta. = senhorita;
    Dr. = doutor; Dra. = doutora; Dr.ª = doutora; Prof. = professor; Profa. = professora;
    Prof.ª = professora; p. ex. = por exemplo; etc. = et cetera; aprox. = aproximadamente; máx. = máximo; mín. = mínimo;
    av. = avenida; Av. = avenida; tel. = telefone; a. C. = antes de Cristo; d. C. = depois de Cristo;
    Ltda. = limitada; Lda. = limitada; Cia. = companhia; S. A. = sociedade anônima; séc. = século;
    cap. = capítulo; art. = artigo; vol. = volume; fig. = figura; pág. = página; págs. = páginas;
    núm. = número; obs. = observação; Exmo. = excelentíssimo; Exma. = excelentíssima;
    V. Exa. = Vossa Excelência; Eng. = engenheiro; Arq. = arquiteto; ref. = referência;
    qtd. = quantidade; vs. = contra; i. e. = isto é; cf. = confira; jr. = júnior; Jr. = júnior;
    E.U.A. = Estados Unidos; EUA = Estados Unidos; hab. = habitantes; n.º = número; nº = número;
    depto. = departamento; gov. = governador; pç. = praça; pça. = praça; Pça. = praça;
    apto. = apartamento; ap. = apartamento; ed. = edição; min. = minutos; km. = quilômetros;
    Ilmo. = ilustríssimo; d.C. = depois de Cristo; a.C. = antes de Cristo; cód. = código;
    créd. = crédito; end. = endereço; est. = estado; gen. = general; cel. = coronel; ten. = tenente;
    vc = você; tb. = também; pp. = páginas; ss. = seguintes; tb = também; p/ = para; c/ = com; s/ = sem
    """
)
BEFORE_NUMBER = pairs(
    """
    seg. = segunda; ter. = terça; qua. = quarta; qui. = quinta; sex. = sexta; sáb. = sábado;
    dom. = domingo; n.º = número; nº = número; n° = número; n. = número; Nº = número; N.º = número;
    p. = página; pp. = páginas; pág. = página; art. = artigo; cap. = capítulo; vol. = volume;
    fig. = figura; séc. = século
    """
)
BEFORE_NAME = pairs(
    """
    D. = Dom; Sto. = Santo; Sta. = Santa; S. = São; Fr. = frei; Pe. = padre; Dr. = doutor; R. = rua;
    Eng.º = engenheiro
    """
)
SIGNS = pairs(
    """
    & = e; + = mais; × = vezes; ÷ = dividido por; ± = mais ou menos; § = parágrafo; # = número;
    @ = arroba; % = por cento; ° = graus; ~ = aproximadamente; < = menor que; > = maior que;
    ≤ = menor ou igual a; ≥ = maior ou igual a; ≈ = aproximadamente; € = euros; $ = dólares; £ = libras;
    ‰ = por mil; ² = ao quadrado; ³ = ao cubo; / = barra; _ = sublinhado; ^ = elevado a; * = asterisco;
    → = para; № = número
    """
) | {"=": "igual a"}
NO_NOUNS = wordlist(
    "de do da dos das e a o ao à em no na nos nas por pelo pela para com sem que se é são foi era está "
    "estão mas não ou "
    "mais menos até desde entre sobre nem há tem têm contra segundo pode quando porque"
)
_FEMININE = wordlist(
    "noite tarde parte vez mulher flor chave carne gente morte sorte torre nuvem ponte árvore rede sede "
    "lei luz cruz paz "
    "voz raiz base frase fase fonte mente frente corrente crise tese síntese atriz mão foto moto ordem "
    "viagem imagem "
    "mensagem página mãe avó irmã manhã maçã lã nave classe série espécie superfície cor dor colher "
    "mulher pele"
)
_MASCULINE = wordlist(
    "dia problema sistema programa tema idioma mapa clima planeta poema grama quilograma diploma drama "
    "esquema cometa "
    "sofá papa pijama aroma dilema sintoma trauma guarda artista turista jornalista dentista motorista "
    "atleta colega"
)
_ENDINGS = ("a", "ção", "são", "dade", "tude", "gem", "ice", "triz", "ã")
_PLURALS = (
    ("ções", "ção"), ("sões", "são"), ("gens", "gem"), ("vezes", "vez"), ("vozes", "voz"), ("luzes", "luz"),
    ("cruzes", "cruz"), ("raízes", "raiz"), ("atrizes", "atriz"), ("flores", "flor"), ("cores", "cor"),
    ("mulheres", "mulher"), ("colheres", "colher"), ("dores", "dor"), ("ordens", "ordem"), ("nuvens", "nuvem"),
)  # fmt: skip


def feminine(noun: str) -> bool:
    """Say whether *noun*, of one or of many, is feminine."""
    word = noun.lower()
    for plural, single in _PLURALS:
        if word == plural or (word.endswith(plural) and plural[0] in "çsg"):
            word = word.removesuffix(plural) + single
            break
    else:
        word = word.removesuffix("s")
    if word in _MASCULINE:
        return False
    return word in _FEMININE or word.endswith(_ENDINGS)
