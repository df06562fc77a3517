"""The world's currencies: what one and more of each are called, and of its hundredth."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CURRENCIES", "Currency"]


class Currency(NamedTuple):
    """What one and more of a currency are called, and one and more of its hundredth."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


def _dollar(adjective: str = "") -> Currency:
    return Currency(f"{adjective}dollar", f"{adjective}dollars", "cent", "cents")


def _crown(adjective: str) -> Currency:
    return Currency(f"{adjective} krone", f"{adjective} kroner")


_POUND = Currency("pound", "pounds", "penny", "pence")
_EURO = Currency("euro", "euros", "cent", "cents")
_YEN = Currency("yen", "yen")
_RUPEE = Currency("rupee", "rupees", "paisa", "paise")
_WON = Currency("won", "won")
_FRANC = Currency("Swiss franc", "Swiss francs", "rappen", "rappen")
_YUAN = Currency("yuan", "yuan")
_RUBLE = Currency("ruble", "rubles", "kopek", "kopeks")

CURRENCIES: dict[str, Currency] = {
    "$": _dollar(), "US$": _dollar("US "), "US $": _dollar("US "),
    "C$": _dollar("Canadian "), "CA$": _dollar("Canadian "),
    "A$": _dollar("Australian "), "AU$": _dollar("Australian "), "NZ$": _dollar("New Zealand "),
    "HK$": _dollar("Hong Kong "), "S$": _dollar("Singapore "), "NT$": _dollar("New Taiwan "),
    "CAD$": _dollar("Canadian "), "AUD$": _dollar("Australian "), "USD$": _dollar("US "),
    "MX$": Currency("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "R$": Currency("real", "reais", "centavo", "centavos"),
    "CN¥": _YUAN, "RMB¥": _YUAN, "JP¥": _YEN,
    "£": _POUND, "€": _EURO, "¥": _YEN, "₹": _RUPEE, "₩": _WON, "₽": _RUBLE,
    "₺": Currency("lira", "lira", "kurush", "kurush"), "₪": Currency("shekel", "shekels", "agora", "agorot"),
    "₫": Currency("dong", "dong"), "₴": Currency("hryvnia", "hryvnia", "kopiyka", "kopiykas"),
    "₦": Currency("naira", "naira", "kobo", "kobo"), "฿": Currency("baht", "baht", "satang", "satang"),
    "₱": Currency("peso", "pesos", "centavo", "centavos"), "₿": Currency("bitcoin", "bitcoins"),
    "₵": Currency("cedi", "cedis"), "₡": Currency("colon", "colones"), "₲": Currency("guarani", "guaranis"),
    "₸": Currency("tenge", "tenge"), "₭": Currency("kip", "kip"), "₮": Currency("tugrik", "tugriks"),
    "₼": Currency("manat", "manats"), "₾": Currency("lari", "laris"), "៛": Currency("riel", "riels"),
    "¢": Currency("cent", "cents"),
    "₤": Currency("lira", "lire"), "₨": _RUPEE, "﷼": Currency("rial", "rials"), "֏": Currency("dram",
    "drams"),
    "Rs": _RUPEE, "Rs.": _RUPEE, "kr": Currency("krone", "kroner"), "kr.": Currency("krone", "kroner"),
    "zł": Currency("zloty", "zlotys"),
    "Fr.": Currency("franc", "francs"), "Kč": Currency("koruna", "korunas"), "Ft": Currency("forint",
    "forints"),
    "USD": _dollar("US "), "EUR": _EURO, "GBP": _POUND, "JPY": _YEN, "INR": _RUPEE,
    "CNY": _YUAN, "RMB": _YUAN, "CAD": _dollar("Canadian "), "AUD": _dollar("Australian "),
    "NZD": _dollar("New Zealand "), "HKD": _dollar("Hong Kong "), "SGD": _dollar("Singapore "),
    "CHF": _FRANC, "KRW": _WON, "RUB": _RUBLE, "BRL": Currency("Brazilian real", "Brazilian reais"),
    "MXN": Currency("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "SEK": Currency("Swedish krona", "Swedish kronor"), "NOK": _crown("Norwegian"), "DKK": _crown("Danish"),
    "PLN": Currency("zloty", "zlotys", "grosz", "groszy"), "CZK": Currency("Czech koruna", "Czech korunas"),
    "HUF": Currency("forint", "forints"), "TRY": Currency("Turkish lira", "Turkish lira"),
    "ZAR": Currency("rand", "rand"), "ILS": Currency("shekel", "shekels"), "THB": Currency("baht", "baht"),
    "PHP": Currency("Philippine peso", "Philippine pesos"), "IDR": Currency("rupiah", "rupiah"),
    "MYR": Currency("ringgit", "ringgit"), "AED": Currency("dirham", "dirhams"),
    "SAR": Currency("Saudi riyal", "Saudi riyals"), "NGN": Currency("naira", "naira"),
    "UAH": Currency("hryvnia", "hryvnia"), "VND": Currency("dong", "dong"), "BTC": Currency("bitcoin",
    "bitcoins"),
    "ETH": Currency("ether", "ether"), "ARS": Currency("Argentine peso", "Argentine pesos"),
}  # fmt: skip
