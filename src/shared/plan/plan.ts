import type { EstimateResult } from '#shared/estimate/result';
import type { Money, MoneyRange } from '#shared/money/money';
import type { Refusal } from '#shared/refusal/refusal';
import type { Side } from '#shared/scenario/schema';
import type { DeploymentId, DeviceId, RackId } from '#shared/schema/ids';
import type {
  BytesPerSecond,
  CubicMetersPerSecond,
  FlopsPerSecond,
  Fraction,
  Kilograms,
  RackUnits,
  WattHours,
  Watts,
} from '#shared/units/units';
import type { CapitalLine, CostPlan, ServiceCost, UnpricedItem } from './cost';
import type { Derived, DerivedMoney, DerivedRate } from './derived';

/** What a fleet is from one day on, until the next. */
export interface DatedPlan {
  /** The first day; or `before`, the time before all dated changes, or `end`, that after all of them, dated or not. */
  readonly from: string;
  /** What comes and goes then: the first names, and how many there are. */
  readonly comes: NamedChanges;
  readonly goes: NamedChanges;
  readonly racks: number;
  readonly devices: number;
  readonly typicalWatts: Watts;
  readonly nameplateWatts: Watts;
  readonly usedUnits: RackUnits;
  readonly capital: MoneyRange;
  readonly totalPerYear: MoneyRange;
  /** Errors of the plan on these days. */
  readonly errors: number;
}

export interface NamedChanges {
  readonly count: number;
  readonly names: readonly string[];
}

/** So many days of change are planned at most; a schedule of several years by weeks. */
export const MOST_CHANGE_DAYS = 400;
/** So many names are told of each day. */
export const NAMES_TOLD = 20;

export type { CapitalLine, CostPlan, UnpricedItem } from './cost';

/**
 * Everything derived from a scenario; never stored. `Plan` carries traces and lives where it was computed;
 * `WirePlan` is the same without them, for screens and JSON.
 */

export interface PowerLevels {
  readonly idle: Derived<Watts>;
  readonly typical: Derived<Watts>;
  /** Nameplate: what the breaker must carry. */
  readonly maximum: Derived<Watts>;
}

/** With what the deployments are predicted to draw, which never is the nameplate. */
export interface LoadLevels extends PowerLevels {
  readonly simulated: Derived<Watts>;
}

export type FeedCheck =
  | { readonly fits: true; readonly load: Watts; readonly limit: Watts; readonly spare: Watts }
  | {
      readonly fits: false;
      readonly load: Watts;
      readonly limit: Watts;
      readonly because: 'no-feed';
    }
  /** The limit of the whole rack. */
  | {
      readonly fits: false;
      readonly load: Watts;
      readonly limit: Watts;
      readonly because: 'rack-limit';
    }
  /** A feed trips: load and limit are its own. */
  | {
      readonly fits: false;
      readonly load: Watts;
      readonly limit: Watts;
      readonly because: 'breaker' | 'lost-side';
      /** Whether the document says where every supply of the rack is plugged in; else a better spread may spare it. */
      readonly wiring: 'given' | 'assumed';
      /** The strip that trips, and the bank on it, from 1; absent where the breaker of the feed goes. */
      readonly strip?: { readonly device: DeviceId; readonly bank?: number };
    }
  /** More than one side carries; losing a side trips nothing only because these many devices go dark. */
  | {
      readonly fits: false;
      readonly load: Watts;
      readonly limit: Watts;
      readonly because: 'dark-on-lost-side';
      readonly dark: number;
    }
  /** The known load fits, but the power of these device types is not published. */
  | {
      readonly fits: 'unknown';
      readonly load: Watts;
      readonly limit: Watts;
      readonly unknownFor: readonly string[];
    };

export interface SidePlan {
  readonly side: Side;
  /** Usable continuously by all feeds of this side together. */
  readonly usable: Derived<Watts>;
}

/** The rack's load against its feeds when all sources run, and when any one of them is lost. */
export interface FeedPlan {
  readonly sides: readonly SidePlan[];
  /** What the rack may draw: what its feeds and strips carry when the source is lost that is missed most. */
  readonly usable: Derived<Watts>;
  readonly redundant: boolean;
  readonly typical: FeedCheck;
  readonly nameplate: FeedCheck;
}

/** A utility feed, a UPS or a PDU of the chain, with what it carries. */
export interface ChainNodePlan {
  readonly id: string;
  readonly name: string;
  readonly side: Side | undefined;
  /** The id of the node above, where it names one. */
  readonly parent: string | undefined;
  /** What it carries continuously; undefined where nothing limits it. */
  readonly capacity: Derived<Watts> | undefined;
  readonly load: LoadLevels;
  /** What it carries when the other side is lost. */
  readonly onLostSide: LoadLevels;
}

/** The chain above the racks' feeds. */
export interface ElectricalPlan {
  readonly utilities: Readonly<Record<string, ChainNodePlan>>;
  readonly upsSystems: Readonly<Record<string, ChainNodePlan>>;
  readonly pdus: Readonly<Record<string, ChainNodePlan>>;
}

