import type { Hardware } from '#main/simulator/case/resolved-case';
import type { KernelCoefficients } from './coefficients';
import a100 from './parts/a100-sxm-80.json';
import b200 from './parts/b200-sxm.json';
import h100 from './parts/h100-sxm.json';
import h200 from './parts/h200-sxm.json';
import l40s from './parts/l40s.json';
import type { LinkRates, Rates } from './rates';

/** A part that kernels were measured on. */
export interface MeasuredPart {
  readonly id: string;
  readonly name: string;
  readonly architecture: string;
  /** The rates that its kernels were fitted with. */
  readonly rates: Rates;
  /** Shares of its dense peaks that its best products reach, by bits: what other parts are scaled by. */
  readonly reachedShares: Readonly<Record<'16' | '8', number>>;
  /** Widths that its own products were measured in; in others those of the first part stand in. */
  readonly widths: readonly number[];
  readonly coefficients: KernelCoefficients;
}

type Fitted = Omit<MeasuredPart, 'coefficients'> & { readonly coefficients: object };

// What was not measured on a part is taken from the first, on which everything was; forms take each part's own rates.
const first = h100 as unknown as MeasuredPart;
const over = (part: unknown): MeasuredPart => {
  const fitted = part as Fitted;
  return { ...fitted, coefficients: overlaid(first.coefficients, fitted.coefficients) };
};

export const measuredParts: readonly [MeasuredPart, ...MeasuredPart[]] = [
  first,
  over(h200),
  over(b200),
  over(a100),
  over(l40s),
];

/** The fits of one object where it has them, of the other elsewhere. A fit is what has a correction. */
function overlaid<Value extends object>(base: Value, own: object): Value {
  if ('correction' in own) return own as Value;
  const below = base as Readonly<Record<string, object | undefined>>;
  const merged = Object.entries(own).map(([key, value]: [string, object]) => {
    const beneath = below[key];
    return [key, beneath === undefined ? value : overlaid(beneath, value)];
  });
  return { ...base, ...Object.fromEntries(merged) } as Value;
}

/** The rates of a part with the measured part whose kernels it is computed by; its links are those within one attention rank. */
export interface PartRates extends Rates {
  readonly measured: MeasuredPart;
  /** Links among all devices of a stage. */
  readonly acrossRanks: LinkRates;
}

const found = new WeakMap<Hardware, MeasuredPart>();

/** The measured part whose kernels a part is computed by: itself, or the nearest. */
export function measuredFor(hardware: Hardware): MeasuredPart {
  const known = found.get(hardware) ?? nearestMeasured(hardware);
  found.set(hardware, known);
  return known;
}

/** Of its family if any was measured, and by its rates among those. */
function nearestMeasured(hardware: Hardware): MeasuredPart {
  const { id, architecture, bytesPerSecond } = hardware;
  const own = measuredParts.find((part) => part.id === id);
  if (own !== undefined) return own;
  const flops16 = flops16Of(hardware);
  const distance = ({ rates }: MeasuredPart): number =>
    Math.abs(Math.log(rates.flops16 / flops16)) + Math.abs(Math.log(rates.bytesPerSecond / bytesPerSecond));
  const family = measuredParts.filter((part) => part.architecture === architecture);
  const candidates = family.length > 0 ? family : measuredParts;
  return [...candidates].sort((a, b) => distance(a) - distance(b))[0] ?? first;
}

/** The dense peak in 16 bits, or half of that in eight where only that is published. */
export const flops16Of = ({ peaks }: Pick<Hardware, 'peaks'>): number =>
  peaks.fp16 ?? peaks.bf16 ?? (peaks.fp8 ?? peaks.int8 ?? 0) / 2;
