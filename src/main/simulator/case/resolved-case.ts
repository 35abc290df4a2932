import type { ModelDescription } from '#shared/model/description';
import type { Precision } from '#shared/catalogue/entries';
import type { Range } from '#shared/units/range';
import type { EstimateMode } from '#shared/estimate/case';
import type { EstimateInvalid, Remark } from '#shared/estimate/result';
import type { LengthVariation } from './length-moments';

/** Why a case cannot be read. */
export type Invalid = EstimateInvalid['error'];

/** A part of a transformer reduced to plain numbers, as the simulators read it. */
export interface ModelShape {
  readonly id: string;
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  readonly feedForward: number;
  readonly vocabulary: number;
  readonly attention: AttentionShape;
  readonly experts: ExpertShape | undefined;
  /** Weights of one layer's attention projections. */
  readonly attentionParametersPerLayer: number;
  /** Numbers kept in the cache per token and layer: keys and values, or the latent of MLA. */
  readonly cacheElementsPerTokenPerLayer: number;
  /** Weights of the token embedding and the output head together; the head alone is `hidden × vocabulary`. */
  readonly embeddingParameters: number;
  readonly parameters: number;
  /** Weights that one token passes through. */
  readonly activeParameters: number;
  /** Its weights by part and its cache by kind of layer, of which every account of memory is made. */
  readonly description: ModelDescription;
}

export type AttentionShape =
  | { readonly kind: 'grouped-query' }
  | { readonly kind: 'sliding-window'; readonly windowTokens: number; readonly fullEvery: number }
  | {
      readonly kind: 'multi-head-latent';
      readonly queryRank: number;
      readonly keyValueRank: number;
      readonly ropeDimension: number;
      readonly valueDimension: number;
    };

export interface ExpertShape {
  readonly experts: number;
  readonly expertsPerToken: number;
  readonly sharedExperts: number;
  readonly expertFeedForward: number;
  readonly denseLayers: number;
}

/** An accelerator with typical figures of its preferred readings, in SI units. */
export interface Hardware {
  readonly id: string;
  readonly kind: 'gpu' | 'lpu';
  readonly memoryBytes: number;
  readonly bytesPerSecond: number;
  /** Dense peaks in FLOP/s of the precisions that the part computes in. */
  readonly peaks: Readonly<Partial<Record<Precision, number>>>;
  /** One direction plus the other, as data sheets count it. */
  readonly linkBytesPerSecond: number | undefined;
  /** What accelerators meet over beyond their link, both directions together. */
  readonly slotBytesPerSecond: number;
  /** Set where the catalogue does not say and a usual slot is taken. */
  readonly slotAssumed?: boolean | undefined;
  /** How many accelerators the link joins; undefined where it is as many as its server carries. */
  readonly linkDomain?: number | undefined;
  /** Seconds of a message between accelerators that no link joins, whatever its size. */
  readonly farSeconds?: number | undefined;
  /** One way between servers, for each accelerator; undefined where the catalogue has no such figure. */
  readonly betweenServersBytesPerSecond?: number | undefined;
  /** Undefined where the catalogue has none; the kernels then assume those of the part they were measured on. */
  readonly multiprocessors?: number | undefined;
  /** Parts that share their multiprocessors, such as all Hoppers. */
  readonly architecture?: string | undefined;
  /** Shares of the dense peaks that the best product reaches, as far as somebody measured them. */
  readonly reachedShares?: Readonly<Partial<Record<Precision, number>>> | undefined;
  /** How an LPU is simulated. */
  readonly lpu?: LpuGeneration | undefined;
  readonly defaultEngine: string;
  /** Absent where nothing is published. */
  readonly power: PowerLevels | undefined;
  /** The server that usually carries it; absent where the catalogue has none. */
  readonly server: ServerShare | undefined;
}

export interface PowerLevels {
  readonly idleWatts: number | undefined;
  readonly typicalWatts: number | undefined;
  /** In operation, from the lowest to the highest that is published. */
  readonly operatingWatts?: Range | undefined;
  readonly maximumWatts: number;
}

