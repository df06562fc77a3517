"""What the segmenter knows of other languages than English, and how to find it."""

from __future__ import annotations

from .english import ENGLISH
from .language import Language, kinds, words

__all__ = ["find_language"]

_GERMAN = Language(
    kinds(
        title="""
            Hr Fr Hrn Dr Prof Dipl Ing Mag St Sr z.b d.h u.a z.t i.d.r v.a o.ä s.o s.u m.e i.a Abt Allg
            z d h u o v n Fa Fam Frl Hl
        """,
        link="ca bzw evtl ggf vgl inkl exkl zzgl geb gest ehem sog bes insb allg",
        number="""
            nr nrn s Bd Kap Abs Aufl Abb Tab Ziff Anm Bl Jan Feb Apr Jun Jul Aug Sep Sept Okt Nov Dez Tel §
        """,
        word="Art",
        measure="min std sek",
        tail="str jh jhd n.chr v.chr chr Co mio mrd tsd",
        etc="usw etc usf ff",
    ),
    words(
        """
        der die das den dem des ein eine einen einem einer ich du er sie es wir ihr mein dein sein unser
        euer dies dieser diese dieses wer was wann wo warum wie welche welcher wenn weil dass als ob und
        aber oder denn doch sondern in an auf bei mit nach seit von zu aus für ohne um gegen durch ist
        sind war waren hat haben hatte kann können konnte wird werden wurde soll sollte muss müssen ja
        nein nicht nie dann da dort hier jetzt heute morgen gestern auch jedoch deshalb trotzdem
        vielleicht schließlich man alle viele einige mehr bitte danke
        """
    ),
    ordinal_dot=True,
)

_FRENCH = Language(
    kinds(
        title="M MM Mme Mmes Mlle Mlles Dr Drs Pr Me Mgr St Ste c.-à-d av apr",
        link="cf env p.ex i.e vs",
        number="n nos p pp chap t janv févr juil sept oct nov déc tél",
        word="no vol fig art éd",
        tail="bd boul cie sté jr j.-c",
        etc="etc",
    ),
    words(
        """
        le la les l un une des du ce cet cette ces c ça je j tu il elle on nous vous ils elles mon ton
        son ma ta sa mes tes ses notre votre leur qui que quoi quand où pourquoi comment quel quelle si
        parce et mais ou donc or ni car dans sur sous avec sans pour par à au aux en chez depuis est
        sont était a ont avait peut oui non ne pas jamais alors puis ici là maintenant hier demain aussi
        cependant enfin tout tous toutes plusieurs merci
        """
    ),
)

_SPANISH = Language(
    kinds(
        title="""
            Sr Sra Sres Sras Srta Dr Dra Dres D Dña Ud Uds Vd Vds Lic Ing Prof Profa Gral Cap Sto Sta ee a d
            avda
        """,
        link="p.ej ej cf vs aprox",
        number="n núm nro pág págs p pp t ene feb abr jun jul ago sept oct nov dic tel",
        word="no vol cap fig art",
        tail="av c/ cía ee.uu uu s.a s.l jr a.c d.c",
        etc="etc",
        time="a.m p.m",
    ),
    words(
        """
        el la los las lo un una unos unas este esta esto estos estas ese esa eso yo tú él ella nosotros
        ellos ellas usted mi tu su nuestro que qué quien quién cuando cuándo donde dónde por para como
        cómo cual cuál si porque y e pero o u sino en de a con sin sobre desde hasta entre es son era
        fue está están ha han hay puede no sí nunca entonces luego aquí allí ahora hoy ayer mañana
        también además finalmente todo todos muchos gracias
        """
    ),
)

_ITALIAN = Language(
    kinds(
        title="sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv arch geom rag S St",
        link="p.es es cfr ca vs",
        number="n nr p pp pag pagg gen feb apr giu lug ago sett ott nov dic tel",
        word="vol cap fig art mar",
        tail="s.p.a s.r.l jr a.c d.c",
        etc="ecc etc",
    ),
    words(
        """
        il lo la i gli le l un uno una questo questa questi queste quello quella io tu lui lei noi voi
        loro mio tuo suo nostro che chi cosa quando dove perché come quale se e ed ma o in di a da con
        su per tra fra è sono era ha hanno può non sì mai allora poi qui lì ora oggi ieri domani anche
        però infine tutto tutti molti grazie
        """
    ),
)

