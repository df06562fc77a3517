"""Hindi."""

from __future__ import annotations

from tts_core.text.normalize.other_languages.grammar import Date, Grammar, Surroundings
from tts_core.text.normalize.other_languages.language import Language, Noun, currencies, nouns, pairs

__all__ = ["language"]

_HUNDRED = [
    "शून्य",
    "एक",
    "दो",
    "तीन",
    "चार",
    "पाँच",
    "छह",
    "सात",
    "आठ",
    "नौ",
    "दस",
    "ग्यारह",
    "बारह",
    "तेरह",
    "चौदह",
    "पंद्रह",
    "सोलह",
    "सत्रह",
    "अठारह",
    "उन्नीस",
    "बीस",
    "इक्कीस",
    "बाईस",
    "तेईस",
    "चौबीस",
    "पच्चीस",
    "छब्बीस",
    "सत्ताईस",
    "अट्ठाईस",
    "उनतीस",
    "तीस",
    "इकतीस",
    "बत्तीस",
    "तैंतीस",
    "चौंतीस",
    "पैंतीस",
    "छत्तीस",
    "सैंतीस",
    "अड़तीस",
    "उनतालीस",
    "चालीस",
    "इकतालीस",
    "बयालीस",
    "तैंतालीस",
    "चौवालीस",
    "पैंतालीस",
    "छियालीस",
    "सैंतालीस",
    "अड़तालीस",
    "उनचास",
    "पचास",
    "इक्यावन",
    "बावन",
    "तिरपन",
    "चौवन",
    "पचपन",
    "छप्पन",
    "सत्तावन",
    "अट्ठावन",
    "उनसठ",
    "साठ",
    "इकसठ",
    "बासठ",
    "तिरसठ",
    "चौंसठ",
    "पैंसठ",
    "छियासठ",
    "सड़सठ",
    "अड़सठ",
    "उनहत्तर",
    "सत्तर",
    "इकहत्तर",
    "बहत्तर",
    "तिहत्तर",
    "चौहत्तर",
    "पचहत्तर",
    "छिहत्तर",
    "सतहत्तर",
    "अठहत्तर",
    "उनासी",
    "अस्सी",
    "इक्यासी",
    "बयासी",
    "तिरासी",
    "चौरासी",
    "पचासी",
    "छियासी",
    "सत्तासी",
    "अट्ठासी",
    "नवासी",
    "नब्बे",
    "इक्यानवे",
    "बानवे",
    "तिरानवे",
    "चौरानवे",
    "पचानवे",
    "छियानवे",
    "सत्तानवे",
    "अट्ठानवे",
    "निन्यानवे",
]
_LARGE = ((10**11, "खरब"), (10**9, "अरब"), (10**7, "करोड़"), (10**5, "लाख"), (1000, "हज़ार"), (100, "सौ"))
_RANKS = {1: "पहला", 2: "दूसरा", 3: "तीसरा", 4: "चौथा", 6: "छठा"}
_FRACTIONS = {(1, 2): "आधा", (1, 4): "एक चौथाई", (3, 4): "तीन चौथाई", (1, 3): "एक तिहाई", (2, 3): "दो तिहाई"}


class _Hindi(Grammar):
    point = "दशमलव"
    and_half = "साढ़े"
    largest = 10**13

    def words(self, number: int) -> str | None:
        if number <= 100:
            return _HUNDRED[number] if number < 100 else "सौ"
        parts = []
        for value, name in _LARGE:
            if number >= value:
                parts.append(f"{self.words(number // value)} {name}")
                number %= value
        if number:
            parts.append(_HUNDRED[number])
        return " ".join(parts)

    def year(self, digits: str, around: Surroundings) -> str:
        if len(digits) != 4 or not "1100" <= digits < "2000":
            return self.integer(digits)
        rest = f" {_HUNDRED[int(digits[2:])]}" if digits[2:] != "00" else ""
        return f"{_HUNDRED[int(digits[:2])]} सौ{rest}"

    def ordinal(self, digits: str, mark: str, around: Surroundings) -> str | None:
        number = int(digits)
        ending = {"ी": "ी", "े": "े"}.get(next((sign for sign in mark if sign in "ीे"), ""), "ा")
        if number in _RANKS:
            return f"{_RANKS[number][:-1]}{ending}"
        return f"{self.integer(digits)}{mark.replace('वां', 'वाँ')}"

    def date(self, date: Date, around: Surroundings) -> str:
        year = date.year and self.year(date.year, around)
        return " ".join([each for each in (self.integer(str(date.day)), date.month, year) if each])

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        said = self.integer(str(hour))
        if not minute and not second:
            return f"{said} बजे"
        said += f" बजकर {self.integer(str(minute))} मिनट"
        return said + (f" {self.integer(str(second))} सेकंड" if second else "")

    def halves(self, digits: str, around: Surroundings) -> str:
        return {"1": "डेढ़", "2": "ढाई"}.get(digits, f"साढ़े {self.integer(digits)}")

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        return _FRACTIONS.get((top, bottom), f"{self.integer(str(top))} बटा {self.integer(str(bottom))}")