/** What distinguishes one LPU from the one whose floor plan is published. */
export interface LpuGeneration {
  /** Whether its own floor plan is simulated. */
  readonly ownFloorPlan: boolean;
  /** How much faster units and links are taken to be than those that are simulated. */
  readonly speed: number;
  /** Further factors on the interval of the speed. */
  readonly interval: { readonly low: number; readonly high: number };
  readonly remarks: readonly Remark[];
}

/** What a whole server draws, with how many accelerators share it. */
export interface ServerShare {
  readonly id: string;
  readonly accelerators: number;
  readonly idleWatts: number | undefined;
  readonly typicalWatts: number | undefined;
  readonly maximumWatts: number;
}

/** Memory of a GPU that an engine keeps beside weights and cache. */
export interface EngineReserve {
  readonly fixedBytes: number;
  /** Where devices work together. */
  readonly collectiveBytes: number;
  /** Of the whole memory. */
  readonly shareOfTotal: number;
  /** Of what weights and the rest leave free. */
  readonly shareOfFree: number;
}

/** How the devices of a case are used; what `replicas × tensor × attentionRanks × pipeline` leaves over stands idle. */
export interface Parallelism {
  /** Devices that split the attention of one rank, its cache and its other weights by tensors. */
  readonly tensor: number;
  /** Groups of `tensor` devices that attend to requests of their own. */
  readonly attentionRanks: number;
  /** Shares of a stage's devices over which whole experts are spread; each is split by tensors over the devices of its share. */
  readonly expertShares: number;
  /** Copies of experts that a layer keeps beside the model's own. */
  readonly redundantExperts: number;
  readonly pipeline: number;
  readonly replicas: number;
}

/** A split of one kind, where every device attends to all requests. */
export const plainSplit = (split: Pick<Parallelism, 'tensor' | 'pipeline' | 'replicas'>): Parallelism => ({
  ...split,
  attentionRanks: 1,
  expertShares: 1,
  redundantExperts: 0,
});

type Ranks = Pick<Parallelism, 'tensor' | 'attentionRanks'>;

/** Devices that work on one layer together. */
export const stageDevices = ({ tensor, attentionRanks }: Ranks): number => tensor * attentionRanks;

/** Devices of one replica. */
export const replicaDevices = (split: Ranks & Pick<Parallelism, 'pipeline'>): number =>
  stageDevices(split) * split.pipeline;

/** A valid case with everything looked up: no id is left to resolve. */
export interface ResolvedCase {
  readonly id: string;
  readonly hardware: Hardware;
  readonly model: ModelShape;
  readonly engine: string;
  readonly reserve: EngineReserve;
  readonly devices: number;
  readonly parallelism: Parallelism;
  readonly weights: Precision;
  readonly kv: Precision;
  readonly mode: EstimateMode;
  /** Requests at once per replica: the batch in static mode, a cap in the others. */
  readonly batch: number | undefined;
  readonly input: number;
  readonly output: number;
  readonly lengthVariation: LengthVariation;
  /** Whether the case says how lengths spread; else they are taken to be alike. */
  readonly lengthsStated: boolean;
  readonly requestsPerSecond: number | undefined;
  /** Requests that a closed loop keeps in flight over all replicas, and the seconds over which its first ones come. */
  readonly closedLoop?: number | undefined;
  readonly rampSeconds?: number | undefined;
  /** Requests of a finite run. */
  readonly requests?: number | undefined;
  readonly powerCapWatts: number | undefined;
  readonly remarks: readonly Remark[];
}

/** Requests that one replica is asked to hold at most: its cap, or its share of a closed loop. */
export const mostAtOnce = ({ batch, closedLoop, parallelism }: ResolvedCase): number | undefined =>
  closedLoop === undefined
    ? batch
    : Math.min(batch ?? Infinity, Math.ceil(closedLoop / parallelism.replicas));

/** The id that a case states, valid or not, so that its answer can be told from others. */
export function statedId(raw: unknown): string {
  const id: unknown = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  return typeof id === 'string' ? id.slice(0, 500) : '';
}
