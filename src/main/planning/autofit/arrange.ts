import type { FitStrategy } from '#shared/autofit';
import type { Amounts } from '../placement/rack-capacity';
import { compareArrangements, type Arrangement } from './arrangement';
import type { Bin } from './bin';
import { fleetOf, type FitProblem } from './fit-problem';
import { pack, packingOrders } from './pack';
import { spreadPower } from './spread';

const UNLIMITED: Amounts = { units: 42, power: 1, mass: 1, cooling: 1, mounts: 1 };

/** The empty rack that items are measured against: a new one, else the roomiest given one. */
const measure = ({ newCapacity, given }: FitProblem): Amounts =>
  newCapacity ??
  given.map(({ capacity }) => capacity).toSorted((a, b) => b.power - a.power || b.units - a.units)[0] ??
  UNLIMITED;

const best = (arrangements: Iterable<Arrangement>): Arrangement => {
  let found: Arrangement | undefined;
  for (const each of arrangements) {
    if (found === undefined || compareArrangements(each, found) < 0) found = each;
  }
  if (found === undefined) throw new Error('There is no arrangement to choose from');
  return found;
};

const MOST_STARTS = 24;

/** The given racks, beginning with those in use, then outwards from one of the empty ones. */
function* ordersFrom(given: readonly Bin[]): Generator<readonly Bin[]> {
  const inUse = given.filter(({ isInUse }) => isInUse);
  const empty = given.filter(({ isInUse }) => !isInUse);
  if (empty.length <= 1) {
    yield given;
    return;
  }
  const steps = Math.ceil(empty.length / MOST_STARTS);
  for (let start = 0; start < empty.length; start += steps) {
    const first = empty[start];
    if (first === undefined) return;
    const apart = ({ rack }: Bin): number =>
      2 * Math.abs(rack.row - first.rack.row) + Math.abs(rack.place - first.rack.place);
    yield [...inUse, ...empty.toSorted((a, b) => apart(a) - apart(b))];
  }
}

// Long lists fill many racks alike, where a further order gains little and costs seconds.
const LONG_LIST = 2_000;

function* attempts(problem: FitProblem, racks: readonly Bin[]): Generator<Arrangement> {
  const servers = problem.lines.reduce((sum, { count, item }) => sum + count * item.size, 0);
  const long = servers > LONG_LIST;
  const orders = packingOrders(problem.lines, measure(problem));
  for (const order of long ? orders.slice(0, 2) : orders) {
    for (const choice of long ? (['tight'] as const) : (['tight', 'first'] as const)) {
      const fleet = fleetOf(problem, racks);
      const { companions, lines } = problem;
      yield { fleet, left: pack(lines, order, fleet, { companions, choice }) };
    }
  }
}

function* allAttempts(problem: FitProblem, strategy: FitStrategy): Generator<Arrangement> {
  if (strategy !== 'compact') {
    yield* attempts(problem, problem.given);
    return;
  }
  for (const racks of ordersFrom(problem.given)) yield* attempts(problem, racks);
}

/** Places by heuristics alone: the best of several orders, and for an even load a spread over the same racks. */
export function arrange(problem: FitProblem, strategy: FitStrategy): Arrangement {
  const found = best(allAttempts(problem, strategy));
  return strategy === 'spread' ? spreadPower(problem, found) : found;
}
