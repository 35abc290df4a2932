import type { StudyLevel } from './study';

/** The columns of the rows of a study: one flat table per level, the same in every format. */

export type ColumnType = 'text' | 'truth' | 'number' | 'whole';

/** What a level found of a case, by the names of its columns; what it lacks is left out. */
export type StudyValues = Readonly<Record<string, string | number | boolean | undefined>> & {
  readonly fits: boolean;
};

/** The same with what was asked. */
export type StudyRow = StudyValues & { readonly number: number };

type Columns = Readonly<Record<string, ColumnType>>;

const asked = {
  id: 'text',
  number: 'whole',
  need: 'text',
  site: 'text',
  price: 'text',
  hardware: 'text',
  model: 'text',
  input: 'whole',
  output: 'whole',
  requestsPerSecond: 'number',
} as const satisfies Columns;

/** Why a row has no answer; `failed` where the case broke what works on it and was set aside. */
const verdict = { fits: 'truth', code: 'text', reason: 'text' } as const satisfies Columns;

const split = {
  devices: 'whole',
  weights: 'text',
  tensorParallel: 'whole',
  pipelineParallel: 'whole',
} as const satisfies Columns;

const configuration = {
  ...split,
  kv: 'text',
  engine: 'text',
  attentionDataParallel: 'whole',
  expertParallel: 'whole',
  redundantExperts: 'whole',
  batch: 'whole',
  utilisation: 'number',
} as const satisfies Columns;

/** Amounts are whole minor units of the currency, at typical values; per million tokens in millionths of a major unit. */
const money = {
  currency: 'text',
  capital: 'number',
  totalPerYear: 'number',
  total: 'number',
  perMillionOutputTokens: 'number',
  missing: 'text',
} as const satisfies Columns;

const power = {
  servers: 'whole',
  powerWatts: 'number',
  energyPerYearWattHours: 'number',
} as const satisfies Columns;

const percentiles = (time: string): Columns =>
  Object.fromEntries(['P50', 'P95', 'P99'].map((which) => [`${time}${which}`, 'number']));

const sized = {
  serverType: 'text',
  weights: 'text',
  tensorParallel: 'whole',
  pipelineParallel: 'whole',
  replicas: 'whole',
  devices: 'whole',
  servers: 'whole',
  spareServers: 'whole',
  racks: 'whole',
  powerWatts: 'number',
  timeToFirstTokenSeconds: 'number',
  timePerOutputTokenSeconds: 'number',
  percentile: 'number',
  objectiveMetShare: 'number',
  binding: 'text',
  bound: 'text',
} as const satisfies Columns;

/** The columns of each level, in their order. */
export const studyColumns: Readonly<Record<StudyLevel, Columns>> = {
  estimate: {
    ...asked,
    ...configuration,
    ...verdict,
    withinObjective: 'truth',
    outputTokensPerSecond: 'number',
    outputTokensPerSecondPerUser: 'number',
    timeToFirstTokenSeconds: 'number',
    interTokenLatencySeconds: 'number',
    ...power,
    ...money,
  },
  simulate: {
    ...asked,
    ...configuration,
    ...verdict,
    withinObjective: 'truth',
    seed: 'whole',
    requests: 'whole',
    outputTokensPerSecond: 'number',
    requestsServedPerSecond: 'number',
    goodputRequestsPerSecond: 'number',
    objectiveMetShare: 'number',
    timeToFirstTokenSeconds: 'number',
    ...percentiles('timeToFirstTokenSeconds'),
    interTokenLatencySeconds: 'number',
    ...percentiles('interTokenLatencySeconds'),
    requestLatencySeconds: 'number',
    ...percentiles('requestLatencySeconds'),
    energyPerOutputTokenJoules: 'number',
    ...power,
    ...money,
  },
  size: { ...asked, ...verdict, ...sized, ...money },
  plan: {
    ...asked,
    ...verdict,
    ...sized,
    nameplateWatts: 'number',
    massKilograms: 'number',
    errors: 'whole',
    warnings: 'whole',
    ...money,
  },
};
