"""What the segmenter knows of English."""

from __future__ import annotations

from .language import Language, kinds, words

__all__ = ["ENGLISH"]

ENGLISH = Language(
    kinds(
        title="""
            mr mrs ms messrs mme mlle mx profs drs supt capt cpt cmdr cdr lt ltc sgt cpl pvt pfc cpo
            Prof Rev Hon Pres Fr Sr Br Adm Maj Brig Ens Insp Det Gen Col Sen Rep Gov Sec Amb Atty Msgr
            Bp Abp Ald Cllr Ven Lieut Comdr Cmdt Mt Mts Ft Pt Wm Chas Geo Jas Thos Dist Univ Dept dept
            Assoc Asst asst assn Natl Intl Gov't
        """,
        link="vs v cf viz e.g i.e eg ie approx ca incl esp resp transl abbr abbrev aka",
        street="st dr",
        number="""
            nos p pp vol vols ch chap chaps Fig Figs eq eqs paras pt pts Jan Feb Mar Apr Jun Jul Aug Sep
            Sept Oct Nov Dec ver vv ln ll sect refs eds Rm Apt Ste op Op bk bks cl n tel Tel nr Nr
        """,
        word="no sec fig figs art ref app lot rm apt ste ed ext para Tab",
        measure="""
            in ft yd mi oz lb lbs pt qt gal hr hrs min mins sec secs cm mm km kg mg ml cc sq cu wk wks
            yr yrs mo mos
        """,
        tail="""
            co corp inc ltd plc llc llp bros cos jr sr esq md phd ph.d m.d b.a m.a b.sc m.sc d.d.s j.d
            r.n ave blvd rd ct ln pkwy hwy pl bldg Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun al ibid
            est prof misc orig govt mgr avg Mass Calif Conn Penn Pa Va Fla Tex Minn Wis Mich Ariz Colo
            Ind Kan Ky Md Mo Mont Neb Nev Okla Ore Tenn Vt Ont Que u.s u.k u.n e.u u.s.a d.c mss cit loc
            seq
        """,
        etc="etc",
        time="a.m p.m",
    ),
    words(
        """
        a an the this that these those i you he she it we they my your his her its our their who whom
        whose what which when where why how if unless until while although though because since as after
        before once whether whenever wherever and but or nor so yet for in on at by from with without
        within of to into under over about above below between among during through throughout against
        despite is are was were am be being been do does did has have had can could would should shall
        might must let please yes no not never then there here now today tomorrow yesterday tonight also
        however therefore thus hence moreover furthermore meanwhile instead still otherwise nevertheless
        nonetheless besides indeed perhaps maybe finally first firstly second secondly third next last
        later soon even only just some any all both each every either neither none one two three four
        five six seven eight nine ten many most much more few several another other others such same
        everyone everybody everything someone somebody something nobody nothing anyone anybody anything
        don't didn't doesn't isn't aren't wasn't weren't can't couldn't won't wouldn't shouldn't haven't
        hasn't hadn't upon like unlike according additionally again already always often sometimes
        usually recently currently suddenly unfortunately fortunately apparently obviously clearly thank
        thanks sorry okay ok well oh see ours yours mine theirs
        """
    ),
)
