"""The units of measurement: what a symbol is called, one and many."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tts_core.text.normalize.context import wordlist

__all__ = ["CROWD", "DESCRIBED", "Unit", "denominators", "units"]


class Unit(NamedTuple):
    """What one and more of a unit are called."""

    one: str
    many: str


def _pairs(listed: str) -> dict[str, Unit]:
    """Read "symbol one many" triples parted by semicolons; a missing many is the one with an s."""
    found: dict[str, Unit] = {}
    for entry in listed.split(";"):
        symbols, _, names = entry.strip().partition("=")
        one, _, many = names.partition("|")
        for symbol in symbols.split(","):
            found[symbol.strip()] = Unit(one, many or f"{one}s")
    return found


_PREFIXES = {"n": "nano", "µ": "micro", "μ": "micro", "u": "micro", "m": "milli", "c": "centi", "d": "deci",
             "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "p": "pico", "h": "hecto",
             "f": "femto"}  # fmt: skip
_BASES = {
    "m": ("meter", "nµμmcdk"), "g": ("gram", "nµμmck"), "L": ("liter", "µμmcdkh"), "l": ("liter", "µμmcdkh"),
    "W": ("watt", "nµμmkMGT"), "Hz": ("hertz", "mkMGT"), "Pa": ("pascal", "mhkMG"), "J": ("joule", "mkMG"),
    "V": ("volt", "nµμmkM"), "A": ("amp", "nµμmk"), "Ω": ("ohm", "mkMG"), "ohm": ("ohm", ""),
    "N": ("newton", "mkM"), "F": ("farad", "pnµμm"), "Cb": ("coulomb", ""),
    "s": ("second", "pnµμm"), "eV": ("electronvolt", "mkMGT"), "Wh": ("watt hour", "mkMGT"),
    "Ah": ("amp hour", "mk"), "mol": ("mole", "fpnµμmk"), "cal": ("calorie", "k"), "bar": ("bar", "mk"),
    "Bq": ("becquerel", "kMG"), "Sv": ("sievert", "mµμ"), "Gy": ("gray", "m"), "H": ("henry", "mµμn"),
    "T": ("tesla", "mµμ"), "lm": ("lumen", ""), "lx": ("lux", ""), "cd": ("candela", ""), "B": ("byte",
    "kMGTP"),
    "S": ("siemens", "mµμ"), "pc": ("parsec", "kMG"), "t": ("ton", ""), "VA": ("volt amp", "kM"),
}  # fmt: skip
_SAME = {"hertz", "lux", "siemens"}
_BINARY = {"K": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa"}

_OTHERS = _pairs(
    "in,in.,inch=inch|inches;ft,ft.=foot|feet;yd,yds,yd.,yds.=yard;mi,mi.=mile;lb,lbs,lb.,lbs.=pound;oz,oz.=ounce;"
    "fl oz,fl. oz.,fl. oz=fluid ounce;gal,gal.,gals=gallon;qt,qt.,qts=quart;pt,pt.=pint;pts,pts.=point;"
    "tsp,tsp.,tsps=teaspoon;"
    "T.=tablespoon;t.=teaspoon;tbsp,tbsp.,tbsps,Tbsp,Tbsp.,Tbsps,Tbs.,Tbs=tablespoon;c.=cup;ac=acre;ha=hectare;"
    "mph,MPH,m.p.h.=mile per hour|miles per hour;"
    "kph,KPH,k.p.h.,kmh,kmph=kilometer per hour|kilometers per hour;"
    "mpg,MPG,m.p.g.=mile per gallon|miles per gallon;"
    "psi,PSI,p.s.i.=pound per square inch|pounds per square inch;"
    "rpm,RPM,r.p.m.=revolution per minute|revolutions per "
    "minute;"
    "fps,FPS=frame per second|frames per second;dpi,DPI=dot per inch|dots per inch;"
    "ppi,PPI=pixel per inch|pixels per inch;bpm,BPM=beat per minute|beats per minute;"
    "wpm,WPM=word per minute|words per minute;px=pixel;Mpx,MP=megapixel;hp,HP=horsepower|horsepower;"
    "min,min.,mins,mins.=minute;sec,sec.,secs,secs.=second;hr,hr.,hrs,hrs.,h=hour;yr,yr.,yrs,yrs.=year;"
    "wk,wks,wk.,wks.=week;mo,mos,mo.,mos.=month;ms,msec=millisecond;dB=decibel;dBA=decibel A|decibels A;"
    "dBm=decibel milliwatt|decibel milliwatts;cc=cc|cc;atm=atmosphere;kn,kt,kts=knot;nmi,NM=nautical mile;"
    "ly=light year;au,AU=astronomical unit;kb,Kb,kbit=kilobit;Mb,Mbit=megabit;Gb,Gbit=gigabit;Tb=terabit;"
    "bps=bit per second|bits per second;kbps,Kbps,kbit/s=kilobit per second|kilobits per second;"
    "Mbps,mbps,Mbit/s,MBit/s=megabit per second|megabits per second;Gbps,gbps,Gbit/s=gigabit per second"
    "|gigabits per second;"
    "Tbps=terabit per second|terabits per second;MBps=megabyte per second|megabytes per second;"
    "KB,Kb.,kB=kilobyte;MB=megabyte;GB=gigabyte;TB=terabyte;PB=petabyte;EB=exabyte;mb=megabyte;gb=gigabyte;tb=terabyte;"
    "kHz,KHz,khz=kilohertz|kilohertz;GHz,Ghz,ghz=gigahertz|gigahertz;MHz,Mhz,mhz=megahertz|megahertz;"
    "kgs,kg.,Kg,KG=kilogram;kms,km.,Km,KM=kilometer;mL=milliliter;cm.=centimeter;mm.=millimeter;gm,gms,gr=gram;"
    "mcg=microgram;cwt=hundredweight|hundredweight;st=stone|stone;ton,tons,tonne,tonnes=ton;tn=ton;"
    "Nm,N·m,N⋅m=newton meter;ft-lb,ft-lbs,ft·lb=foot pound;lbf=pound force|pounds force;BTU,Btu=BTU;"
    "lb-ft=pound foot|pound feet;kgf=kilogram force;deg=degree;°=degree;rad=radian;mmHg=millimeter of "
    "mercury|millimeters of mercury;"
    "inHg=inch of mercury|inches of mercury;ppm=part per million|parts per million;ppb=part per billion"
    "|parts per billion;"
    "Å=angstrom;micron,microns=micron;U,IU=unit;K=kelvin|kelvin;kΩ,kohm=kilohm;MΩ,Mohm=megohm;"
    "°C,º C,° C,℃,ºC=degree Celsius|degrees Celsius;°F,° F,ºF=degree Fahrenheit|degrees Fahrenheit;"
    "°K=degree Kelvin|degrees Kelvin;"
    "°N=degree north|degrees north;°S=degree south|degrees south;"
    "°E=degree east|degrees east;°W=degree west|degrees west;"
    "degrees C,degree C,deg. C=degree Celsius|degrees Celsius;"
    "degrees F,degree F,deg. F=degree Fahrenheit|degrees Fahrenheit;"
    "deg C=degree Celsius|degrees Celsius;deg F=degree Fahrenheit|degrees Fahrenheit;"
    "sq ft,sq. ft.,sq. ft,sqft,sf=square foot|square feet;sq mi,sq. mi.,sq. mi=square mile;sq m,sq. "
    "m,sqm,sq. m.=square meter;"
    "sq km,sq. km,sq. km.=square kilometer;sq in,sq. in.,sq in.=square inch|square inches;sq yd,sq. "
    "yd.,sq yds=square yard;"
    "cu ft,cu. ft.,cu. ft=cubic foot|cubic feet;cu in,cu. in.=cubic inch|cubic inches;cu m,cu. m=cubic meter;"
    "cu yd,cu. yd.,cu yds=cubic yard;bps.=basis point;kWp=kilowatt peak|kilowatts peak;bbl=barrel;"
    "doz=dozen|dozen;bd,bdrm,bdrms,BR=bedroom;ba,BA=bath;reb=rebound;ast=assist;"
    "ea=each|each;pkg=package;pcs=pieces|pieces;pc=piece;mi/h=mile per hour|miles per hour;"
    "mas=milliarcsecond;arcmin=arcminute;arcsec=arcsecond;"
    "pg/mL,pg/ml=picogram per milliliter|picograms per milliliter;"
    "pg/L=picogram per liter|picograms per liter;pg/dL=picogram per deciliter|picograms per deciliter;"
    "fL=femtoliter;fg=femtogram;mEq=milliequivalent;mIU=milli-international unit;mOsm=milliosmole;"
    "mol/L=mole per liter|moles per liter;"
    "rev=revolution;"
    "g-force,G's=G"
)
_WORDS = _pairs(
    "hour=hour;minute=minute;second=second;day=day;week=week;month=month;year=year;mile=mile;kilometer=kilometer;"
    "meter=meter;liter=liter;gallon=gallon;person=person|people;acre=acre;mole=mole;inch=inch|inches;foot=foot|feet;"
    "pound=pound;unit=unit;d=day;l=liter;capita=capita"
)


@cache
def units(british: bool = False) -> dict[str, Unit]:
    """Return every unit by its symbol."""
    found: dict[str, Unit] = {}
    for symbol, (name, prefixes) in _BASES.items():
        for prefix in ("", *prefixes):
            one = _PREFIXES.get(prefix, "") + name if prefix != "P" else f"peta{name}"
            found[prefix + symbol] = Unit(
                one, one if name in _SAME else "henries" if name == "henry" else f"{one}s"
            )
    for prefix, name in _BINARY.items():
        found[f"{prefix}iB"] = Unit(f"{name[:2]}bibyte", f"{name[:2]}bibytes")
    found["KiB"] = Unit("kibibyte", "kibibytes")
    found |= _OTHERS
    found["F"] = found["°F"]
    found["C"] = found["°C"]
    if british:
        found = {symbol: Unit(*map(_respelt, unit)) for symbol, unit in found.items()}
    return found


@cache
def denominators(british: bool = False) -> dict[str, Unit]:
    """Return what may stand after a stroke: the units, and words for spans of time and people."""
    return units(british) | _WORDS


def _respelt(name: str) -> str:
    for american, british in (("meter", "metre"), ("liter", "litre"), ("tons", "tonnes")):
        name = name.replace(american, british)
    return name.replace("arcmetre", "arcmeter")


DESCRIBED = wordlist(
    "bulb lamp charger adapter battery cell film lens camera engine motor screen monitor display panel "
    "cable pipe ladder pole wall fence tank truck radius angle turn incline slope house "
    "apartment lot bag box bottle jar tin sack cube yacht sprint freestyle backstroke "
    "dumbbell kettlebell backpack laptop tablet SSD speaker amplifier heater microwave generator "
    "socket outlet laser rope blade drill nail pizza pan pot container jug pitcher "
    "hurdles dash relay pistol handgun bullet ammo gun revolver wrench bolt screw V engine steak "
    "fillet burger soda beer coffee mug glass needle hook tire wheel breaker fuse circuit jack plug"
)
"""Nouns that a measure before them describes, whatever stands before the measure: "60W bulb"."""
CROWD = wordlist(
    "people users views followers customers jobs homes viewers copies workers households voters children "
    "subscribers downloads members visitors Americans Britons residents refugees tourists passengers shares"
)
