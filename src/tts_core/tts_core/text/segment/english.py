"""What the segmenter knows of English."""

from __future__ import annotations

from .language import Language, kinds, words

__all__ = ["ENGLISH"]

ENGLISH = Language(
    kinds(
        title="""
            mr mrs ms messrs mme mlle mx prof profs drs rev hon pres supt fr sr. capt cpt cmdr cdr adm maj
            brig lt ltc sgt cpl pvt pfc cpo ens insp det Gen Col Sen Rep Gov Sec Amb Atty Msgr Sr. Br Pres
            Hon Rev Fr Mt Mts Ft Pt Wm Chas Geo Jas Thos vs v cf viz e.g i.e eg ie approx ca Ca circa incl
            esp resp Gen.-Maj lit transl Dist Univ Dept dept Assoc Asst asst assn Asstd Natl Intl Gov't Bp
            Abp Ald Cllr Dame Rt Ven Lieut Comdr Cmdt Sup abbr abbrev aka misc prob orig
        """,
        street="st dr",
        number="""
            nos p pp vol vols ch chap chaps Fig Figs fig figs eq eqs para paras pt pts Jan Feb Mar Apr Jun
            Jul Aug Sep Sept Oct Nov Dec ver vv ln ll art Art sect ref refs app Tab ed eds lot rm Rm apt Apt
            ste Ste ext op Op bk bks cl n tel Tel nr Nr
        """,
        word="no sec",
        measure="""
            in ft yd mi oz lb lbs pt qt gal hr hrs min mins sec secs cm mm km kg mg ml cc sq cu wk wks yr
            yrs mo mos
        """,
        tail="""
            co corp inc ltd plc llc llp bros cos jr sr esq md phd ph.d m.d b.a m.a b.sc m.sc d.d.s j.d r.n
            ave blvd rd ct sq ln pkwy hwy ter cir pl bldg fl Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun al
            ibid est dept govt mgr max avg temp Mass Calif Conn Penn Pa Va Fla Tex Ill Minn Wis Mich Ala
            Ariz Colo Ga Ind Kan Ky La Md Me Miss Mo Mont Neb Nev Okla Ore Tenn Vt Wash Wyo Ont Que u.s u.k
            u.n e.u u.s.a d.c ms mss cit loc seq pop
        """,
        etc="etc",
        time="a.m p.m",
    ),
    words(
        """
        a an the this that these those i you he she it we they my your his her its our their who whom whose
        what which when where why how if unless until while although though because since as after before
        once whether whenever wherever and but or nor so yet for in on at by from with without within of to
        into under over about above below between among during through throughout against despite is are was
        were am be being been do does did has have had can could would should shall might must let please
        yes no not never then there here now today tomorrow yesterday tonight also however therefore thus
        hence moreover furthermore meanwhile instead still otherwise nevertheless nonetheless besides indeed
        perhaps maybe finally first firstly second secondly third next last later soon even only just some
        any all both each every either neither none one two three four five six seven eight nine ten many
        most much more few several another other others such same everyone everybody everything someone
        somebody something nobody nothing anyone anybody anything don't didn't doesn't isn't aren't wasn't
        weren't can't couldn't won't wouldn't shouldn't haven't hasn't hadn't upon like unlike according
        additionally again already always often sometimes usually recently currently suddenly unfortunately
        fortunately apparently obviously clearly thank thanks sorry okay ok well oh see ours yours mine
        theirs
        """
    ),
)