_PORTUGUESE = Language(
    kinds(
        title="Sr Sra Srs Sras Srta Dr Dra Drs D Dona Prof Profa Eng Exmo Exma Gen Cap Sto Sta",
        link="p.ex cf vs aprox",
        number="n nº núm pág págs p pp séc jan fev abr jun jul ago nov dez tel",
        word="no vol cap fig art mar set out",
        tail="av r ltda cia s.a jr a.c d.c e.u.a",
        etc="etc",
    ),
    words(
        """
        o a os as um uma uns umas este esta isto esse essa isso aquele aquela eu tu ele ela nós vós eles
        elas você vocês meu teu seu nosso que quem quando onde por porque como qual se e mas ou em de
        para com sem sobre desde até entre é são era foi está estão tem têm há pode não sim nunca então
        depois aqui ali agora hoje ontem amanhã também finalmente tudo todos muitos obrigado obrigada
        """
    ),
)

_DUTCH = Language(
    kinds(
        title="dhr mevr mw dr drs ir ing mr prof ds St d.w.z o.a m.a.w t.a.v i.p.v m.n e.d v n",
        link="bijv ca incl excl evt resp vgl",
        number="nr nrs blz p pp hfst afb jan feb mrt apr jun jul aug sep sept okt nov dec tel",
        word="fig art",
        tail="n.v b.v v.chr n.chr chr jr",
        etc="enz etc",
    ),
    words(
        """
        de het een dit dat deze die ik jij je hij zij ze wij we jullie u mijn jouw zijn haar ons onze
        hun wie wat wanneer waar waarom hoe welke als omdat en maar of want dus in op aan bij met naar
        van uit voor door om over is was waren heeft hebben had kan kunnen zou ja nee niet nooit dan
        daar hier nu vandaag gisteren morgen ook echter alle veel
        """
    ),
)

_RUSSIAN = Language(
    kinds(
        title="ул пр просп пл д кв корп т.е т.к т.н т.о напр им св проф акад доц см ср",
        number="с стр рис табл гл п пп ч т № янв февр апр авг сент окт нояб дек тел",
        tail="т.д т.п др пр руб коп тыс млн млрд г гг в вв н.э",
    ),
    words(
        """
        я ты он она оно мы вы они это этот эта эти тот та те мой твой его её наш ваш их кто что когда
        где почему как какой если потому и но а или в на с из от до для по о об у за под без через при
        не нет да был была были есть может тогда потом здесь там теперь сегодня вчера завтра также
        однако наконец все всё многие
        """
    ),
)

_POLISH = Language(
    kinds(
        title="""
            prof dr mgr inż ul al pl os św ks bp abp kard im woj pow gm np m.in tzn tzw tj wg zob por ok ww
            gen płk
            kpt red dyr mec lek ppor hab o p
        """,
        link="ew wzgl ds dot pt",
        number="nr s str art ust pkt rozdz rys tab t poz godz kl tel",
        tail="r w tys mln mld zł gr szt p.n.e n.e S.A o.o br",
        etc="itd itp cd cdn",
    ),
    words(
        """
        ja ty on ona ono my wy oni one ten ta to ci te tamten mój twój jego jej nasz wasz ich kto co kiedy
        gdzie
        dlaczego jak jaki który jeśli jeżeli bo i a ale lub albo w we na z ze od do dla po o za pod przez
        bez przy nie
        tak był była było były jest są może potem wtedy tam tu teraz dziś wczoraj jutro także jednak
        wreszcie wszyscy
        wiele wielu
        """
    ),
    ordinal_dot=True,
)

_HINDI = Language(kinds(title="डॉ डा प्रो पं श्री सं स्व ई पू रु कि से मि मी ग्रा पृ नं इं"), frozenset())

_NOTHING = Language({}, frozenset())
_ORDINAL = Language({}, frozenset(), ordinal_dot=True)
_ORDINAL_DOT = words("da nb nn no fi cs sk sl hr sr bs hu et lv pl tr is lb eu")
_LANGUAGES = {
    "en": ENGLISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
    "nl": _DUTCH,
    "ru": _RUSSIAN,
    "pl": _POLISH,
    "hi": _HINDI,
}


def find_language(tag: str | None) -> Language:
    """Find what is known about the language of a BCP-47 tag; of an unknown one only initials are."""
    if tag is None:
        return _NOTHING
    primary = tag.replace("_", "-").split("-")[0].lower()
    return _LANGUAGES.get(primary, _ORDINAL if primary in _ORDINAL_DOT else _NOTHING)
