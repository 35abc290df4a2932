import { answerIn } from '#shared/estimate/result';
import type {
  ComparedMonths,
  ComparedVerdict,
  Crossing,
  ReachedService,
  ServiceStanding,
} from '#shared/compare/comparison';
import type { ComparedFleet } from './fleet';

interface Turns {
  /** Which of the two has cost less first, 0 or 1; undefined where they cost the same all along. */
  readonly first: 0 | 1 | undefined;
  /** Months from which on the other one has cost less, the earliest first. */
  readonly turns: readonly { readonly month: number; readonly cheaper: 0 | 1 }[];
}

/**
 * Where two running totals cross, month by month over the months that both have. A month in which they are equal belongs to
 * neither: a turn is the first month in which the one that had cost more has cost less.
 */
export function turnsOf(a: readonly number[], b: readonly number[]): Turns {
  const months = Math.min(a.length, b.length);
  const turns: { month: number; cheaper: 0 | 1 }[] = [];
  let first: 0 | 1 | undefined;
  let cheaper: 0 | 1 | undefined;
  for (let month = 0; month < months; month += 1) {
    const difference = (a[month] ?? 0) - (b[month] ?? 0);
    if (difference === 0) continue;
    const now = difference < 0 ? 0 : 1;
    if (cheaper === undefined) first = now;
    else if (now !== cheaper) turns.push({ month, cheaper: now });
    cheaper = now;
  }
  return { first, turns };
}

/** A fleet with what its verdict is made of. */
export interface JudgedFleet extends ComparedFleet {
  readonly priced: boolean;
  readonly months: ComparedMonths | null;
}

const ratioOf = (other: number | undefined, base: number | undefined): number | undefined =>
  other === undefined || base === undefined || !(base > 0) || !(other > 0) ? undefined : other / base;

/** How the services of the baseline and of another fleet stand to each other. */
function standingOf(base: ReachedService, other: ReachedService): ServiceStanding {
  const states = [base.state, other.state];
  if (states.includes('undeclared')) return 'undeclared';
  if (states.includes('unknown')) return 'unknown';
  if (states.includes('unsure')) return 'unsure';
  if (base.state === 'meets') return other.state === 'meets' ? 'equal' : 'only-baseline-meets';
  return other.state === 'meets' ? 'only-other-meets' : 'neither-meets';
}

/** The pace at the first need that both are predicted for. */
function paceAtNeed(base: ReachedService, other: ReachedService): number | undefined {
  const index = base.needs.findIndex(
    ({ reached }, place) => reached !== undefined && other.needs[place]?.reached !== undefined,
  );
  const [mine, theirs] = [base.needs[index]?.reached, other.needs[index]?.reached];
  return ratioOf(mine?.timePerOutputTokenSeconds, theirs?.timePerOutputTokenSeconds);
}

function speedOf(base: ComparedFleet, other: ComparedFleet): Pick<ComparedVerdict, 'speed'> {
  const atNeed = paceAtNeed(base.service, other.service);
  if (atNeed !== undefined) return { speed: { ratio: atNeed, at: 'need' } };
  const pace = ({ plan }: ComparedFleet) =>
    answerIn(plan.deployments[0]?.result)?.outputTokensPerSecondPerUser;
  const ratio = ratioOf(pace(other), pace(base));
  return ratio === undefined ? {} : { speed: { ratio, at: 'deployment' } };
}

function modelsOf(base: ComparedFleet, other: ComparedFleet): Pick<ComparedVerdict, 'models'> {
  const model = ({ scenario, plan }: ComparedFleet): string | undefined => {
    const [first] = plan.deployments;
    return first === undefined ? undefined : scenario.deployments[first.id]?.estimate.model;
  };
  const [mine, theirs] = [model(base), model(other)];
  return mine === undefined || theirs === undefined ? {} : { models: [mine, theirs] };
}

function overMonths(
  base: { readonly fleet: JudgedFleet; readonly index: number },
  other: { readonly fleet: JudgedFleet; readonly index: number },
): Pick<ComparedVerdict, 'overMonths'> {
  const [mine, theirs] = [base.fleet.months, other.fleet.months];
  if (mine === null || theirs === null) return {};
  const { first, turns } = turnsOf(mine.typical, theirs.typical);
  const indexOf = (which: 0 | 1): number => (which === 0 ? base.index : other.index);
  const crossings = turns.map(({ month, cheaper }): Crossing => ({ month, cheaper: indexOf(cheaper) }));
  return { overMonths: { firstCheaper: first === undefined ? undefined : indexOf(first), crossings } };
}

/** Of different years the yearly totals are held against each other. */
function costOf(base: JudgedFleet, other: JudgedFleet): Pick<ComparedVerdict, 'cost'> {
  if (!base.priced || !other.priced) return {};
  const { years } = base.scenario.finance;
  const over = other.scenario.finance.years === years ? 'years' : 'year';
  const amount = ({ plan: { cost } }: JudgedFleet): number =>
    (over === 'years' ? cost.total : cost.totalPerYear).typical.amount;
  const ratio = ratioOf(amount(other), amount(base));
  return ratio === undefined ? {} : { cost: { ratio, over } };
}

/** The baseline against each other fleet, in their order. */
export function verdictsOf(fleets: readonly JudgedFleet[], baseline: number): readonly ComparedVerdict[] {
  const base = fleets[baseline];
  if (base === undefined) return [];
  const output = ({ plan }: ComparedFleet) => answerIn(plan.deployments[0]?.result)?.outputTokensPerSecond;
  return fleets.flatMap((other, index): ComparedVerdict[] => {
    if (index === baseline) return [];
    const throughputRatio = ratioOf(output(other), output(base));
    const unpriced = [base, other].flatMap(({ plan }) => plan.cost.unpriced.map(({ name }) => name));
    return [
      {
        other: index,
        ...modelsOf(base, other),
        ...speedOf(base, other),
        ...(throughputRatio === undefined ? {} : { throughputRatio }),
        ...costOf(base, other),
        unpriced: [...new Set(unpriced)],
        standing: standingOf(base.service, other.service),
        ...overMonths({ fleet: base, index: baseline }, { fleet: other, index }),
      },
    ];
  });
}
