/**
 * Every unit: the catalog's own symbols, the imperial-gallon twins, and the few beyond the catalog that feeds are known
 * to use and a map file may name. `scale` and `offset` lead to the dimension's base unit: base = value * scale + offset.
 * They are exact; what each is defined by stands beside it.
 *
 * Two units share a dimension only when turning one into the other means something on a rig: a gas volume at
 * standard conditions is not a mud volume, ml of acid per ml of mud is not a percentage.
 */
import { minus, one, over, type Rational, rational, times, zero } from "../rational.js";

/** A unit of measurement: its symbol, and how its values become those of its dimension's own unit. */
export interface Unit {
  readonly symbol: string;
  readonly name: string;
  readonly dimension: string;
  readonly scale: Rational;
  readonly offset: Rational;
  /** Other spellings, besides the name and what differs only in case, blanks, dots, hyphens and superscripts. */
  readonly aliases: readonly string[];
}

const r = rational;

// International yard and pound agreement of 1959.
const foot = r("0.3048"); // m
const inch = r("0.0254"); // m
const mile = times(r("5280"), foot); // m
const pound = r("0.45359237"); // kg
// Standard acceleration of gravity, 3rd CGPM 1901.
const gravity = r("9.80665"); // m/s2
const poundForce = times(pound, gravity); // N
// US gallon: 231 cubic inches. Imperial gallon: 4.54609 l, UK Units of Measurement Regulations 1995.
const gallon = r("3.785411784"); // l
const imperialGallon = r("4.54609"); // l
const litre = r("0.001"); // m3
const barrel = times(r("42"), times(gallon, litre)); // m3; the barrel of petroleum, 42 US gallons
const cubicFoot = times(foot, times(foot, foot)); // m3
const squareInch = times(inch, inch); // m2
// Mechanical horsepower, 550 ft·lbf/s; the metric horsepower (75 kgf·m/s) is 1.4 % less.
const horsepower = times(r("550"), times(foot, poundForce)); // W
// Conventional mercury of 13 595.1 kg/m3 at 0 °C under standard gravity (ISO 31-3).
const inchOfMercury = times(times(r("13595.1"), gravity), inch); // Pa
const minute = r("60");
const hour = r("3600");
const day = r("86400");
const thousand = r("1000");

function define(
  dimension: string,
  ...rows: readonly (readonly [
    symbol: string,
    name: string,
    scale: Rational,
    aliases?: string,
    offset?: Rational,
  ])[]
): Unit[] {
  return rows.map(([symbol, name, scale, aliases = "", offset = zero]) => ({
    symbol,
    name,
    dimension,
    scale,
    offset,
    aliases: aliases.split(" ").filter(Boolean),
  }));
}

const celsiusZero = r("273.15"); // K
const fahrenheitDegree = over(r("5"), r("9")); // K

