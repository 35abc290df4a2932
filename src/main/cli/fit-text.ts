import type { FilledRack, FitAnswer, FitBound, FitStop, FitUse, RearrangeAnswer } from '#shared/rack/autofit';
import { textTable } from './text-table';
import { counted } from '#shared/text/plural';

/** What a fit found, in words and a table for a terminal. */

const kilowatts = (value: number): string => `${(value / 1_000).toFixed(1)} kW`;

function amount(limit: FitStop['limit'], value: number): string {
  switch (limit) {
    case 'power':
    case 'cooling':
    case 'site-power':
    case 'site-cooling':
    case 'no-feed':
      return kilowatts(value);
    case 'mass':
      return `${Math.round(value)} kg`;
    case 'units':
      return `${value} U`;
    case 'mounts':
    case 'ports':
    case 'together':
    case 'rack-count':
    case 'plan':
      return String(value);
  }
}

const words: Readonly<Record<FitStop['limit'], string>> = {
  units: 'space',
  power: 'power',
  mass: 'weight',
  cooling: 'cooling',
  mounts: 'zero-U mounts',
  ports: 'switch ports',
  together: 'the group',
  'site-power': 'power of the site',
  'site-cooling': 'cooling of the site',
  'no-feed': 'no feed',
  'rack-count': 'no more racks',
  plan: 'a limit of the plan',
};

/** What stops a rack, as `power: 36.0 kW on 34.6 kW`. */
export const stopText = (stop: Pick<FitStop, 'limit' | 'demand' | 'available'> | undefined): string =>
  stop === undefined
    ? 'has room'
    : `${words[stop.limit]}: ${amount(stop.limit, stop.demand)} on ${amount(stop.limit, stop.available)}`;

const useText = (use: readonly FitUse[], limit: FitUse['limit']): string => {
  const found = use.find((each) => each.limit === limit);
  return found === undefined ? '' : `${amount(limit, found.used)} of ${amount(limit, found.available)}`;
};

const rackTable = (filled: readonly FilledRack[]): string =>
  textTable(
    [{ head: 'Rack' }, { head: 'Added' }, { head: 'Units' }, { head: 'Power' }, { head: 'Limited by' }],
    filled.map(({ name, isNew, added, use, stop }) => [
      isNew ? `${name} (new)` : name,
      added.map(({ type, count }) => `${count} × ${type}`).join(', '),
      useText(use, 'units'),
      useText(use, 'power'),
      stopText(stop),
    ]),
  );

function boundText({ racks, atLeast, proof, method }: FitBound): string {
  const by = method === 'solver' ? ' (solver)' : '';
  return proof === 'optimal'
    ? `${counted(racks, 'rack')} used, the minimum${by}.\n`
    : `${counted(racks, 'rack')} used; at least ${atLeast} are needed${by}.\n`;
}

export function fitText({
  filled,
  devices,
  unplaced,
  bound,
  unknown,
  breaks,
  peakWatts,
  leastWatts,
}: FitAnswer): string {
  const unknowns = unknown.map(
    ({ type, figure }) => `No published ${figure} for ${type}; that limit was not checked.\n`,
  );
  return [
    `${counted(devices.length, 'device')} placed. ${boundText(bound)}`,
    devices.length > 0 ? `Racks draw ${kilowatts(leastWatts)} to ${kilowatts(peakWatts)}.\n` : '',
    '\n',
    rackTable(filled.filter(({ added }) => added.length > 0)),
    ...unplaced.map(({ refusal }) => `${refusal.message}\n`),
    ...unknowns,
    ...breaks.map(({ message }) => `${message}\n`),
  ].join('');
}

export function rearrangeText({ moves, before, after, filled }: RearrangeAnswer): string {
  if (moves.length === 0)
    return `No better arrangement found: ${counted(before.racks, 'rack')}, ${kilowatts(before.leastWatts)} to ${kilowatts(before.peakWatts)} each.\n`;
  return [
    `${counted(moves.length, 'device')} to move. Racks: ${before.racks} before, ${after.racks} after. `,
    `Highest: ${kilowatts(before.peakWatts)} before, ${kilowatts(after.peakWatts)} after.\n\n`,
    rackTable(filled.filter(({ added }) => added.length > 0)),
  ].join('');
}
