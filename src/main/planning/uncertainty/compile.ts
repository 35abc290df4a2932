import { isMoney } from '#main/planning/derivation/derive';
import { HOURS_PER_YEAR } from '#main/planning/derivation/energy';
import { majorUnitsOf } from '#shared/money/money';
import type { Derived, DerivedMoney, Trace, TraceInput } from '#shared/plan/derived';
import { assertNever } from '#shared/refusal/refusal';
import type { FigureKind, UncertainFigure } from '#shared/uncertainty/uncertainty';
import type { Range } from '#shared/units/range';
import { arithmeticOf } from './arithmetic';

/** The figures that models read, each once, in the order in which they were first asked for. */
export interface FigureTable {
  /** The place of a figure in every list of values. */
  readonly place: (figure: UncertainFigure) => number;
  readonly figures: () => readonly UncertainFigure[];
}

export function figureTable(): FigureTable {
  const places = new Map<string, number>();
  const figures: UncertainFigure[] = [];
  return {
    place: (figure) => {
      const known = places.get(figure.key);
      if (known !== undefined) return known;
      places.set(figure.key, figures.length);
      figures.push(figure);
      return figures.length - 1;
    },
    figures: () => figures,
  };
}

export const isUncertain = ({ low, high }: UncertainFigure): boolean => low < high;

/**
 * Turns a value of a plan into arithmetic over its figures, by its trace: the formula that the plan computed once can
 * then be computed for any draw. Money counts in major units here, since a draw is not an invoice.
 */
export type Term = (values: ArrayLike<number>) => number;

type Value = Derived | DerivedMoney;
type Formula = Extract<Trace, { readonly kind: 'formula' }>;

const rangeOf = (value: Value): Range =>
  isMoney(value)
    ? { low: majorUnitsOf(value.low), typical: majorUnitsOf(value.typical), high: majorUnitsOf(value.high) }
    : value;

/** A figure that stands for an unpublished one is of the kind of its neighbour. */
const kindOf = (full: string): FigureKind => {
  const key = full.slice(full.indexOf(':') + 1);
  if (key.startsWith('prices/')) return 'price';
  if (key.startsWith('deviceTypes/')) return key.endsWith('embodiedCarbon') ? 'carbon' : 'power';
  if (key.endsWith('/powerUsageEffectiveness')) return 'pue';
  if (key.endsWith('/tariff')) return 'tariff';
  if (key.endsWith('/carbonIntensity')) return 'carbon';
  if (key.startsWith('figures/colocation-rent') || key.startsWith('figures/rack-lease')) return 'rent';
  return key === 'finance/utilisation' ? 'utilisation' : 'other';
};

/** The address of the figure that a value is read from; undefined where it is computed from several. */
function addressOf(trace: Trace): string | undefined {
  if (trace.kind !== 'formula') return trace.path;
  return trace.formula === 'range-of-readings'
    ? trace.inputs[0] && addressOf(trace.inputs[0].value.trace)
    : undefined;
}

interface Compiling {
  readonly table: FigureTable;
  /** Ranges that a scenario gives to what it enters, by place; everything else that is entered is exact. */
  readonly entered: ReadonlyMap<string, Range>;
}

interface Named {
  readonly value: Value;
  /** What it belongs to, or what it is, for a reader. */
  readonly name: string;
}

/** The arithmetic behind a value. What no arithmetic covers becomes a figure of its own with the plan's range. */
export function compile(named: Named, compiling: Compiling): Term {
  const { trace } = named.value;
  const address = addressOf(trace);
  if (address !== undefined) return figureTerm(named, address, compiling);
  return trace.kind === 'formula'
    ? formulaTerm(named, trace, compiling)
    : constant(rangeOf(named.value).typical);
}

const constant =
  (value: number): Term =>
  () =>
    value;

function figureTerm({ value, name }: Named, key: string, { table, entered }: Compiling): Term {
  const range = entered.get(key) ?? rangeOf(value);
  const unit = isMoney(value) ? value.typical.currency : value.unit;
  const { low, typical, high } = range;
  const figure: UncertainFigure = {
    key,
    name,
    kind: kindOf(key),
    unit,
    shape: 'triangular',
    low,
    typical,
    high,
  };
  const place = table.place(figure);
  return (values) => values[place] ?? typical;
}

function formulaTerm(named: Named, { formula, inputs }: Formula, compiling: Compiling): Term {
  const arithmetic = arithmeticOf(formula);
  switch (arithmetic.kind) {
    case 'sum':
      return sumOf(inputs, named, compiling);
    case 'product':
      return productOf(inputs, arithmetic.factor, named, compiling);
    case 'energy':
      return energyOf(inputs, named, compiling);
    case 'whole':
      return wholeOf(named, { formula, inputs }, compiling);
    default:
      return assertNever(arithmetic);
  }
}

function wholeOf(
  named: Named,
  { formula, inputs }: Pick<Formula, 'formula' | 'inputs'>,
  compiling: Compiling,
): Term {
  const range = rangeOf(named.value);
  if (range.low === range.high) return constant(range.typical);
  const leaf = firstAddress(inputs);
  return figureTerm(named, `${formula}:${leaf ?? named.name}`, compiling);
}

function firstAddress(inputs: readonly TraceInput[]): string | undefined {
  for (const { value } of inputs) {
    const address = addressOf(value.trace);
    if (address !== undefined) return address;
  }
  return undefined;
}

const termsOf = (inputs: readonly TraceInput[], { name }: Named, compiling: Compiling) =>
  inputs.map((input) => ({
    term: compile({ value: input.value, name: input.of ?? name }, compiling),
    count: input.count ?? 1,
  }));

function sumOf(inputs: readonly TraceInput[], named: Named, compiling: Compiling): Term {
  const terms = termsOf(inputs, named, compiling);
  return (values) => {
    let sum = 0;
    for (const { term, count } of terms) sum += count * term(values);
    return sum;
  };
}

function productOf(inputs: readonly TraceInput[], factor: number, named: Named, compiling: Compiling): Term {
  const terms = termsOf(inputs, named, compiling);
  return (values) => {
    let product = factor;
    for (const { term, count } of terms) product *= count * term(values);
    return product;
  };
}

/** (typical · utilisation + idle · the rest) · 8,760 h · PUE; an idle draw above the typical one counts as that. */
function energyOf(inputs: readonly TraceInput[], named: Named, compiling: Compiling): Term {
  const termAt = (name: string): Term => {
    const input = inputs.find((each) => each.name === name);
    return input === undefined
      ? constant(0)
      : compile({ value: input.value, name: input.of ?? named.name }, compiling);
  };
  const [typical, idle] = [termAt('power.typical'), termAt('power.idle')];
  const [utilisation, pue] = [termAt('utilisation'), termAt('powerUsageEffectiveness')];
  return (values) => {
    const [used, full] = [utilisation(values), typical(values)];
    const average = full * used + Math.min(full, idle(values)) * (1 - used);
    return average * HOURS_PER_YEAR * pue(values);
  };
}