export const unitTable: readonly Unit[] = [
  // Base m.
  ...define(
    "length",
    ["M", "metre", one, "meter metres meters mtr"],
    ["F", "foot", foot, "ft feet"],
    ["MM", "millimetre", r("0.001"), "millimeter"],
    ["CM", "centimetre", r("0.01"), "centimeter"],
    ["IN", "inch", inch, "inches"],
    ["I/32", "1/32 inch", over(inch, r("32")), "1/32in in/32 32nds"],
  ),
  // Base m/s. The trip rate (1967) is KPH or KF/H, wind and current are KPH or MPH: KPH is km/h in both.
  ...define(
    "speed",
    ["M/S", "metre per second", one, "mps m/sec"],
    ["M/HR", "metre per hour", over(one, hour), "m/h"],
    ["F/HR", "foot per hour", over(foot, hour), "ft/h ft/hr fph f/h"],
    ["FPM", "foot per minute", over(foot, minute), "ft/min f/min"],
    ["FPS", "foot per second", foot, "ft/s ft/sec f/s"],
    ["KPH", "kilometre per hour", over(thousand, hour), "km/h km/hr kmh"],
    ["MPH", "mile per hour", over(mile, hour), "mi/h"],
    ["KF/H", "thousand feet per hour", over(times(thousand, foot), hour), "kft/h kft/hr kf/hr"],
    ["KNOT", "knot, 1852 m per hour", over(r("1852"), hour), "knots kt kts"],
  ),
  // Base N. LB is the pound-force: the catalog has no plain mass.
  ...define(
    "force",
    ["N", "newton", one],
    ["DAN", "decanewton", r("10")],
    ["KN", "kilonewton", thousand],
    ["KDN", "thousand decanewtons, 10 kN", r("10000"), "kdan"],
    ["KGF", "kilogram-force", gravity],
    ["TF", "tonne-force", times(thousand, gravity)],
    ["LB", "pound-force", poundForce, "lbf lbs"],
    ["KLB", "thousand pounds-force", times(thousand, poundForce), "klbf klbs kip kips"],
  ),
  // Base N·m.
  ...define(
    "torque",
    ["NM", "newton metre", one],
    ["KNM", "kilonewton metre", thousand],
    ["FLB", "foot pound-force", times(foot, poundForce), "ftlb ftlbf lbfft lbft ftlbs"],
    [
      "KFLB",
      "thousand foot pounds-force",
      times(thousand, times(foot, poundForce)),
      "kftlb kftlbf klbfft klbft kftlbs",
    ],
  ),
  // Base Pa. PA and PHSF are for yield points and gels, IHG for the barometer: all are force by area.
  ...define(
    "pressure",
    ["PA", "pascal", one, "n/m2"],
    ["KPA", "kilopascal", thousand],
    ["MPA", "megapascal", r("1000000")],
    ["BAR", "bar", r("100000"), "bars"],
    ["PSI", "pound-force per square inch", over(poundForce, squareInch), "psig lbf/in2 lb/in2"],
    [
      "PHSF",
      "pound-force per hundred square feet",
      over(poundForce, times(r("100"), times(foot, foot))),
      "lbf/100ft2 lb/100ft2 lbs/100ft2",
    ],
    ["IHG", "inch of mercury", inchOfMercury, "inhg"],
  ),
  // Base m3.
  ...define(
    "volume",
    ["M3", "cubic metre", one],
    ["L", "litre", litre, "liter litres liters ltr"],
    ["BBL", "barrel of 42 US gallons", barrel, "bbls barrel barrels"],
    ["GAL", "US gallon", times(gallon, litre), "usgal gallon gallons"],
  ),
  // Base m3/s. Liquids: mud, cement, oil.
  ...define(
    "flow",
    ["L/M", "litre per minute", over(litre, minute), "l/min lpm"],
    ["GPM", "US gallon per minute", over(times(gallon, litre), minute), "gal/min usgpm"],
    ["GPM-UK", "imperial gallon per minute", over(times(imperialGallon, litre), minute), "ukgpm igpm"],
    ["M3/M", "cubic metre per minute", over(one, minute), "m3/min"],
    ["M3/S", "cubic metre per second", one, "m3/sec"],
    ["BPM", "barrel per minute", over(barrel, minute), "bbl/min bbl/m"],
    ["M3/D", "cubic metre per day", over(one, day), "m3/day"],
    ["BPD", "barrel per day", over(barrel, day), "bbl/d bbl/day"],
  ),
  // Base m3 at the standard conditions of whoever sends it (15 °C, 60 °F or others): only the volume is converted.
  ...define(
    "gas volume",
    ["MCM", "thousand cubic metres of gas", thousand, "km3"],
    ["MCF", "thousand cubic feet of gas", times(thousand, cubicFoot), "mscf"],
  ),
  ...define(
    "gas flow",
    ["MCMD", "thousand cubic metres of gas per day", over(thousand, day), "mcm/d mcm/day km3/d"],
    [
      "MCFD",
      "thousand cubic feet of gas per day",
      over(times(thousand, cubicFoot), day),
      "mcf/d mscfd mscf/d",
    ],
  ),
  // Base m3 per stroke.
  ...define(
    "volume per stroke",
    ["M3ST", "cubic metre per stroke", one, "m3/st m3/stk m3/stroke"],
    ["B/ST", "barrel per stroke", barrel, "bbl/st bbl/stk bbl/stroke"],
    ["L/ST", "litre per stroke", litre, "l/stk l/stroke"],
  ),
  // Base kg/m3. PPB is pounds per barrel of mud, not parts per billion.
  ...define(
    "density",
    ["KGM3", "kilogram per cubic metre", one, "kg/m3"],
    ["PPG", "pound per US gallon", over(pound, times(gallon, litre)), "lb/gal lbm/gal"],
    ["PPG-UK", "pound per imperial gallon", over(pound, times(imperialGallon, litre)), "lb/galuk ukppg"],
    ["PPB", "pound per barrel", over(pound, barrel), "lb/bbl"],
    ["PCF", "pound per cubic foot", over(pound, cubicFoot), "lb/ft3"],
    ["G/CC", "gram per cubic centimetre", thousand, "g/cm3 gcc g/ml"],
    ["SG", "specific gravity, water of 1000 kg/m3", thousand],
    ["MG/L", "milligram per litre", r("0.001")],
  ),
  // Base K.
  ...define(
    "temperature",
    ["DEGC", "degree Celsius", one, "celsius", celsiusZero],
    [
      "DEGF",
      "degree Fahrenheit",
      fahrenheitDegree,
      "fahrenheit",
      minus(celsiusZero, times(r("32"), fahrenheitDegree)),
    ],
    ["K", "kelvin", one],
  ),
  ...define("angle", ["DEG", "degree of arc", one, "degree degrees dega"]),
  // Base degree per metre. DGHM is read as surveys are reported, per 30 m; for a feed that means what the letters
  // suggest, DEG/100M is there to be named in a map.
  ...define(
    "dog-leg",
    ["DGHM", "degree per 30 m", over(one, r("30")), "deg/30m dega/30m"],
    ["DGHF", "degree per 100 ft", over(one, times(r("100"), foot)), "deg/100ft dega/100ft"],
    ["DEG/100M", "degree per 100 m", over(one, r("100"))],
  ),
  ...define(
    "rotary speed",
    ["RPM", "revolution per minute", one, "rev/min c/min"],
    ["C/S", "revolution per second", minute, "rev/s rps"],
  ),
  ...define("stroke rate", ["SPM", "stroke per minute", one, "stk/min strokes/min"]),
  // Base 1: by volume or by weight, as the item says.
  ...define("fraction", ["%", "per cent", r("0.01"), "pct"], ["PPM", "part per million", r("0.000001")]),
  ...define("alkalinity", ["MLML", "millilitre of acid per millilitre", one, "ml/ml"]),
  ...define("resistivity", ["OHMM", "ohm metre", one]),
  // The catalog names no length for the conductivity of mud; none is supposed here.
  ...define("conductivity", ["MMHO", "millimho", one]),
  ...define("gamma ray", ["API", "API gamma-ray unit", one, "gapi"]),
  ...define("permeability", ["MD", "millidarcy", one]),
  ...define("voltage", ["V", "volt", one, "volts"]),
  ...define("cation exchange", ["MEHG", "milliequivalent per hundred grams", one, "meq/100g"]),
  ...define("filtrate", ["C/30", "cubic centimetre in 30 minutes", one, "cc/30min cm3/30min ml/30min"]),
  ...define("viscosity", ["CP", "centipoise", one, "mpas"]),
  // Base s/l. The funnel's volumes differ too; as everywhere, only the unit is converted.
  ...define(
    "funnel viscosity",
    ["S/L", "second per litre", one, "sec/l"],
    ["S/QT", "second per US quart", over(r("4"), gallon), "sec/qt"],
    ["S/QT-UK", "second per imperial quart", over(r("4"), imperialGallon), "sec/qtuk"],
  ),
  // Base W.
  ...define("power", ["KW", "kilowatt", thousand], ["HP", "mechanical horsepower", horsepower, "bhp hhp"]),
  // Base W/m2.
  ...define(
    "power per area",
    ["KWM2", "kilowatt per square metre", thousand, "kw/m2"],
    ["HSI", "horsepower per square inch", over(horsepower, squareInch), "hp/in2"],
  ),
  // Base m2.
  ...define("area", ["MM2", "square millimetre", r("0.000001")], ["SQIN", "square inch", squareInch, "in2"]),
  // Base kg/m.
  ...define(
    "mass per length",
    ["KG/M", "kilogram per metre", one],
    ["LB/F", "pound per foot", over(pound, foot), "lb/ft lbm/ft"],
  ),
  // Base s.
  ...define(
    "time",
    ["SEC", "second", one, "s seconds"],
    ["MIN", "minute", minute, "minutes"],
    ["HR", "hour", hour, "h hours hrs"],
  ),
  // $ is the money of the contract, whichever that is: money is never converted, money per length only by the length.
  ...define("money", ["$", "unit of money", one]),
  ...define(
    "money per length",
    ["$/M", "money per metre", one],
    ["$/F", "money per foot", over(one, foot), "$/ft"],
  ),
];
