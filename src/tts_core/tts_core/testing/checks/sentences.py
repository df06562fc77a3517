"""A plain sentence for each of the languages that voices most often have."""

from __future__ import annotations

__all__ = ["sentence"]

_SENTENCES = {
    "ar": "وصل القارب القديم إلى الميناء عند الفجر وكان البحر هادئا والسماء صافية.",
    "cs": "Stará loď doplula do přístavu za svítání, moře bylo klidné a obloha jasná.",
    "da": "Den gamle båd nåede havnen ved daggry, havet var roligt og himlen klar.",
    "de": "Das alte Boot erreichte den Hafen bei Tagesanbruch, das Meer war ruhig und der Himmel klar.",
    "el": "Το παλιό καράβι έφτασε στο λιμάνι την αυγή, η θάλασσα ήταν ήρεμη και ο ουρανός καθαρός.",
    "en": "The old boat reached the harbour before sunrise, while the keeper of the lighthouse was asleep.",
    "es": "El viejo barco llegó al puerto antes del amanecer, mientras el guardián del faro dormía.",
    "fi": "Vanha vene saapui satamaan aamunkoitteessa, meri oli tyyni ja taivas kirkas.",
    "fr": "Le vieux bateau arriva au port avant l'aube, pendant que le gardien du phare dormait encore.",
    "hi": "पुरानी नाव सूरज निकलने से पहले बंदरगाह पहुँच गई और समुद्र शांत था।",
    "hu": "Az öreg hajó hajnalban érte el a kikötőt, a tenger csendes volt és az ég tiszta.",
    "it": "La vecchia barca arrivò nel porto prima dell'alba, mentre il guardiano del faro dormiva.",
    "ja": "古い船は夜明け前に港に着き、海は静かで空は澄んでいた。",
    "ko": "낡은 배는 해가 뜨기 전에 항구에 도착했고 바다는 고요했다.",
    "nl": "De oude boot bereikte de haven voor zonsopgang, terwijl de wachter van de vuurtoren sliep.",
    "pl": "Stara łódź dotarła do portu o świcie, morze było spokojne, a niebo czyste.",
    "pt": "O velho barco chegou ao porto antes do amanhecer, enquanto o guarda do farol dormia.",
    "ro": "Barca veche a ajuns în port înainte de răsărit, marea era liniștită și cerul senin.",
    "ru": "Старая лодка вошла в гавань на рассвете, море было спокойным, а небо ясным.",
    "sv": "Den gamla båten nådde hamnen i gryningen, havet var lugnt och himlen klar.",
    "tr": "Eski tekne gün doğmadan limana vardı, deniz sakin ve gökyüzü açıktı.",
    "uk": "Старий човен увійшов у гавань на світанку, море було спокійним, а небо ясним.",
    "vi": "Chiếc thuyền cũ về đến bến cảng trước bình minh, mặt biển lặng và bầu trời trong.",
    "zh": "旧船在日出之前到达港口，海面平静，天空晴朗，守塔人还在睡觉。",
}


def sentence(language: str | None) -> str:
    """Return a sentence in *language*, or an English one where there is none."""
    return _SENTENCES.get((language or "en").split("-")[0].casefold(), _SENTENCES["en"])
