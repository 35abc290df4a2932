import type { CrossValidation, Gate, GateVerdict, ValidationGroup } from './validation';

const gates: Readonly<Partial<Record<ValidationGroup, Gate>>> = {
  'static-latency': { median: 0.05, p80: 0.13 },
  throughput: { median: 0.1, p80: 0.25 },
  'first-token': { median: 0.15 },
  'inter-token': { median: 0.12 },
  'serving-first-token': { median: 0.25 },
};

interface Reached {
  readonly median: number;
  readonly p80: number;
}

const judged = (gate: Gate, { median, p80 }: Reached): GateVerdict => ({
  ...gate,
  met: median <= gate.median && p80 <= (gate.p80 ?? Infinity),
});

/** The gate of a group of figures and whether it is met; undefined where none is set. */
export function verdictOn(group: ValidationGroup, reached: Reached): GateVerdict | undefined {
  const gate = gates[group];
  return gate && judged(gate, reached);
}

/** Rows left out have the gate of throughput; of whole engines none is asked, since engines differ in what they are. */
export function verdictOnLeftOut(left: CrossValidation): GateVerdict | undefined {
  return left.leftOut === 'engine' || gates.throughput === undefined
    ? undefined
    : judged(gates.throughput, left);
}
