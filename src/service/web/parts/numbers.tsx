/** Fields for what a report counts: depths, times of the shift, hours, quantities, angles. */
import { HOUR, instantsInShift, localTime, MINUTE } from "../../shift/clock.js";
import { decimalText } from "../../shift/decimal.js";
import { type LengthUnit, parseLength, type Typed, typedNumber } from "../../shift/length.js";
import { lengthsIn, useLengths } from "../device/lengths.js";
import { toldText } from "../words/told.js";
import { useWords, words } from "../words/words.js";
import { ChoiceField, sentence, TypedField, type Understood } from "./fields.js";

interface Common {
  readonly at: string;
  readonly label: string;
  readonly value: number | null;
  readonly set: (value: number | null) => void;
  readonly disabled?: boolean;
}

/**
 * A depth in the unit that is read. A text that says what stood there, or one of `near`, is that to the millimetre: what was typed in the other unit, or by
 * the shift before, does not move because somebody looks at it in this one.
 */
export function DepthField({
  near = [],
  unit: given,
  ...common
}: Common & {
  readonly near?: readonly (number | null)[];
  readonly hint?: string;
  /** Of what has a unit of its own, whatever is read elsewhere: a contract. */
  readonly unit?: LengthUnit;
}) {
  const own = useLengths();
  const lengths = given === undefined ? own : lengthsIn(given);
  const read = (text: string): Understood => {
    const found = understood(parseLength(text, lengths.unit), lengths.unit);
    if (!("value" in found)) return found;
    const same = [common.value, ...near].find(
      (mm) => mm !== null && lengths.bare(mm) === lengths.bare(found.value),
    );
    return same == null ? found : { value: same };
  };
  // Another unit begins anew: a text stays in the one in which it was typed.
  return (
    <TypedField
      {...common}
      key={lengths.unit}
      label={lengths.label(common.label)}
      show={lengths.bare}
      read={read}
      placeholder={lengths.unit}
    />
  );
}

export const QuantityField = ({ unit, ...common }: Common & { readonly unit: string }) => (
  <TypedField
    {...common}
    show={(value) => decimalText(value, 3, 0)}
    read={(text) => understood(typedNumber(text, 3, "quantity"))}
    placeholder={unit}
  />
);

/** Hundredths of a degree. A dip is below the horizon, so that its minus is the rule; the keypads of telephones have none, so it has a button. */
export const AngleField = ({ signed = false, ...common }: Common & { readonly signed?: boolean }) => (
  <TypedField
    {...common}
    {...(signed && { turn: (value: number) => -value || 0 })}
    show={(value) => decimalText(value, 2, 1)}
    read={(text) => {
      const negative = text.trim().startsWith("-") || text.trim().startsWith("−");
      const number = understood(typedNumber(text.replace(/^\s*[-−]/, ""), 2, "degrees"));
      return "value" in number && negative ? { value: -number.value || 0 } : number;
    }}
    placeholder="°"
  />
);

/** What the arithmetic says of a text that is no number of its kind, in the words of the page. */
const understood = (typed: Typed, unit?: LengthUnit): Understood =>
  "value" in typed ? { value: typed.value } : { message: sentence(toldText(typed, unit)) };

interface Shift {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly timeZone: string;
}

const STEP = 15;

/** `1830`, `18:30`, `18.30` and `630` as `06:30`. */
export function clockIn(text: string): string | undefined {
  const parts =
    /^\s*(\d{1,2})\s*[:.,h ]\s*(\d{2})\s*$/.exec(text) ??
    /^\s*(\d{1,2})(\d{2})\s*$/.exec(text) ??
    /^\s*(\d{1,2})()\s*$/.exec(text);
  if (parts === null) return undefined;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2])];
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return undefined;
  return `${String(hours % 24).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

/**
 * An instant of the shift by its clock: a time after midnight is found on the next day by itself. Of a time that the clock shows twice the one after
 * `after` is taken, and the field says which, with a choice.
 */
export function TimeField({
  shift,
  after,
  ...common
}: Common & { readonly shift: Shift; readonly after?: number | null }) {
  const all = useWords();
  const { value, set } = common;
  const read = (text: string): Understood => {
    const clock = clockIn(text);
    if (clock === undefined) return { message: all.fields.time };
    const found = instantsInShift(clock, shift);
    const [first] = found;
    if (first === undefined) {
      const [from, to] = [shift.startsAt, shift.endsAt].map((at) => localTime(at, shift.timeZone));
      return { message: all.fields.outside(from!, to!) };
    }
    // An end at the shift's own start, or a start at its end, is meant as the other one.
    const later = found.find((at) => at > (after ?? shift.startsAt - 1));
    return { value: value !== null && found.includes(value) ? value : (later ?? first) };
  };
  const step = (minutes: number) => () => {
    const from = value ?? after ?? shift.startsAt;
    set(Math.min(Math.max(from + minutes * MINUTE, shift.startsAt), shift.endsAt));
  };
  const twice = value === null ? [] : instantsInShift(localTime(value, shift.timeZone), shift);
  const isTwice = twice.length > 1 && twice[1]! - twice[0]! < 6 * HOUR;
  return (
    <div>
      <TypedField
        {...common}
        keypad="numeric"
        show={(at) => localTime(at, shift.timeZone)}
        read={read}
        live={(text) => /^\s*(\d{1,2}[:.,h]\d{2}|\d{4}|)\s*$/.test(text)}
        steps={{
          less: step(-STEP),
          more: step(STEP),
          lessLabel: all.report.earlier(STEP),
          moreLabel: all.report.later(STEP),
          text: all.report.minutes15,
        }}
      />
      {isTwice && (
        <ChoiceField
          at={`${common.at}-which`}
          label={all.report.twice}
          value={String(value)}
          set={(chosen) => set(Number(chosen))}
          options={twice.map((at, i) => ({
            id: String(at),
            name: `${localTime(at, shift.timeZone)} · ${i === 0 ? all.report.firstTime : all.report.secondTime}`,
          }))}
        />
      )}
    </div>
  );
}

/** `12`, `6.5`, `6,5` and `6:30`, in minutes. */
export function minutesIn(text: string): number | undefined {
  const clock = /^\s*(\d{1,2})\s*[:h]\s*(\d{2})\s*$/.exec(text);
  if (clock !== null) return Number(clock[2]) > 59 ? undefined : Number(clock[1]) * 60 + Number(clock[2]);
  const hours = /^\s*(\d{1,2}(?:[.,]\d{0,2})?|[.,]\d{1,2})\s*$/.exec(text);
  if (hours === null) return undefined;
  const hundredths = typedNumber(hours[1]!, 2, "hours");
  return "value" in hundredths ? Math.round((hundredths.value * 60) / 100) : undefined;
}

export const hoursText = (minutes: number): string =>
  minutes % 15 === 0
    ? decimalText(Math.round((minutes * 100) / 60), 2, 0)
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

export function HoursField(common: Common) {
  const all = useWords();
  const { value, set } = common;
  const step = (minutes: number) => () => set(Math.min(Math.max((value ?? 0) + minutes, 0), 26 * 60));
  return (
    <TypedField
      {...common}
      show={hoursText}
      read={(text) => {
        const minutes = minutesIn(text);
        return minutes === undefined ? { message: words().fields.hours } : { value: minutes };
      }}
      placeholder="h"
      steps={{
        less: step(-STEP),
        more: step(STEP),
        lessLabel: all.report.less(STEP),
        moreLabel: all.report.longer(STEP),
        text: all.report.minutes15,
      }}
    />
  );
}
