import { MOST_UNITS } from '#shared/catalogue/entries';
import { EstimateCase } from '#shared/estimate/case';
import { CurrencyCode } from '#shared/money/money';
import {
  CatalogueId,
  DeploymentId,
  DeviceId,
  FeedId,
  RackId,
  ScenarioId,
  WorkloadId,
} from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { Cooling, RackCooling } from './cooling';
import {
  CodeOfPractice,
  deviceLinks,
  Electrical,
  electricalLimits,
  feedLinks,
  OutletLine,
  Side,
} from './electrical';
import { Finance } from './finance';
import { devicePlacement, placementLimits, rackPlacement, scenarioPlacement } from './placement';
import { UserCatalogue } from './user-catalogue';

/** A day such as 2026-11-22, or a month or year where the rate is an average. */
const date = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'a date such as 2026-11-22');

/** A rate that the user enters: how many units of `to` one unit of `from` buys, and as of when. */
export const OwnExchangeRate = z
  .strictObject({
    from: CurrencyCode,
    to: CurrencyCode,
    rate: z.number().positive().max(1e9).describe('Units of `to` per unit of `from`'),
    date: date.describe('Date of the rate'),
  })
  .refine(({ from, to }) => from !== to, { message: 'from and to must be different currencies' });
export type OwnExchangeRate = Readonly<z.infer<typeof OwnExchangeRate>>;

const ExchangeRates = z.array(OwnExchangeRate).max(60).default([]);

export { Side };
export { Finance } from './finance';

/** The scenario: the one document a user edits and the only thing saved. Its JSON Schema is published from here. */

export const SCENARIO_FORMAT = 'fleetwright-scenario';
/** Raised with every change of the schema, together with a migration from the version before (migrations.ts). */
export const SCENARIO_VERSION = 5;

export const scenarioLimits = {
  racks: 2_000,
  devices: 40_000,
  workloads: 100,
  deployments: 100,
  groups: placementLimits.groups,
  nameLength: 120,
  noteLength: 10_000,
} as const;

const name = z.string().trim().min(1).max(scenarioLimits.nameLength);
const note = z.string().max(scenarioLimits.noteLength);
const positive = z.number().positive().max(1e12);
/** No figure is negative; the largest are FLOP/s. */
const magnitude = z.number().min(0).max(1e18);
const nonNegative = z.number().min(0).max(1e12);

/** One electrical supply of a rack: a breaker on side A or B. Its usable load follows from these by the derating. */
export const Feed = z.strictObject({
  id: FeedId,
  side: Side,
  /** Line-to-line voltage for three phases, line voltage for one. */
  volts: positive.max(1_000).describe('Line-to-line voltage for three phases, line voltage for one'),
  amperes: positive.max(5_000).describe('Rating of the breaker'),
  phases: z.union([z.literal(1), z.literal(3)]).describe('One or three phases'),
  ...feedLinks,
});
export type Feed = Readonly<z.infer<typeof Feed>>;

export const RackLimits = z.strictObject({
  massKilograms: positive.optional(),
  powerWatts: positive.optional(),
  coolingWatts: positive.optional(),
});

export const Rack = z.strictObject({
  id: RackId,
  name,
  type: CatalogueId.describe('Rack type of the catalogue'),
  /** The row on the floor and the place in it, both counted from 0. */
  row: z.int().min(0).max(1_000).describe('Row on the floor, from 0'),
  place: z.int().min(0).max(1_000).describe('Place in the row, from 0'),
  feeds: z.array(Feed).max(8).describe('Electrical feeds; empty means unknown'),
  limits: RackLimits.default({}),
  cooling: RackCooling.optional(),
  note: note.optional(),
  ...rackPlacement,
});
export type Rack = Readonly<z.infer<typeof Rack>>;

export const Face = z.enum(['front', 'rear']);
export type Face = z.infer<typeof Face>;

export const Device = z.strictObject({
  id: DeviceId,
  name,
  type: CatalogueId.describe('Device type of the catalogue'),
  rack: RackId.describe('Rack of the device; a key of racks'),
  /** Lowest U occupied, from 1 at the bottom, in halves. */
  position: z
    .number()
    .multipleOf(0.5)
    .min(0.5)
    .max(MOST_UNITS + 1)
    .describe('Lowest rack unit occupied, from 1 at the bottom, in halves'),
  face: Face.describe('Face it is mounted on'),
  /** The feed of its rack that each power supply is plugged into, in order; where none is named it is spread over the sides. */
  supplyFeeds: z
    .array(FeedId.nullable())
    .max(electricalLimits.suppliesPerDevice)
    .optional()
    .describe('Feed that each power supply is plugged into, in order; null if not specified'),
  /** The lines of each supply's outlet, in order; where they are known, single lines of a breaker trip. */
  supplyLines: z
    .array(OutletLine)
    .max(electricalLimits.suppliesPerDevice)
    .optional()
    .describe('Lines of the outlet that each power supply is plugged into, in order'),
  ...deviceLinks,
  note: note.optional(),
  ...devicePlacement,
});
export type Device = Readonly<z.infer<typeof Device>>;