export type LimitCheck<Q extends number> =
  | { readonly fits: true; readonly demand: Derived<Q>; readonly limit: Derived<Q> }
  | { readonly fits: false; readonly demand: Derived<Q>; readonly limit: Derived<Q>; readonly over: Q }
  /** What is known fits or has no limit to be held against; the figures of these types are not published. */
  | {
      readonly fits: 'unknown';
      readonly demand: Derived<Q>;
      readonly limit?: Derived<Q>;
      readonly unknownFor: readonly string[];
    };

export interface SpacePlan {
  readonly fits: boolean;
  readonly units: RackUnits;
  readonly usedUnits: RackUnits;
  readonly freeUnits: RackUnits;
  /** Kept for something or blanked off, and not taken by a device all the same. */
  readonly reservedUnits: RackUnits;
  /** The tallest device that still finds a place, front to rear. */
  readonly largestGapUnits: RackUnits;
}

export interface CoolingPlan {
  /** Heat at typical load; equals the electrical power, all of which ends as heat. */
  readonly heat: Derived<Watts>;
  readonly heatAtNameplate: Derived<Watts>;
  /** Air that carries the typical heat away at the site's temperature rise. */
  readonly airflow: Derived<CubicMetersPerSecond>;
  readonly airflowAtNameplate: Derived<CubicMetersPerSecond>;
  readonly limit?: LimitCheck<Watts>;
}

export interface AcceleratorCount {
  readonly type: string;
  readonly count: number;
}

export interface RackPlan {
  readonly id: RackId;
  readonly name: string;
  readonly space: SpacePlan;
  readonly mass: LimitCheck<Kilograms>;
  /** Devices and rack together; absent from the sum is what has no published mass. */
  readonly massUnknownFor: readonly string[];
  readonly power: LoadLevels;
  /** Device types that the power leaves out, since nobody publishes theirs. */
  readonly powerUnknownFor: readonly string[];
  readonly feeds: FeedPlan;
  readonly cooling: CoolingPlan;
  readonly accelerators: readonly AcceleratorCount[];
  /** What this rack's devices and the rack itself cost; the sum over racks gives the lines of the cost plan. */
  readonly lines: readonly CapitalLine[];
  readonly unpriced: readonly UnpricedItem[];
  readonly capital: DerivedMoney;
}

/** Something wrong or doubtful, worst first, with its place and, where there is one, a way to mend it. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'note';
  readonly place:
    | { readonly kind: 'scenario' }
    | { readonly kind: 'site' }
    | { readonly kind: 'rack'; readonly rack: RackId }
    | { readonly kind: 'device'; readonly device: DeviceId; readonly rack: RackId }
    | { readonly kind: 'deployment'; readonly deployment: DeploymentId }
    | { readonly kind: 'figure'; readonly path: string };
  readonly refusal: Refusal;
}

export interface Totals {
  readonly racks: number;
  readonly devices: number;
  readonly accelerators: readonly AcceleratorCount[];
  readonly usedUnits: RackUnits;
  readonly units: RackUnits;
  readonly mass: Derived<Kilograms>;
  readonly heaviestRack: Derived<Kilograms>;
  readonly power: LoadLevels;
  readonly heat: Derived<Watts>;
  readonly airflow: Derived<CubicMetersPerSecond>;
  readonly memoryBytes: Derived;
  readonly memoryBandwidth: Derived<BytesPerSecond>;
  readonly densePeak: Readonly<Record<string, Derived<FlopsPerSecond>>>;
  readonly facilityPower: Derived<Watts>;
  readonly energyPerYear: Derived<WattHours>;
  readonly carbonKilogramsPerYear: Derived<Kilograms>;
  readonly powerUsageEffectiveness: Derived<Fraction>;
  /** The IT load against the site's limits, where it has any. */
  readonly powerLimit?: LimitCheck<Watts>;
  readonly coolingLimit?: LimitCheck<Watts>;
}

export interface DeploymentPlan {
  readonly id: DeploymentId;
  readonly name: string;
  readonly hardware: string;
  /** The engine that the prediction is calibrated to; empty where the hardware's own is taken. */
  readonly engine: string;
  readonly result: EstimateResult;
  /** Accelerators of its hardware that the racks hold, against those it asks for. */
  readonly acceleratorsPlaced: number;
  readonly acceleratorsNeeded: number;
  /** Fleet cost per million output tokens at the predicted rate and the finance utilisation. */
  readonly costPerMillionOutputTokens?: DerivedRate;
  /** The same cost by other measures; absent where nothing is predicted or no token is served. */
  readonly serviceCost?: ServiceCost;
}

export interface Plan {
  readonly racks: Readonly<Record<RackId, RackPlan>>;
  readonly totals: Totals;
  readonly cost: CostPlan;
  readonly deployments: readonly DeploymentPlan[];
  /** Absent where the scenario has no chain above its feeds. */
  readonly electrical?: ElectricalPlan;
  readonly problems: readonly Problem[];
}

/** `T` without the traces of its derived values. */
export type WithoutTraces<T> = T extends { readonly trace: unknown }
  ? Omit<T, 'trace'>
  : T extends number | string | boolean | null | undefined | Money
    ? T
    : { readonly [Key in keyof T]: WithoutTraces<T[Key]> };

export type WirePlan = WithoutTraces<Plan>;

/** How grave a problem is, the worst first. */
export const severityRank: Readonly<Record<Problem['severity'], number>> = { error: 0, warning: 1, note: 2 };
