import { CurrencyCode } from '#shared/money/money';
import { CatalogueId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { Line } from './line';
import { ModelDescription } from '#shared/model/description';
import { Basis, Confidence, Figure, figureIn, SourceDate } from './figure';

/** What the front of a device looks like, so that kinds are told apart at a glance. */
export const deviceFronts = [
  'lpu-node',
  'gpu-chassis',
  'gpu-cards',
  'server',
  'switch',
  'pdu',
  'shelf',
  'blank',
  'storage',
] as const;
export type DeviceFront = (typeof deviceFronts)[number];

/** The entries of the catalogue: data with sources under resources/catalogue, one schema per kind. */

export const Precision = z.enum(['fp32', 'fp16', 'bf16', 'fp8', 'int8', 'int4', 'fp4']);
export type Precision = z.infer<typeof Precision>;

export const Source = z.strictObject({
  id: CatalogueId,
  title: z.string(),
  date: SourceDate,
  url: z.url().optional(),
  note: z.string().optional(),
});
export type Source = Readonly<z.infer<typeof Source>>;

const powerLevels = z.strictObject({
  idle: figureIn('W'),
  typical: figureIn('W'),
  maximum: figureIn('W'),
});

/** An LPU or GPU. Peaks are dense; sparse marketing figures are twice these and stay out. */
export const Accelerator = z.strictObject({
  id: CatalogueId,
  name: z.string(),
  vendor: z.string(),
  kind: z.enum(['lpu', 'gpu']),
  /** Parts of one family share their multiprocessors, so that kernels measured on one carry over to the others best. */
  architecture: Basis.extend({ family: CatalogueId }).optional(),
  /** Where units, lanes and clock of an LPU are published; without them it is simulated as one whose are. */
  floorPlan: Basis.optional(),
  memory: figureIn('B'),
  memoryBandwidth: figureIn('B/s'),
  densePeak: z.partialRecord(Precision, figureIn('FLOP/s')),
  /** The share of a dense peak that the best matrix product reaches; absent where nobody measured it. */
  reachedShare: z.partialRecord(Precision, figureIn('1')).optional(),
  /** Multiprocessors that are enabled, which set how many tiles of a product run at once; absent where nobody says. */
  multiprocessors: Basis.extend({ count: z.int().min(1).max(10_000) }).optional(),
  power: powerLevels,
  /** To other accelerators, both directions together; 0 where there is no such link. */
  linkBandwidth: figureIn('B/s'),
  linkName: z.string(),
  /** Over the slot to the host, both directions together: what accelerators beyond their link meet over. */
  slotBandwidth: figureIn('B/s').optional(),
  /** How many accelerators the link joins without leaving it; absent where it is as many as its server carries. */
  linkDomain: Basis.extend({ accelerators: z.int().min(1).max(16_384) }).optional(),
  processNode: z.string().optional(),
  defaultEngine: z.string(),
  /** Whether its maker only rents it out, so that no server carries it. */
  rentedOnly: z.boolean().optional(),
  /** The price per accelerator where it is sold on its own; a price id. */
  price: z.string().optional(),
  licenceNote: z.string().optional(),
  note: z.string().optional(),
});
export type Accelerator = Readonly<z.infer<typeof Accelerator>>;

export const DeviceKind = z.enum(['server', 'switch', 'storage', 'pdu', 'shelf', 'blank']);
export type DeviceKind = z.infer<typeof DeviceKind>;

export const AirDirection = z.enum([
  'front-to-rear',
  'rear-to-front',
  'left-to-right',
  'right-to-left',
  'side-to-rear',
  'rear-to-side',
  'bottom-to-top',
  'top-to-bottom',
  'mixed',
  'passive',
]);
export type AirDirection = z.infer<typeof AirDirection>;

/** The highest rack that an inventory such as NetBox knows. */
export const MOST_UNITS = 100;

/** The outlets of a power strip behind one breaker of its own. */
export const OutletBank = z.strictObject({
  outlets: z.int().min(1).max(99),
  /** Rating of its breaker. */
  amperes: z.number().positive().max(1_000),
  /** The lines that its outlets hang between, on a strip of three phases. */
  line: Line.optional(),
});
export type OutletBank = Readonly<z.infer<typeof OutletBank>>;

export const PowerStrip = z.strictObject({
  /** One or three phases at its inlet. */
  phases: z.union([z.literal(1), z.literal(3)]).optional(),
  banks: z.array(OutletBank).max(32).default([]),
});
export type PowerStrip = Readonly<z.infer<typeof PowerStrip>>;

/** Anything that is mounted in a rack. */
export const DeviceType = z.strictObject({
  id: CatalogueId,
  name: z.string(),
  vendor: z.string(),
  kind: DeviceKind,
  /** Height in U, in halves; 0 for what stands beside the rails. */
  heightUnits: z.number().multipleOf(0.5).min(0).max(MOST_UNITS),
  depth: figureIn('m'),
  /** A full-depth device fills both faces of its positions; a half-depth one only its own. */
  fullDepth: z.boolean(),
  /** Two half-width devices stand side by side in one position. */
  halfWidth: z.boolean().optional(),
  /** Where it takes its air in and gives it off, seen from its own front; absent where nobody says. */
  airDirection: AirDirection.optional(),
  /** Where height and faces come from. */
  dimensions: Basis,
  /** What its front looks like, so that kinds are told apart at a glance. */
  front: z.enum(deviceFronts),
  mass: figureIn('kg'),
  power: powerLevels,
  /** Absent where nobody published them. */
  supplies: z
    .strictObject({
      count: z.int().min(0).max(16),
      /** How many of them carry the full load. */
      needed: z.int().min(0).max(16),
      /** Whether nobody says how many are needed, so that the usual number stands here. */
      assumed: z.literal(true).optional(),
      rated: figureIn('W').optional(),
    })
    .optional(),
  /** Air moved, as its maker states it. */
  airflow: figureIn('m3/s').optional(),
  /** Heat as its maker states it, where that differs from the electrical power. */
  statedHeat: figureIn('W').optional(),
  /** The share of its heat that cold plates take into liquid; absent where air takes all of it. */
  liquidShare: figureIn('1').optional(),
  /** What a power strip hands on continuously. */
  capacity: figureIn('W').optional(),
  /** The inside of a power strip; absent where nobody says. */
  strip: PowerStrip.optional(),
  /** Processors of a server; absent where nobody says. */
  processors: z.int().min(0).max(64).optional(),
  /** Memory of a server's processors, apart from that of its accelerators. */
  hostMemory: figureIn('B').optional(),
  accelerators: z.strictObject({ type: CatalogueId, count: z.int().min(1).max(64) }).optional(),
  /** Carbon of making it; absent where nobody published it. */
  embodiedCarbon: figureIn('kg').optional(),
  /** Whether its accelerators are priced and quoted apart from it. */
  acceleratorsPricedApart: z.boolean().default(false),
  price: z.string().optional(),
  note: z.string().optional(),
});
export type DeviceType = Readonly<z.infer<typeof DeviceType>>;

/** Devices that belong together, such as the nine nodes of a Groq rack; placed in one go. */
export const DeviceGroup = z.strictObject({
  id: CatalogueId,
  name: z.string(),
  vendor: z.string(),
  members: z.array(z.strictObject({ type: CatalogueId, count: z.int().min(1).max(100) })).min(1),
  spares: z.int().min(0).default(0),
  note: z.string().optional(),
});
export type DeviceGroup = Readonly<z.infer<typeof DeviceGroup>>;

export const RackType = z.strictObject({
  id: CatalogueId,
  name: z.string(),
  units: z.int().min(1).max(MOST_UNITS),
  width: figureIn('m'),
  /** Outside, as it stands on the floor. */
  depth: figureIn('m'),
  /** The deepest that may be mounted, front and rear together; absent where its maker states none. */
  usableDepth: figureIn('m').optional(),
  massLimit: figureIn('kg'),
  emptyMass: figureIn('kg'),
  price: z.string().optional(),
  note: z.string().optional(),
});
export type RackType = Readonly<z.infer<typeof RackType>>;

const MixtureOfExperts = z.strictObject({
  experts: z.int().min(1),
  expertsPerToken: z.int().min(1),
  sharedExperts: z.int().min(0).default(0),
  expertFeedForward: z.int().min(1),
  /** Leading layers that are dense, as in DeepSeek-V3. */
  denseLayers: z.int().min(0).default(0),
});

/** A language model with its shape (docs/facts.md section 4). */
export const ModelSpecification = z.strictObject({
  id: CatalogueId,
  name: z.string(),
  vendor: z.string(),
  layers: z.int().min(1),
  hidden: z.int().min(1),
  heads: z.int().min(1),
  keyValueHeads: z.int().min(1),
  headDimension: z.int().min(1),
  /** Inner size of a dense feed-forward block, of gate, up and down projections. */
  feedForward: z.int().min(1),
  vocabulary: z.int().min(1),
  tiedEmbeddings: z.boolean(),
  attention: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('grouped-query') }),
    z.strictObject({
      kind: z.literal('sliding-window'),
      windowTokens: z.int().min(1),
      /** Every n-th layer attends to everything; the others to the window. */
      fullEvery: z.int().min(1),
    }),
    z.strictObject({
      kind: z.literal('multi-head-latent'),
      queryRank: z.int().min(1),
      keyValueRank: z.int().min(1),
      ropeDimension: z.int().min(1),
      valueDimension: z.int().min(1),
    }),
  ]),
  experts: MixtureOfExperts.optional(),
  parameters: figureIn('1'),
  activeParameters: figureIn('1'),
  /** Its layers, weights and cache part by part, as its configuration says; without one they follow from the sizes above. */
  description: ModelDescription.optional(),
  /** Where the shape comes from. */
  source: z.string(),
  confidence: Confidence,
  note: z.string().optional(),
});
export type ModelSpecification = Readonly<z.infer<typeof ModelSpecification>>;