/** A figure of the user's own, in the unit of the figure it replaces. */
export const Override = z
  .strictObject({
    low: magnitude,
    typical: magnitude,
    high: magnitude,
    note: note.optional(),
  })
  .refine((override) => override.low <= override.typical && override.typical <= override.high, {
    message: 'low ≤ typical ≤ high must hold',
  });
export type Override = Readonly<z.infer<typeof Override>>;

export const Site = z.strictObject({
  /** The catalogue entry that tariff, PUE and carbon come from unless overridden. */
  preset: CatalogueId.describe(
    'Site of the catalogue: tariff, PUE and carbon come from it unless overridden',
  ),
  /** The rules it is wired by; left out, those of the preset's country. */
  code: CodeOfPractice.optional().describe('Electrical code; default: that of the country of the preset'),
  /** Share of a breaker that may be loaded continuously; left out, what the code says. */
  continuousLoadFraction: z.number().gt(0).max(1).optional(),
  /** Rise of the air through the servers that airflow is computed for; 20 to 30 °F are usual (docs/facts.md section 5). */
  airTemperatureRiseKelvin: z.number().gt(0).max(60).default(11.11),
  altitudeMeters: z.number().min(-500).max(6_000).default(0),
  powerLimitWatts: positive.optional(),
  coolingLimitWatts: positive.optional(),
});
export type Site = Readonly<z.infer<typeof Site>>;

export const Workload = z.strictObject({
  id: WorkloadId,
  name,
  model: CatalogueId.describe('Model of the catalogue'),
  inputTokens: z.int().min(1).max(10_000_000),
  outputTokens: z.int().min(1).max(10_000_000),
  requestsPerSecond: nonNegative.describe('Mean arrival rate'),
  objective: z
    .strictObject({
      timeToFirstTokenSeconds: positive.optional(),
      timePerOutputTokenSeconds: positive.optional(),
      percentile: z.number().gt(0).lt(100).default(95),
    })
    .optional(),
});
export type Workload = Readonly<z.infer<typeof Workload>>;

/** A model on a number of accelerators; what `estimate` is asked about. */
export const Deployment = z.strictObject({
  id: DeploymentId,
  name,
  estimate: EstimateCase.omit({
    id: true,
    lengths: true,
    attentionDataParallel: true,
    expertParallel: true,
    redundantExperts: true,
    closedLoop: true,
    rampSeconds: true,
    requests: true,
  }),
  workload: WorkloadId.optional().describe('Workload it serves; a key of workloads'),
  meanRequestsPerSecond: z
    .number()
    .positive()
    .max(1e9)
    .optional()
    .describe(
      'Mean request rate if estimate.requestsPerSecond is the peak rate; default: estimate.requestsPerSecond',
    ),
});
export type Deployment = Readonly<z.infer<typeof Deployment>>;

export const Scenario = z
  .strictObject({
    format: z.literal(SCENARIO_FORMAT),
    schemaVersion: z.literal(SCENARIO_VERSION),
    id: ScenarioId,
    name,
    note: note.default(''),
    currency: CurrencyCode.default('USD'),
    site: Site.describe('Site of the fleet'),
    racks: z.record(RackId, Rack).describe('Racks by id'),
    devices: z.record(DeviceId, Device).describe('Placed devices by id'),
    workloads: z.record(WorkloadId, Workload).default({}).describe('Workloads by id'),
    deployments: z.record(DeploymentId, Deployment).default({}).describe('Models on accelerators, by id'),
    /** Figure path to the id of the reading that counts; without an entry the range spans all readings. */
    choices: z
      .record(z.string().max(200), z.string().max(80))
      .default({})
      .describe('Path of a catalogue figure to the id of the reading to use'),
    /** Figure path to the user's own figure. */
    overrides: z
      .record(z.string().max(200), Override)
      .default({})
      .describe('Path of a catalogue figure to your own value, in the unit of the catalogue'),
    electrical: Electrical.prefault({}).describe('The chain above the feeds: utility, UPS, PDU'),
    cooling: Cooling.prefault({}).describe('The room and its cooling units'),
    exchangeRates: ExchangeRates.describe('Your own exchange rates, each with its date'),
    finance: Finance.prefault({}).describe('Finance terms for capital and running cost'),
    userCatalogue: UserCatalogue.optional().describe('User prices applied to this scenario'),
    ...scenarioPlacement,
  })
  .meta({
    title: 'Fleetwright scenario',
    description:
      'A site, its racks and devices, workloads, deployments and finance terms. Field names carry their SI units.',
  });
export type Scenario = Readonly<z.infer<typeof Scenario>>;

/** The part of a scenario that decides which figures predictions read: chosen readings and the user's own figures. */
export const FigureSettings = z.strictObject({
  choices: Scenario.shape.choices,
  overrides: Scenario.shape.overrides,
});
export type FigureSettings = Readonly<z.infer<typeof FigureSettings>>;

/** The published JSON Schema (draft 2020-12) of the scenario document, as files hold it: fields with defaults may be left out. */
export const scenarioJsonSchema = (): Readonly<Record<string, unknown>> => ({
  $id: `urn:fleetwright:schema:scenario:${SCENARIO_VERSION}`,
  ...z.toJSONSchema(Scenario, { io: 'input', target: 'draft-2020-12' }),
});
