import type { Scenario } from '../../shared/scenario/schema';
import type { ComputationName, InputOf } from './computations';

/** What surely ends within the 50 ms that the main thread may be held; beyond, a worker computes. */
export const lightLimits = { devices: 1_500, racks: 150, deployments: 10, cases: 50 } as const;

/** Whether a scenario is planned so fast that nobody waits for it. */
export const isLight = ({ devices, racks, deployments }: Scenario): boolean =>
  Object.keys(devices).length <= lightLimits.devices &&
  Object.keys(racks).length <= lightLimits.racks &&
  Object.keys(deployments).length <= lightLimits.deployments;

/** Whether a computation is so small that it runs where it is asked for. */
const light: { readonly [Name in ComputationName]: (input: InputOf<Name>) => boolean } = {
  plan: isLight,
  // Where a scenario is planned step by step is for `planSteps` to say.
  planStep: () => false,
  planOverTime: () => false,
  explain: ({ scenario }) => isLight(scenario),
  quote: ({ scenario }) => isLight(scenario),
  estimate: ({ cases }) => cases.length <= lightLimits.cases,
  simulateServing: () => false,
  performanceReport: () => true,
  lpuTimeline: () => false,
  fit: () => false,
  rearrange: () => false,
  powerReport: ({ scenario }) => isLight(scenario),
  compare: () => false,
  compareChances: () => false,
  simulateFleets: () => false,
  comparisonFile: () => false,
  uncertaintyDraws: () => false,
  uncertaintyReport: () => false,
  breakEven: () => false,
  dispute: () => true,
  sizeOn: () => false,
  sizePriced: () => false,
  sweepRows: () => false,
  layOutSize: () => false,
  checks: () => false,
  validation: () => false,
  layoutFile: () => false,
  importNetbox: () => false,
  readPriceWorkbook: () => false,
  tableWorkbook: ({ rows }) => rows.length <= lightLimits.cases,
  quoteFile: () => false,
};

export const isLightWork = <Name extends ComputationName>(name: Name, input: InputOf<Name>): boolean =>
  light[name](input);
