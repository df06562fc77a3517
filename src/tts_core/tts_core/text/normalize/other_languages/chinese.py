"""Chinese."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from tts_core.text.normalize.context import wordlist
from tts_core.text.normalize.other_languages.grammar import PLAIN, Date, Form, Surroundings
from tts_core.text.normalize.other_languages.language import Language, Noun, currencies, nouns, pairs
from tts_core.text.normalize.other_languages.myriads import Myriads

__all__ = ["language"]

_COUNTER = tuple(
    wordlist(
        "个 只 本 天 年 点 小时 分钟 秒 次 人 位 张 块 元 岁 公里 公斤 千克 米 倍 种 "
        "件 条 杯 瓶 辆 家 周 星期 斤 双 对 份 把 棵 头 匹 名 项 架 台 部 首 封 句 "
        "顿 升 吨 克 厘米 平方 座 场 套 口 间 遍 步 群 碗 盒 箱 袋 篇 根 朵 颗 片 "
        "美元 欧元 英镑 分 百 千 万 亿 度 個 隻 張 塊 歲 條 輛 雙 對 頭 項 臺 場 間 "
        "顆 小時 分鐘 歐元 英鎊 萬 億"
    )
)
_PLAIN_AFTER = "月日号號楼层樓層"
_TRADITIONAL = str.maketrans(
    "两万亿点负里时钟镑欧卢个块岁级吨顿层号书减乘约径帧伏赫兹马网电话机换达页图环镇东万",
    "兩萬億點負里時鐘鎊歐盧個塊歲級噸頓層號書減乘約徑幀伏赫茲馬網電話機換達頁圖環鎮東萬",
)


class _Chinese(Myriads):
    point = "点"

    def __init__(self, *, traditional: bool = False) -> None:
        super().__init__("zh")
        self.table = _TRADITIONAL if traditional else {}
        self.large = tuple(name.translate(self.table) for name in ("", "万", "亿", "兆"))
        self.point = "点".translate(self.table)
        self.two = "两".translate(self.table)

    def words(self, number: int) -> str | None:
        said = super().words(number)
        if number < 2000:
            return said
        # Two thousand, ten thousand and hundred million are 两; two hundred may be both.
        for name in ("千", self.large[1], self.large[2]):
            said = said and said.replace(f"二{name}", f"{self.two}{name}").replace(
                f"十{self.two}{name}", f"十二{name}"
            )
        return said

    def cardinal(self, digits: str, form: Form = PLAIN) -> str:
        return self.two if digits == "2" and form.case == "counter" else self.integer(digits)

    def form(self, digits: str, around: Surroundings) -> Form:
        counted = around.after.startswith(_COUNTER) and around.after[:1] not in _PLAIN_AFTER
        return Form("", "counter") if counted and not around.before.endswith("第") else PLAIN

    def of_noun(self, noun: Noun, around: Surroundings) -> Form:
        return PLAIN if noun.forms[0] == "百分之" else Form("", "counter")

    def year(self, digits: str, around: Surroundings) -> str:
        if around.after.startswith("年"):
            return self.digits(digits)
        return self.cardinal(digits, self.form(digits, around))

    def ranged(self, digits: str, places: str | None, around: Surroundings) -> str:
        return (
            self.decimal(digits, places)
            if places
            else self.year(digits, around)
            if len(digits) == 4
            else self.integer(digits)
        )

    def date(self, date: Date, around: Surroundings) -> str:
        year = f"{self.digits(date.year)}年" if date.year else ""
        return f"{year}{date.month}{self.integer(str(date.day))}日"

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        said = (self.two if hour == 2 else self.integer(str(hour))) + self.point
        if minute or second:
            said += f"{'零' if 0 < minute < 10 else ''}{self.integer(str(minute))}分"
        return said + (f"{self.integer(str(second))}秒" if second else "")

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        return f"{self.integer(str(bottom))}分之{self.integer(str(top))}"

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        known = around.before[-1:] > "\u2e80" or around.after[:1] in ("世", "章", "级", "型", "期")
        return self.integer(str(number)) if known and not mark else None

    def dialled(self, digits: str) -> str:
        return self.digits(digits).replace("一", "幺")


_CHINESE = Language(
    grammar=_Chinese(),
    comma=False,
    groups=", ",
    percent=Noun("", ("百分之",)),
    permille=Noun("", ("千分之",)),
    percent_before=True,
    units=nouns(
        """
        km,KM - 公里
        m - 米
        dm - 分米
        cm,CM - 厘米
        mm - 毫米
        μm,µm - 微米
        nm - 纳米
        km²,km2 - 平方公里
        m²,m2,㎡ - 平方米
        cm²,cm2 - 平方厘米
        m³,m3 - 立方米
        cm³,cm3 - 立方厘米
        kg,KG,Kg - 公斤
        g - 克
        mg - 毫克
        t - 吨
        L,l - 升
        ml,mL,ML - 毫升
        km/h - 公里每小时
        m/s - 米每秒
        °C,℃,°_C - 摄氏度
        °F,℉ - 华氏度
        ° - 度
        h - 小时
        min - 分钟
        s - 秒
        W - 瓦
        kW - 千瓦
        kWh - 千瓦时
        V - 伏
        Hz - 赫兹
        kHz - 千赫
        MHz - 兆赫
        GHz - 吉赫
        KB,kB - 千字节
        MB - 兆字节
        GB - 吉字节
        TB - 太字节
        Mbps - 兆比特每秒
        dB - 分贝
        kcal - 千卡
        kJ - 千焦
        """
    ),
    like_words=frozenset({"s"}),
    multiples=nouns(
        """
        万 - 万
        亿 - 亿
        """
    ),
    currencies=currencies(
        """
        ¥,￥,CNY,RMB - 元
        $,US$,USD - 美元
        €,EUR - 欧元
        £,GBP - 英镑
        HK$ - 港元
        NT$ - 新台币
        ₩ - 韩元
        ₽ - 卢布
        """
    ),
    months=tuple(
        f"{number}月"
        for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    ),
    date_marks="./-",
    year_first=True,
    hour_mark=":：",
    signs=pairs(
        """
        & = 和; + = 加; × = 乘; ÷ = 除以; ± = 正负; # = 井号; @ = 艾特; % = 百分号; ° = 度; ~ = 到;
        < = 小于; > = 大于;
        ≤ = 小于等于; ≥ = 大于等于; ≈ = 约等于; ¥ = 元; ￥ = 元; $ = 美元; € = 欧元;
        £ = 英镑; ² = 平方; ³ = 立方; / = 斜杠;
        _ = 下划线; * = 星号; → = 到; № = 号; ℃ = 摄氏度
        """
    )
    | {"=": "等于"},
    minus="负",
    times="乘",
    to="到",
    ratio="比",
    per="每",
    dot="点",
    telephone=r"(?:电话|電話|手机|手機|号码|號碼|热线|熱線|拨打|撥打|传真|致电|房间|房間|邮编|郵編|航班)",
    telephone_long=r"1[3-9]\d{9}",
    spaced=False,
)


def _translated(value: Any, table: dict[int, int]) -> Any:
    """Return *value* in traditional characters."""
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, Noun):
        return Noun(value.gender, tuple(form.translate(table) for form in value.forms))
    return value


def language(tag: str) -> Language:
    """Return Chinese in the characters of *tag*."""
    if not {"tw", "hk", "mo", "hant"} & set(tag.split("-")) and not tag.startswith("yue"):
        return _CHINESE
    table = _TRADITIONAL
    changed = {
        each.name: _translated(getattr(_CHINESE, each.name), table)
        for each in fields(_CHINESE)
        if each.name in ("percent", "permille", "minus", "dot")
    }
    units = {sign: _translated(noun, table) for sign, noun in _CHINESE.units.items()}
    signs = {sign: said.translate(table) for sign, said in _CHINESE.signs.items()}
    return replace(_CHINESE, grammar=_Chinese(traditional=True), units=units, signs=signs, **changed)
