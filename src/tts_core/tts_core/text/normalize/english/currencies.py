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


_TABLE = """
    $ = dollar | dollars | cent | cents
    US$,US $,USD$,USD = US dollar | US dollars | cent | cents
    C$,CA$,CAD$,CAD = Canadian dollar | Canadian dollars | cent | cents
    A$,AU$,AUD$,AUD = Australian dollar | Australian dollars | cent | cents
    NZ$,NZD = New Zealand dollar | New Zealand dollars | cent | cents
    HK$,HKD = Hong Kong dollar | Hong Kong dollars | cent | cents
    S$,SGD = Singapore dollar | Singapore dollars | cent | cents
    NT$ = New Taiwan dollar | New Taiwan dollars | cent | cents
    MX$,MXN = Mexican peso | Mexican pesos | centavo | centavos
    R$ = real | reais | centavo | centavos
    CN¥,RMB¥,CNY,RMB = yuan | yuan
    JP¥,¥,JPY = yen | yen
    £,GBP = pound | pounds | penny | pence
    €,EUR = euro | euros | cent | cents
    ₹,₨,Rs,Rs.,INR = rupee | rupees | paisa | paise
    ₩,KRW = won | won
    ₽,RUB = ruble | rubles | kopek | kopeks
    ₺ = lira | lira | kurush | kurush
    ₪,ILS = shekel | shekels | agora | agorot
    ₫,VND = dong | dong
    ₴,UAH = hryvnia | hryvnia | kopiyka | kopiykas
    ₦,NGN = naira | naira | kobo | kobo
    ฿,THB = baht | baht | satang | satang
    ₱ = peso | pesos | centavo | centavos
    ₿,BTC = bitcoin | bitcoins
    ₵ = cedi | cedis | pesewa | pesewas
    ₡ = colon | colones | centimo | centimos
    ₲ = guarani | guaranis
    ₸ = tenge | tenge
    ₭ = kip | kip
    ₮ = tugrik | tugriks
    ₼ = manat | manats
    ₾ = lari | laris
    ៛ = riel | riels
    ¢ = cent | cents
    ₤ = lira | lire
    ﷼ = rial | rials
    ֏ = dram | drams
    kr,kr. = krone | kroner | øre | øre
    zł,PLN = zloty | zlotys | grosz | groszy
    Fr. = franc | francs | centime | centimes
    Kč = koruna | korunas
    Ft,HUF = forint | forints
    CHF = Swiss franc | Swiss francs | rappen | rappen
    BRL = Brazilian real | Brazilian reais | centavo | centavos
    SEK = Swedish krona | Swedish kronor | öre | öre
    NOK = Norwegian krone | Norwegian kroner | øre | øre
    DKK = Danish krone | Danish kroner | øre | øre
    CZK = Czech koruna | Czech korunas
    TRY = Turkish lira | Turkish lira | kurush | kurush
    ZAR = rand | rand | cent | cents
    PHP = Philippine peso | Philippine pesos | centavo | centavos
    IDR = rupiah | rupiah
    MYR = ringgit | ringgit | sen | sen
    AED = dirham | dirhams | fils | fils
    SAR = Saudi riyal | Saudi riyals | halala | halalas
    ETH = ether | ether
    ARS = Argentine peso | Argentine pesos | centavo | centavos
"""
CURRENCIES: dict[str, Currency] = {}
for _row in _TABLE.strip().splitlines():
    _signs, _, _names = _row.partition(" = ")
    CURRENCIES |= dict.fromkeys(_signs.strip().split(","), Currency(*_names.split(" | ")))