_MONTHS = ("जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर")
_HINDI = Language(
    grammar=_Hindi("hi"),
    comma=False,
    groups=",",
    percent=Noun("", ("प्रतिशत",)),
    permille=Noun("", ("प्रति हज़ार",)),
    units=nouns(
        """
        km,किमी,कि.मी. - किलोमीटर
        m,मी. - मीटर
        cm,सेमी,से.मी. - सेंटीमीटर
        mm,मिमी - मिलीमीटर
        km²,km2 - वर्ग_किलोमीटर
        m²,m2 - वर्ग_मीटर
        m³,m3 - घन_मीटर
        ha - हेक्टेयर
        kg,किग्रा,कि.ग्रा. - किलोग्राम
        g,ग्रा. - ग्राम
        mg - मिलीग्राम
        t - टन
        L,l,ली. - लीटर
        ml,mL,मिली - मिलीलीटर
        km/h,किमी/घंटा - किलोमीटर_प्रति_घंटा
        m/s - मीटर_प्रति_सेकंड
        °C,°_C,℃ - डिग्री_सेल्सियस
        °F,℉ - डिग्री_फ़ारेनहाइट
        ° - डिग्री
        h - घंटा घंटे
        min - मिनट
        s - सेकंड
        W - वाट
        kW - किलोवाट
        kWh - किलोवाट_घंटा
        V - वोल्ट
        Hz - हर्ट्ज़
        MHz - मेगाहर्ट्ज़
        GHz - गीगाहर्ट्ज़
        KB,kB - किलोबाइट
        MB - मेगाबाइट
        GB - गीगाबाइट
        TB - टेराबाइट
        dB - डेसिबल
        kcal - किलोकैलोरी
        """
    ),
    multiples=nouns(
        """
        हज़ार,हजार - हज़ार
        लाख - लाख
        करोड़ - करोड़
        अरब - अरब
        """
    ),
    currencies=currencies(
        """
        ₹,रु.,रु,Rs.,Rs,INR - रुपया रुपये | - पैसा पैसे
        $,USD,US$ - डॉलर | - सेंट
        €,EUR - यूरो | - सेंट
        £,GBP - पाउंड | - पेंस
        ¥ - येन
        """
    ),
    cents=True,
    months=_MONTHS,
    written_months={name: number for number, name in enumerate(_MONTHS, 1)}
    | {"फरवरी": 2, "सितम्बर": 9, "अक्तूबर": 10, "नवम्बर": 11, "दिसम्बर": 12},
    hour="बजे",
    hour_mark=":",
    ordinal="(?:वाँ|वां|वीं|वें|ला|ली|ले|सरा|सरी|सरे|रा|री|रे|था|थी|थे|ठा|ठी|ठे)(?!\\w)",
    abbreviations=pairs(
        """
        डॉ. = डॉक्टर; डा. = डॉक्टर; प्रो. = प्रोफ़ेसर; पं. = पंडित; श्रीमती. = श्रीमती; सं. = संख्या;
        ई.पू. = ईसा पूर्व; ई. पू. = ईसा पूर्व; रु. = रुपये; स्व. = स्वर्गीय; उ.प्र. = उत्तर प्रदेश;
        म.प्र. = मध्य प्रदेश; पृ. = पृष्ठ; नं. = नंबर; कि.मी. = किलोमीटर; कि.ग्रा. = किलोग्राम;
        वि.सं. = विक्रम संवत; फ़ोन. = फ़ोन; इं. = इंजीनियर; एड. = एडवोकेट; कै. = कैप्टन; जि. = ज़िला;
        मु. = मुक़ाम; पो. = पोस्ट; अ.भा. = अखिल भारतीय
        """
    ),
    signs=pairs(
        """
        & = और; + = जमा; × = गुणा; ÷ = भाग; ± = जमा या घटा; # = नंबर; @ = ऐट; % = प्रतिशत; ° = डिग्री;
        ~ = लगभग; < = से कम; > = से ज़्यादा; ≤ = से कम या बराबर; ≥ = से ज़्यादा या बराबर; ≈ = लगभग;
        ₹ = रुपये; $ = डॉलर; € = यूरो; £ = पाउंड; ² = वर्ग; ³ = घन; / = स्लैश; _ = अंडरस्कोर; * = तारा;
        → = से; № = नंबर
        """
    )
    | {"=": "बराबर"},
    minus="माइनस",
    times="गुणा",
    to="से",
    ratio="के मुक़ाबले",
    per="प्रति",
    dot="डॉट",
    telephone="(?:फ़ोन|फोन|नंबर|मोबाइल|कॉल|दूरभाष|हेल्पलाइन)",
)


def language(tag: str) -> Language:
    """Return Hindi."""
    del tag
    return _HINDI
