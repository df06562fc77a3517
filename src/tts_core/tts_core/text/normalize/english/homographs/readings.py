"""The homographs of English with their readings, as IPA with the stress before its vowel."""

from __future__ import annotations

from functools import cache

__all__ = ["readings"]

_TABLE = """
    read: past=ɹˈɛd present=ɹˈiːd
    lead: metal=lˈɛd front=lˈiːd
    tear: rip=tˈɛɹ eye=tˈɪɹ
    tears: rip=tˈɛɹz eye=tˈɪɹz
    bass: fish=bˈæs music=bˈeɪs
    close: verb=klˈoʊz near=klˈoʊs
    polish: Poland=pˈoʊlɪʃ shine=pˈɑːlɪʃ
    wound: turned=wˈaʊnd injury=wˈuːnd
    minute: time=mˈɪnɪt tiny=maɪnˈuːt
    live: verb=lˈɪv adjective=lˈaɪv
    lives: verb=lˈɪvz noun=lˈaɪvz
    wind: turn=wˈaɪnd air=wˈɪnd
    bow: bend=bˈaʊ weapon=bˈoʊ
    row: quarrel=ɹˈaʊ line=ɹˈoʊ
    sow: pig=sˈaʊ plant=sˈoʊ
    dove: dived=dˈoʊv bird=dˈʌv
    desert: verb=dɪzˈɜːt noun=dˈɛzɚt
    content: adjective=kəntˈɛnt noun=kˈɑːntɛnt
    invalid: adjective=ɪnvˈælɪd noun=ˈɪnvəlɪd
    use: verb=jˈuːz noun=jˈuːs
    excuse: verb=ɪkskjˈuːz noun=ɪkskjˈuːs
    house: verb=hˈaʊz noun=hˈaʊs
    refuse: verb=ɹɪfjˈuːz noun=ɹˈɛfjuːs
    record: verb=ɹɪkˈɔːɹd noun=ɹˈɛkɚd
    records: verb=ɹɪkˈɔːɹdz noun=ɹˈɛkɚdz
    present: verb=pɹɪzˈɛnt noun=pɹˈɛzənt
    presents: verb=pɹɪzˈɛnts noun=pɹˈɛzənts
    object: verb=əbdʒˈɛkt noun=ˈɑːbdʒɛkt
    objects: verb=əbdʒˈɛkts noun=ˈɑːbdʒɛkts
    project: verb=pɹədʒˈɛkt noun=pɹˈɑːdʒɛkt
    projects: verb=pɹədʒˈɛkts noun=pɹˈɑːdʒɛkts
    conduct: verb=kəndˈʌkt noun=kˈɑːndʌkt
    contract: verb=kəntɹˈækt noun=kˈɑːntɹækt
    contracts: verb=kəntɹˈækts noun=kˈɑːntɹækts
    permit: verb=pɚmˈɪt noun=pˈɜːmɪt
    permits: verb=pɚmˈɪts noun=pˈɜːmɪts
    produce: verb=pɹədˈuːs noun=pɹˈoʊduːs
    increase: verb=ɪnkɹˈiːs noun=ˈɪnkɹiːs
    decrease: verb=dɪkɹˈiːs noun=dˈiːkɹiːs
    import: verb=ɪmpˈɔːɹt noun=ˈɪmpɔːɹt
    export: verb=ɪkspˈɔːɹt noun=ˈɛkspɔːɹt
    insult: verb=ɪnsˈʌlt noun=ˈɪnsʌlt
    rebel: verb=ɹɪbˈɛl noun=ɹˈɛbəl
    subject: verb=səbdʒˈɛkt noun=sˈʌbdʒɛkt
    conflict: verb=kənflˈɪkt noun=kˈɑːnflɪkt
    contest: verb=kəntˈɛst noun=kˈɑːntɛst
    contrast: verb=kəntɹˈæst noun=kˈɑːntɹæst
    convict: verb=kənvˈɪkt noun=kˈɑːnvɪkt
    progress: verb=pɹəɡɹˈɛs noun=pɹˈɑːɡɹɛs
    protest: verb=pɹətˈɛst noun=pɹˈoʊtɛst
    suspect: verb=səspˈɛkt noun=sˈʌspɛkt
    perfect: verb=pɚfˈɛkt noun=pˈɜːfɪkt
    transfer: verb=tɹænsfˈɜː noun=tɹˈænsfɜː
    transport: verb=tɹænspˈɔːɹt noun=tɹˈænspɔːɹt
    address: verb=ədɹˈɛs noun=ˈædɹɛs
    extract: verb=ɪkstɹˈækt noun=ˈɛkstɹækt
    upset: verb=ʌpsˈɛt noun=ˈʌpsɛt
    discount: verb=dɪskˈaʊnt noun=dˈɪskaʊnt
    attribute: verb=ətɹˈɪbjuːt noun=ˈætɹɪbjuːt
    separate: verb=sˈɛpəɹeɪt noun=sˈɛpɹət
    estimate: verb=ˈɛstɪmeɪt noun=ˈɛstɪmət
    graduate: verb=ɡɹˈædʒueɪt noun=ɡɹˈædʒuət
    deliberate: verb=dɪlˈɪbəɹeɪt noun=dɪlˈɪbɹət
    appropriate: verb=əpɹˈoʊpɹieɪt noun=əpɹˈoʊpɹiət
    moderate: verb=mˈɑːdəɹeɪt noun=mˈɑːdɚɹət
    duplicate: verb=dˈuːplɪkeɪt noun=dˈuːplɪkət
    advocate: verb=ˈædvəkeɪt noun=ˈædvəkət
    intimate: verb=ˈɪntɪmeɪt noun=ˈɪntɪmət
    alternate: verb=ˈɔːltɚneɪt noun=ˈɔːltɚnət
    associate: verb=əsˈoʊʃieɪt noun=əsˈoʊʃiət
    elaborate: verb=ɪlˈæbəɹeɪt noun=ɪlˈæbɹət
    delegate: verb=dˈɛlɪɡeɪt noun=dˈɛlɪɡət
"""

_BRITISH = (
    ("tˈɛɹ", "tˈeə"), ("tˈɪɹ", "tˈɪə"), ("ɔːɹ", "ɔː"), ("ɚɹ", "əɹ"), ("ɚ", "ə"), ("oʊ", "əʊ"),
    ("maɪnˈuːt", "maɪnjˈuːt"), ("dˈuːs", "djˈuːs"), ("duːs", "djuːs"), ("dˈuːp", "djˈuːp"),
    ("ædɹɛs", "ədɹɛs"), ("ˈədɹɛs", "ədɹˈɛs"), ("pɹˈɑːɡ", "pɹˈəʊɡ"), ("ɑː", "ɒ"),
)  # fmt: skip
"""What of the American readings is said otherwise in Britain."""


@cache
def readings(british: bool) -> dict[str, dict[str, str]]:
    """Return the readings of every homograph by its sense."""
    table = {}
    for row in _TABLE.strip().splitlines():
        word, _, listed = row.strip().partition(": ")
        senses = dict(each.split("=") for each in listed.split())
        if british:
            for american, spoken in _BRITISH:
                senses = {sense: ipa.replace(american, spoken) for sense, ipa in senses.items()}
        table[word] = senses
    return table
