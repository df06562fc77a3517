"""The words of French: units, money, months, abbreviations, and the nouns that are feminine."""

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
    "SCALES",
    "SIGNS",
    "UNITS",
    "feminine",
]

PERCENT = Noun("m", ("pour cent",))
PERMILLE = Noun("m", ("pour mille",))
UNITS = nouns(
    """
    km m kilomètre kilomètres
    m m mètre mètres
    dm m décimètre décimètres
    cm m centimètre centimètres
    mm m millimètre millimètres
    µm m micromètre micromètres
    nm m nanomètre nanomètres
    km²,km2 m kilomètre_carré kilomètres_carrés
    m²,m2 m mètre_carré mètres_carrés
    cm²,cm2 m centimètre_carré centimètres_carrés
    m³,m3 m mètre_cube mètres_cubes
    cm³,cm3 m centimètre_cube centimètres_cubes
    ha m hectare hectares
    kg m kilogramme kilogrammes
    g m gramme grammes
    mg m milligramme milligrammes
    µg m microgramme microgrammes
    t f tonne tonnes
    l,L m litre litres
    ml,mL m millilitre millilitres
    cl,cL m centilitre centilitres
    dl,dL m décilitre décilitres
    hl,hL m hectolitre hectolitres
    km/h m kilomètre_par_heure kilomètres_par_heure
    m/s m mètre_par_seconde mètres_par_seconde
    °C,°_C,℃ m degré_Celsius degrés_Celsius
    °F,℉ m degré_Fahrenheit degrés_Fahrenheit
    ° m degré degrés
    K m kelvin kelvins
    h f heure heures
    min,min.,mn f minute minutes
    s,sec,sec. f seconde secondes
    ms f milliseconde millisecondes
    W m watt watts
    kW m kilowatt kilowatts
    MW m mégawatt mégawatts
    GW m gigawatt gigawatts
    kWh m kilowattheure kilowattheures
    V m volt volts
    A m ampère ampères
    Hz m hertz
    kHz m kilohertz
    MHz m mégahertz
    GHz m gigahertz
    ko,Ko m kilooctet kilooctets
    Mo m mégaoctet mégaoctets
    Go m gigaoctet gigaoctets
    To m téraoctet téraoctets
    Mbit/s m mégabit_par_seconde mégabits_par_seconde
    bar m bar bars
    hPa m hectopascal hectopascals
    dB m décibel décibels
    kcal f kilocalorie kilocalories
    kJ m kilojoule kilojoules
    J m joule joules
    N m newton newtons
    ch m cheval chevaux
    hab.,hab m habitant habitants
    """
)
CURRENCIES = currencies(
    """
    €,EUR,euro,euros m euro euros | m centime centimes
    $,USD,US$,dollars m dollar dollars | m cent cents
    £,GBP f livre livres | m penny pence
    CHF,fr. m franc francs | m centime centimes
    ¥,JPY m yen yens
    ₽ m rouble roubles | m kopeck kopecks
    ₹ f roupie roupies
    """
)
SCALES = nouns(
    """
    k - mille
    M,Mio m million millions
    Md,Mds,Mrd m milliard milliards
    """
)
MULTIPLES = nouns(
    """
    mille - mille
    million,millions m million millions
    milliard,milliards m milliard milliards
    """
)
MONTH_NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)} | {
    "janv.": 1, "févr.": 2, "fév.": 2, "avr.": 4, "juil.": 7, "juill.": 7, "aout": 8, "sept.": 9, "oct.": 10,
    "nov.": 11, "déc.": 12, "fevrier": 2, "decembre": 12,
}  # fmt: skip
NUMBERED = wordlist(
    "chapitre tome volume acte scène partie livre article annexe titre type phase niveau section numéro "
    "catégorie "
    "chap vol art république groupe"
)
KINGS = wordlist(
    "Louis Henri Charles François Philippe Napoléon Jean Paul Pie Benoît Léon Grégoire Clément "
    "Guillaume Georges "
    "Édouard Edouard Frédéric Nicolas Alexandre Ramsès Élisabeth Elisabeth Catherine Isabelle Marie "
    "Christine "
    "Albert Léopold Baudouin Innocent Urbain Alphonse Ferdinand Pierre Ivan Jacques Richard Felipe Juan "
    "Charlemagne"
)
ABBREVIATIONS = pairs(
    """
    c.-à-d. = c'est-à-dire; p. ex. = par exemple; etc. = et cetera; cf. = confer; env. = environ;
    av. J.-C. = avant Jésus-Christ; apr. J.-C. = après Jésus-Christ; ap. J.-C. = après Jésus-Christ;
    Mr. = monsieur; M. et = monsieur et; Mme = madame; Mmes = mesdames; Mlle = mademoiselle;
    Mlles = mesdemoiselles; MM. = messieurs; tél. = téléphone; bd = boulevard; boul. = boulevard;
    Bd = boulevard; max. = maximum; min. = minimum; N.B. = nota bene; P.-S. = post-scriptum;
    s.v.p. = s'il vous plaît; SVP = s'il vous plaît; RDV = rendez-vous; Cie = compagnie;
    resp. = respectivement; ibid. = ibidem; op. cit. = opere citato; i.e. = c'est-à-dire; éd. = édition;
    dép. = département; hab. = habitants; nb = nombre; qqch = quelque chose; qqn = quelqu'un;
    vs = contre; fig. = figure; chap. = chapitre; qq. = quelques; Sté = société;
    Ets = établissements; ét. = étage; pl. = place; apt. = appartement; bât. = bâtiment; St = saint;
    Ste = sainte; Dr = docteur; Pr = professeur; Mgr = monseigneur; qté = quantité; réf. = référence
    """
)
BEFORE_NUMBER = pairs(
    """
    lun. = lundi; mar. = mardi; mer. = mercredi; jeu. = jeudi; ven. = vendredi; sam. = samedi;
    dim. = dimanche; n° = numéro; nº = numéro; no = numéro; N° = numéro; p. = page; pp. = pages;
    chap. = chapitre; t. = tome; vol. = volume; fig. = figure; art. = article; al. = alinéa; v. = vers;
    l. = ligne; av. = avant; apr. = après
    """
)
BEFORE_NAME = pairs(
    """
    M. = monsieur; Mme. = madame; Mlle. = mademoiselle; Dr = docteur; Dr. = docteur; Drs = docteurs;
    Pr = professeur; Pr. = professeur; Me = maître; Mgr = monseigneur; St = saint; Ste = sainte;
    St- = saint; Ste- = sainte; av. = avenue; pl. = place; r. = rue; gén. = général
    """
)
SIGNS = pairs(
    """
    & = et; + = plus; × = fois; ÷ = divisé par; ± = plus ou moins; § = paragraphe; # = numéro;
    @ = arobase; % = pour cent; ° = degré; ~ = environ; < = inférieur à; > = supérieur à;
    ≤ = inférieur ou égal à; ≥ = supérieur ou égal à; ≈ = environ; € = euros; $ = dollars; £ = livres;
    ‰ = pour mille; ² = au carré; ³ = au cube; / = barre oblique; _ = tiret bas; ^ = puissance;
    * = étoile; → = vers; № = numéro
    """
) | {"=": "égale"}
_FEMININE = wordlist(
    """
    page heure minute seconde année semaine journée personne femme fille fois pomme voiture maison table chaise tasse
    bouteille chose partie ville rue porte lettre pièce place question réponse école classe vache poule chatte chienne
    fleur feuille carte photo image ligne phrase langue main tête nuit voix croix noix mer mère soeur sœur tante vie
    orange poire banane cerise fraise tomate carotte livre tonne tranche cuillère assiette fourchette boîte caisse
    robe chemise chambre fenêtre lampe clé clef île montagne rivière route étoile église entreprise équipe usine banque
    dame actrice histoire idée minute guerre paix loi faim soif fin dent peau souris brebis fourmi forêt couleur valeur
    heure odeur peur douleur erreur sueur larme victime vedette recette étape étude mesure facture voiture aventure
    blessure signature candidature chaussure équipe balle bague pierre terre plante plage neige pluie tempête bataille
    famille médaille bouteille oreille abeille feuille corbeille pastille pilule goutte cartouche bouche mouche douche
    branche manche planche tranche vache tâche hache voisine cousine copine cuisine machine semaine douzaine dizaine
    centaine vingtaine trentaine quinzaine fontaine laine chaîne reine peine veine scène candidate avocate soldate
    vis commune région
    """
)
_ENDINGS = (
    "tion", "sion", "xion", "té", "ette", "ence", "ance", "ure", "ade", "esse", "ie", "ée", "ise", "tude", "elle",
    "euse", "trice", "ienne", "onne", "ine", "aine", "rie", "aille", "eille", "ille",
)  # fmt: skip
_MASCULINE = wordlist(
    "musée lycée trophée été côté comté traité comité squelette génie incendie magazine mille"
)


def feminine(noun: str) -> bool:
    """Say whether *noun*, of one or of many, is feminine."""
    word = noun.lower().removesuffix("s")
    if word in _FEMININE or noun.lower() in _FEMININE:
        return True
    return word not in _MASCULINE and word.endswith(_ENDINGS)