/** Software that a prediction is calibrated to. */
export const Engine = z.strictObject({
  id: CatalogueId,
  name: z.string(),
  era: z.string(),
  kind: z.enum(['lpu', 'gpu']),
  source: z.string(),
  /** The first version that it stands for, of a family of versions such as `vllm`; up to the next entry of the family. */
  covers: z
    .strictObject({ family: z.string().regex(/^[a-z]+$/), from: z.string().regex(/^\d+(\.\d+)*$/) })
    .optional(),
  /** The engine whose measurements calibrate it, where it has none of its own. */
  calibratedAs: CatalogueId.optional(),
  /**
   * Memory of a GPU that the engine keeps beside weights and cache: always, where devices work together, of all of it, and of
   * what is then left free.
   */
  reserve: z
    .strictObject({
      fixed: figureIn('B'),
      collectives: figureIn('B'),
      shareOfTotal: figureIn('1'),
      shareOfFree: figureIn('1'),
    })
    .optional(),
  note: z.string().optional(),
});
export type Engine = Readonly<z.infer<typeof Engine>>;

/**
 * What one item costs in one currency; the readings are in major units (dollars, yuan). The same item may have a price
 * per currency, since markets differ: the one in the currency asked for wins over a conversion.
 */
export const Price = z.strictObject({
  id: CatalogueId,
  /** What is bought; equal in all prices of the same thing. */
  item: CatalogueId,
  name: z.string(),
  currency: CurrencyCode,
  amount: Figure,
  note: z.string().optional(),
});
export type Price = Readonly<z.infer<typeof Price>>;

