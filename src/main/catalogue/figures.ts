import type { Catalogue, FigurePath } from '#shared/catalogue/catalogue';
import { isKnown, type KnownFigure, type Reading, type UnknownFigure } from '#shared/catalogue/figure';
import type { Derived } from '#shared/plan/derived';
import type { Override, Scenario } from '#shared/scenario/schema';
import { figureAt } from '#shared/catalogue/figure-paths';
import type { FigureLookup } from './figure-lookup';
import { priceLookup } from './prices';

type Choosing = Pick<Scenario, 'choices' | 'overrides'> & Partial<Pick<Scenario, 'exchangeRates'>>;

const NOTHING_CHOSEN: Choosing = { choices: {}, overrides: {} };

/** The figures of a catalogue as one scenario sees them; without a scenario, as the catalogue has them. */
export function figuresFor(catalogue: Catalogue, scenario: Choosing = NOTHING_CHOSEN): FigureLookup {
  const remembered = new Map<FigurePath, Derived | UnknownFigure>();
  const derived = <Q extends number>(path: FigurePath, unit: string): Derived<Q> | UnknownFigure => {
    const known = remembered.get(path) ?? resolve(catalogue, scenario, path);
    remembered.set(path, known);
    if ('unit' in known && known.unit !== unit && known.unit !== '') {
      throw new Error(`${path} is in ${known.unit}, not in ${unit}`);
    }
    return known as Derived<Q> | UnknownFigure;
  };
  return { derived, ...priceLookup(catalogue, { derived, ownRates: scenario.exchangeRates ?? [] }) };
}

function resolve(catalogue: Catalogue, scenario: Choosing, path: FigurePath): Derived | UnknownFigure {
  const figure = figureAt(catalogue, path);
  if (figure === undefined) return { unit: '', unknown: `the catalogue has no figure ${path}` };
  const override = ownValue(scenario.overrides, path);
  if (override !== undefined) return overridden(path, figure.unit, override);
  return isKnown(figure) ? fromReadings(path, figure, ownValue(scenario.choices, path)) : figure;
}

const ownValue = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

const overridden = (path: FigurePath, unit: string, { low, typical, high, note }: Override): Derived => ({
  low,
  typical,
  high,
  unit,
  trace: { kind: 'override', path, ...(note === undefined ? {} : { note }) },
});

function fromReadings(path: FigurePath, figure: KnownFigure, choice: string | undefined): Derived {
  const counting = figure.readings.filter(({ referenceOnly }) => referenceOnly === undefined);
  const chosen = figure.readings.find(({ id }) => id === choice);
  const [first, ...others] = chosen === undefined ? counting : [chosen];
  if (first === undefined) throw new Error(`${path} has no reading that counts`);
  const preferred = fromReading(path, figure.unit, first);
  if (others.length === 0) return preferred;
  const inputs = [first, ...others].map((reading) => ({
    name: 'reading',
    of: reading.id,
    value: fromReading(path, figure.unit, reading),
  }));
  return {
    low: Math.min(...inputs.map(({ value }) => value.low)),
    typical: preferred.typical,
    high: Math.max(...inputs.map(({ value }) => value.high)),
    unit: figure.unit,
    trace: { kind: 'formula', formula: 'range-of-readings', inputs },
  };
}

/** One reading of a figure as a value with its trace. */
export const fromReading = (path: FigurePath, unit: string, reading: Reading): Derived => ({
  low: reading.low,
  typical: reading.typical,
  high: reading.high,
  unit,
  trace: {
    kind: 'figure',
    path,
    reading: reading.id,
    source: reading.source,
    date: reading.date,
    confidence: reading.confidence,
    ...(reading.note === undefined ? {} : { note: reading.note }),
  },
});
