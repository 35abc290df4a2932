import type { ServiceVerdict } from '#shared/estimate/verdict';
import type { WirePlan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { moneyRangeText, rangeText } from './figure-text';
import { textTable } from './text-table';
import { verdictsText } from './verdict-text';

const RACKS_SHOWN = 40;

/** A plan for people: totals, cost, racks, deployments, and what is wrong. */
export function planText(
  scenario: Scenario,
  plan: WirePlan,
  objectives: readonly ServiceVerdict[] = [],
): string {
  const parts = [
    `${scenario.name}\n`,
    textTable([{ head: 'Totals' }, { head: '' }], totalRows(plan)),
    textTable([{ head: 'Cost' }, { head: `over ${scenario.finance.years} years` }], costRows(plan)),
    racksTable(plan),
    deploymentsTable(plan),
    verdictsText(objectives),
    problemsText(plan),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function totalRows({ totals }: WirePlan): readonly (readonly string[])[] {
  const accelerators = totals.accelerators.map(({ type, count }) => `${count} × ${type}`).join(', ');
  return [
    ['  racks', String(totals.racks)],
    ['  devices', String(totals.devices)],
    ['  accelerators', accelerators === '' ? 'none' : accelerators],
    ['  space', `${totals.usedUnits} U of ${totals.units} U`],
    ['  mass', rangeText(totals.mass, 'kg')],
    ['  power, typical', rangeText(totals.power.typical, 'W')],
    ['  power, nameplate', rangeText(totals.power.maximum, 'W')],
    ['  heat', rangeText(totals.heat, 'W')],
    ['  airflow', rangeText(totals.airflow, 'm3/s')],
    ['  energy per year', rangeText(totals.energyPerYear, 'Wh')],
    ['  carbon per year', rangeText(totals.carbonKilogramsPerYear, 'kg')],
  ];
}

function costRows({ cost }: WirePlan): readonly (readonly string[])[] {
  return [
    ...cost.lines.map(({ name, quantity, total }) => [`  ${quantity} × ${name}`, moneyRangeText(total)]),
    ...cost.unpriced.map(({ name, quantity }) => [`  ${quantity} × ${name}`, 'no price; in no sum']),
    ['  capital', moneyRangeText(cost.capital)],
    ['  running, per year', moneyRangeText(cost.runningPerYear)],
    ['  total', moneyRangeText(cost.total)],
  ];
}

function racksTable({ racks }: WirePlan): string {
  const all = Object.values(racks);
  const rows = all
    .slice(0, RACKS_SHOWN)
    .map(({ name, space, mass, power, feeds, capital }) => [
      `  ${name}`,
      `${space.usedUnits}/${space.units}`,
      rangeText(mass.demand, 'kg'),
      rangeText(power.typical, 'W'),
      rangeText(power.maximum, 'W'),
      rangeText(feeds.usable, 'W'),
      moneyRangeText(capital),
    ]);
  const heads = ['Rack', 'U', 'Mass', 'Typical', 'Nameplate', 'Feed', 'Capital'];
  const rest = all.length - rows.length;
  const more = rest > 0 ? `  and ${rest} more racks (see --json)\n` : '';
  return rows.length === 0
    ? ''
    : textTable(
        heads.map((head) => ({ head })),
        rows,
      ) + more;
}

function deploymentsTable({ deployments }: WirePlan): string {
  const rows = deployments.map(({ name, result, costPerMillionOutputTokens: cost }) => {
    if ('error' in result) return [`  ${name}`, result.error.message];
    if (!result.fits) return [`  ${name}`, result.refusal.message];
    const [low, high] = result.interval?.outputTokensPerSecond ?? [
      result.outputTokensPerSecond,
      result.outputTokensPerSecond,
    ];
    return [
      `  ${name}`,
      rangeText({ low, typical: result.outputTokensPerSecond, high }, 'token/s'),
      rangeText(exactRange(result.outputTokensPerSecondPerUser), 'token/s'),
      rangeText(exactRange(result.timeToFirstTokenSeconds), 's'),
      cost === undefined ? '' : moneyRangeText(cost),
    ];
  });
  const heads = ['Deployment', 'All users', 'One user', 'First token', 'Per million tokens'];
  return rows.length === 0
    ? ''
    : textTable(
        heads.map((head) => ({ head })),
        rows,
      );
}

const exactRange = (value: number) => ({ low: value, typical: value, high: value });

function problemsText({ problems }: WirePlan): string {
  const lines = problems.map(({ severity, refusal }) => {
    const remedy = refusal.remedy === undefined ? '' : ` ${refusal.remedy}`;
    return `  ${severity.padEnd(8)} ${refusal.message}${remedy}\n`;
  });
  return lines.length === 0 ? 'No problems\n' : `Problems\n${lines.join('')}`;
}