const service = { id: CatalogueId, name: z.string(), vendor: z.string(), note: z.string().optional() };

/**
 * What can be had without owning hardware: a model by the token at somebody's interface, or an accelerator by the hour. A third
 * kind of fleet to hold against owning.
 */
export const Service = z.discriminatedUnion('kind', [
  z.strictObject({
    ...service,
    kind: z.literal('tokens'),
    /** The model that answers; a model id. */
    model: CatalogueId,
    input: figureIn('USD/Mtok'),
    /** Of prompts that the provider still holds; absent where it asks the same for those. */
    cachedInput: figureIn('USD/Mtok').optional(),
    output: figureIn('USD/Mtok'),
  }),
  z.strictObject({
    ...service,
    kind: z.literal('hours'),
    accelerator: CatalogueId,
    perHour: figureIn('USD/h'),
  }),
]);
export type Service = Readonly<z.infer<typeof Service>>;

/** How many units of `to` one unit of `from` buys. */
export const ExchangeRate = z.strictObject({
  id: CatalogueId,
  from: CurrencyCode,
  to: CurrencyCode,
  rate: Figure,
});
export type ExchangeRate = Readonly<z.infer<typeof ExchangeRate>>;

/** A tax on sales that a quote may add, with its rate; which one applies is for the seller to know. */
export const TaxCode = z.strictObject({
  id: CatalogueId,
  name: z.string(),
  /** Country, or country and state as in `US-TX`. */
  region: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  kind: z.enum(['vat', 'gst', 'sales', 'consumption']),
  appliesTo: z.enum(['goods', 'services', 'all']),
  /** What the law calls it where its kind does not, such as CGST. */
  label: z.string().optional(),
  /** Codes of the taxes that stand together in its place, such as CGST and SGST; its rate is theirs together. */
  parts: z.array(CatalogueId).min(2).max(4).optional(),
  rate: figureIn('1'),
});
export type TaxCode = Readonly<z.infer<typeof TaxCode>>;

/** Where a fleet may stand, with what docs/facts.md section 5 says of the place. */
export const SitePreset = z.strictObject({
  id: CatalogueId,
  name: z.string(),
  country: z.string().length(2),
  tariffCurrency: CurrencyCode,
  /** Electricity in major units of `tariffCurrency` per kilowatt-hour. */
  tariff: Figure,
  powerUsageEffectiveness: figureIn('1'),
  carbonIntensity: figureIn('kg/kWh'),
  note: z.string().optional(),
});
export type SitePreset = Readonly<z.infer<typeof SitePreset>>;

/** Other figures that planning uses and a user may want to look up or change, such as rents or interest. */
export const GeneralFigure = z.strictObject({
  id: CatalogueId,
  name: z.string(),
  figure: Figure,
});
export type GeneralFigure = Readonly<z.infer<typeof GeneralFigure>>;
