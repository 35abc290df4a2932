import { askedAt, type Answers, type AskedDoor, type DoorName } from './doors';
import { questions, type Question, type Reading, type Readings } from './questions';
import type { Scenario } from '#shared/scenario/schema';

/** One question about one thing that two doors answer differently. */
export interface Disagreement {
  readonly question: string;
  readonly about: string;
  readonly answers: readonly string[];
}

/** Sums of the same parts in another order differ by this share at most. */
const ORDER_OF_SUMS = 1e-9;

const printed = (reading: Reading): { readonly value: number; readonly within: number } | undefined =>
  typeof reading === 'number'
    ? { value: reading, within: 0 }
    : typeof reading === 'string'
      ? undefined
      : reading;

/** Whether two readings can be of one value. */
export function agree(a: Reading, b: Reading): boolean {
  const [one, other] = [printed(a), printed(b)];
  if (one === undefined || other === undefined) return a === b;
  const noise = ORDER_OF_SUMS * Math.max(Math.abs(one.value), Math.abs(other.value));
  return Math.abs(one.value - other.value) <= one.within + other.within + noise;
}

const textOf = (reading: Reading): string =>
  typeof reading === 'object' ? `${reading.value} ± ${reading.within}` : String(reading);

/** What every door reads of a question, and which of them answered at all. */
function readingsOf(question: Question, answers: Answers, scenario: Scenario): Map<DoorName, Readings> {
  const readings = new Map<DoorName, Readings>();
  for (const [door, read] of Object.entries(question.doors) as [DoorName, unknown][]) {
    const answer = answers[door];
    if (answer === undefined) continue;
    readings.set(door, (read as (answer: unknown, scenario: Scenario) => Readings)(answer, scenario));
  }
  return readings;
}

export interface Asked {
  readonly disagreements: readonly Disagreement[];
  /** Doors whose answer to a question could be held against another's, as `question: door`. */
  readonly answered: ReadonlySet<string>;
}

/** Asks every question at these doors, and compares every two answers to the same one, those already given included. */
export async function askEverything(
  doors: readonly AskedDoor[],
  scenario: Scenario,
  given: Answers = {},
): Promise<Asked> {
  const answers = { ...(await askedAt(doors, scenario)), ...given };
  const disagreements: Disagreement[] = [];
  const answered = new Set<string>();
  for (const [name, question] of Object.entries<Question>(questions)) {
    const readings = [...readingsOf(question, answers, scenario)];
    const subjects = new Set(readings.flatMap(([, each]) => Object.keys(each)));
    for (const about of subjects) {
      const known = readings.flatMap(([door, each]) => {
        const reading = each[about];
        return reading === undefined ? [] : [{ door, reading }];
      });
      if (known.length > 1) for (const { door } of known) answered.add(`${name}: ${door}`);
      const differ = known.some((a) => known.some((b) => !agree(a.reading, b.reading)));
      if (differ) {
        const said = known.map(({ door, reading }) => `${door} ${textOf(reading)}`);
        disagreements.push({ question: name, about, answers: said });
      }
    }
  }
  return { disagreements, answered };
}
