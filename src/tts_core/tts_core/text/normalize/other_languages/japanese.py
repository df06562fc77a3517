"""Japanese, whose numbers are written in kanji: the voice knows their readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.normalize.other_languages.language import Language, Noun, currencies, nouns, pairs
from tts_core.text.normalize.other_languages.myriads import Myriads

if TYPE_CHECKING:
    from tts_core.text.normalize.other_languages.grammar import Date, Surroundings

__all__ = ["language"]


class _Japanese(Myriads):
    point = "点"
    large = ("", "万", "億", "兆")
    bridged = False

    def _bare(self, name: str, inside: bool, place: int) -> bool:
        return name != "千" or place == 0

    def date(self, date: Date, around: Surroundings) -> str:
        year = f"{self.integer(date.year)}年" if date.year else ""
        return f"{year}{date.month}{self.integer(str(date.day))}日"

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        said = f"{self.integer(str(hour))}時"
        if minute or second:
            said += f"{self.integer(str(minute))}分"
        return said + (f"{self.integer(str(second))}秒" if second else "")

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        return f"{self.integer(str(bottom))}分の{self.integer(str(top))}"

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        known = around.before[-1:] > "\u2e80" or around.after[:1] in ("世", "章", "級", "型", "期")
        return self.integer(str(number)) if known and not mark else None

    def dialled(self, digits: str) -> str:
        return self.digits(digits).replace("零", "ゼロ")


_JAPANESE = Language(
    grammar=_Japanese("ja"),
    comma=False,
    groups=",",
    percent=Noun("", ("パーセント",)),
    permille=Noun("", ("パーミル",)),
    units=nouns(
        """
        km,㎞ - キロメートル
        m - メートル
        cm,㎝ - センチメートル
        mm,㎜ - ミリメートル
        μm,µm - マイクロメートル
        nm - ナノメートル
        km²,km2 - 平方キロメートル
        m²,m2,㎡ - 平方メートル
        cm²,cm2 - 平方センチメートル
        m³,m3 - 立方メートル
        cm³,cm3,cc - 立方センチメートル
        ha - ヘクタール
        kg,㎏ - キログラム
        g - グラム
        mg - ミリグラム
        t - トン
        L,l - リットル
        ml,mL - ミリリットル
        dl,dL - デシリットル
        km/h - キロメートル毎時
        m/s - メートル毎秒
        °C,℃,°_C - 度
        °F,℉ - 華氏度
        ° - 度
        h - 時間
        min - 分
        s - 秒
        W - ワット
        kW - キロワット
        kWh - キロワット時
        V - ボルト
        A - アンペア
        Hz - ヘルツ
        kHz - キロヘルツ
        MHz - メガヘルツ
        GHz - ギガヘルツ
        KB,kB - キロバイト
        MB - メガバイト
        GB - ギガバイト
        TB - テラバイト
        Mbps - メガビット毎秒
        dB - デシベル
        kcal - キロカロリー
        hPa - ヘクトパスカル
        """
    ),
    like_words=frozenset({"s"}),
    multiples=nouns(
        """
        万 - 万
        億 - 億
        """
    ),
    currencies=currencies(
        """
        ¥,￥,円,JPY - 円
        $,US$,USD - ドル | - セント
        €,EUR - ユーロ | - セント
        £,GBP - ポンド | - ペンス
        ₩ - ウォン
        """
    ),
    cents=True,
    joined="",
    months=tuple(
        f"{number}月"
        for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    ),
    year_first=True,
    hour_mark=":：",
    signs=pairs(
        """
        & = アンド; + = プラス; × = かける; ÷ = わる; ± = プラスマイナス;
        # = シャープ; @ = アットマーク; % = パーセント; ° = 度; ~ = から;
        < = 小なり; > = 大なり; ≤ = 以下; ≥ = 以上; ≈ = 約; ¥ = 円; ￥ = 円; $ = ドル;
        € = ユーロ; £ = ポンド; ² = 二乗; ³ = 三乗;
        / = スラッシュ; _ = アンダーバー; * = アスタリスク; → = から; № = ナンバー; ℃ = 度; 〒 = 郵便番号
        """
    )
    | {"=": "イコール"},
    minus="マイナス",
    times="かける",
    to="から",
    ratio="対",
    per="毎",
    dot="点",
    telephone=r"(?:電話|携帯|番号|ファックス|FAX|TEL|〒)",
    spaced=False,
)


def language(tag: str) -> Language:
    """Return Japanese."""
    del tag
    return _JAPANESE
