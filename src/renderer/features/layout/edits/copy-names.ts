import { scenarioLimits } from '#shared/scenario/schema';

/**
 * Names for copies that go on with the series of their originals: `Node 9` becomes `Node 10` where that is free,
 * `srv-007` becomes `srv-008`, and `spare` becomes `spare 2`. No name is given twice, nor one that is taken.
 */
export function copyNames(originals: readonly string[], taken: Iterable<string>): readonly string[] {
  const used = new Set(taken);
  const next = new Map<string, number>();
  return originals.map((original) => {
    const { stem, number, digits } = seriesOf(original);
    let at = next.get(stem) ?? number + 1;
    const nameAt = () => `${stem}${String(at).padStart(digits, '0')}`;
    while (used.has(nameAt())) at += 1;
    const name = nameAt();
    used.add(name);
    next.set(stem, at + 1);
    return name;
  });
}

interface Series {
  readonly stem: string;
  readonly number: number;
  readonly digits: number;
}

/** Numbers beyond this are serial numbers or dates rather than a count. */
const MOST_DIGITS = 6;
/** Leaves room for a number in the longest name that a scenario takes. */
const LONGEST_STEM = scenarioLimits.nameLength - 10;

function seriesOf(name: string): Series {
  const digits = /\d+$/.exec(name)?.[0] ?? '';
  if (digits === '' || digits.length > MOST_DIGITS) {
    return { stem: `${name.slice(0, LONGEST_STEM)} `, number: 1, digits: 1 };
  }
  const stem = name.slice(0, -digits.length).slice(0, LONGEST_STEM);
  return { stem, number: Number(digits), digits: digits.length };
}
