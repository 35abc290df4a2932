import type { CoolingUnitId, DeploymentId, DeviceId, FeedId, RackId } from '#shared/schema/ids';
import type { Range } from '#shared/units/range';
import type { Containment } from '#shared/scenario/cooling';
import type { Connection, Line } from '#shared/scenario/electrical';
import type { Side } from '#shared/scenario/schema';
import type { Amperes, CubicMetersPerSecond, KelvinDifference, Volts, Watts } from '#shared/units/units';
import { z } from '#shared/schema/zod';

/** What the Power & cooling screen and `fleetwright plan --failures` show beyond the plan: one load level at a time. */

export const LoadLevel = z.enum(['idle', 'typical', 'maximum', 'simulated']);
export type LoadLevel = z.infer<typeof LoadLevel>;

/** One feed of a rack, with the load of its supplies. */
export interface FeedReport {
  readonly rack: RackId;
  readonly rackName: string;
  readonly feed: FeedId;
  readonly side: Side;
  /** The PDU it hangs from, where the chain has it. */
  readonly pdu: string | undefined;
  readonly volts: Volts;
  readonly amperes: Amperes;
  readonly phases: 1 | 3;
  /** What the breaker carries continuously, in amperes. */
  readonly continuous: Amperes;
  readonly connection: Connection | undefined;
  /** With both sides live. */
  readonly load: Watts;
  /** With the other side lost. */
  readonly loadOnLostSide: Watts;
  /** What the breaker carries continuously. */
  readonly limit: Watts;
  readonly lines: LinesReport | undefined;
}

/** What a strip of a rack carries, and each bank of its outlets. */
export interface StripReport {
  readonly rack: RackId;
  readonly rackName: string;
  readonly strip: DeviceId;
  readonly name: string;
  readonly feed: FeedId;
  /** Whether the document says which feed it hangs on. */
  readonly basis: 'given' | 'assumed';
  readonly load: Watts;
  /** What it hands on continuously; undefined where nobody says. */
  readonly limit: Watts | undefined;
  /** Supplies that are plugged into it. */
  readonly supplies: number;
  readonly banks: readonly { readonly load: Watts; readonly limit: Watts; readonly line: Line | undefined }[];
}

/** The currents in the lines of a three-phase source. */
export interface LinesReport {
  readonly currents: readonly [Amperes, Amperes, Amperes];
  /** What a line carries continuously. */
  readonly limit: Amperes;
  /** The largest distance of a line from the mean, as a share of the mean. */
  readonly imbalance: number;
  /** The current in the neutral, where loads hang between it and a line. */
  readonly neutral: Amperes | undefined;
}

export interface PduLines extends LinesReport {
  readonly pdu: string;
}

export interface SuppliesReport {
  readonly type: string;
  readonly name: string;
  readonly devices: number;
  readonly count: number;
  readonly needed: number;
  readonly rated: Watts | undefined;
  readonly basis: 'catalogue' | 'own' | 'assumed';
}

export type FailureCause =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'side'; readonly side: Side }
  | { readonly kind: 'utility' | 'ups' | 'ups-module' | 'pdu'; readonly id: string; readonly name: string }
  | { readonly kind: 'feed'; readonly rack: RackId; readonly rackName: string; readonly feed: FeedId }
  | {
      readonly kind: 'strip';
      readonly rack: RackId;
      readonly rackName: string;
      readonly device: DeviceId;
      readonly name: string;
    }
  | { readonly kind: 'supply' }
  | { readonly kind: 'cooling-unit'; readonly id: CoolingUnitId; readonly name: string };

export interface TrippedNode {
  readonly kind: 'utility' | 'ups' | 'pdu' | 'feed' | 'strip' | 'bank';
  readonly name: string;
  readonly rack: RackId | undefined;
  readonly rackName: string | undefined;
  /** The step of the cascade, from 1. */
  readonly step: number;
  readonly load: Watts;
  readonly limit: Watts;
  /** The line that carried too much, where the three together did not. */
  readonly line?: { readonly name: 'L1' | 'L2' | 'L3'; readonly current: Amperes; readonly limit: Amperes };
}

export interface ThroughputLeft {
  readonly deployment: DeploymentId;
  readonly name: string;
  readonly before: number;
  /** Output tokens per second of the replicas whose accelerators all live. */
  readonly after: number;
  /** What the surviving accelerators could serve once replicas are started on them again. */
  readonly restarted: number;
}

/** One single failure and all that follows from it. */
export interface Failure {
  readonly cause: FailureCause;
  readonly trips: readonly TrippedNode[];
  /** All that tripped; `trips` names the first of them. */
  readonly tripCount: number;
  readonly darkDevices: number;
  readonly darkRacks: readonly { readonly rack: RackId; readonly name: string; readonly devices: number }[];
  readonly darkRackCount: number;
  /** Heat that nothing carries away; devices are then counted as dark, hottest racks first. */
  readonly uncooled: Watts | undefined;
  readonly throughput: readonly ThroughputLeft[];
  /** Share of the working accelerators' throughput that is lost at once, from 0 to 1. */
  readonly lostShare: number;
}

/** A rack under every single failure. */
export interface RackSurvival {
  readonly rack: RackId;
  /** Devices that hang on its feeds. */
  readonly devices: number;
  /** The most of them that one failure darkens, those that are dark with nothing lost among them. */
  readonly mostDark: number;
}

export interface FailureReport {
  readonly level: LoadLevel;
  readonly racks: readonly RackSurvival[];
  /** Worst first; those without any consequence are only counted. */
  readonly failures: readonly Failure[];
  readonly harmful: number;
  readonly examined: number;
}

export interface RackCoolingReport {
  readonly rack: RackId;
  readonly name: string;
  readonly row: number;
  readonly heat: Range<Watts>;
  readonly liquid: Range<Watts>;
  readonly rearDoor: Range<Watts>;
  /** What is left to the room's air. */
  readonly air: Range<Watts>;
  readonly airflowNeeded: Range<CubicMetersPerSecond>;
  /** What reaches the rack, where that was entered. */
  readonly airflowSupplied: CubicMetersPerSecond | undefined;
  /** What the fans of its devices move, as published; undefined where some publish none. */
  readonly airflowOfFans: CubicMetersPerSecond | undefined;
  readonly fansUnknownFor: readonly string[];
  /** Rise of the air at the supplied, or else the fans', airflow. */
  readonly temperatureRise: Range<KelvinDifference> | undefined;
  readonly limit: Watts | undefined;
}

export interface RowCoolingReport {
  readonly row: number;
  readonly racks: number;
  readonly heat: Range<Watts>;
  readonly air: Range<Watts>;
  readonly airflowNeeded: Range<CubicMetersPerSecond>;
}

/** The units that cool one medium against its heat. */
export interface CoolingCapacity {
  readonly cools: 'air' | 'liquid';
  readonly units: number;
  readonly spare: number;
  readonly demand: Range<Watts>;
  readonly capacity: Watts;
  /** With the spare units, the largest ones, out of service. */
  readonly capacityWithoutSpare: Watts;
  readonly airflow: CubicMetersPerSecond | undefined;
  readonly airflowWithoutSpare: CubicMetersPerSecond | undefined;
}

/** A device type whose maker states another heat than its power. */
export interface HeatConflict {
  readonly type: string;
  readonly name: string;
  readonly stated: Watts;
  readonly maximum: Watts;
}

export interface CoolingReport {
  readonly containment: Containment;
  readonly racks: readonly RackCoolingReport[];
  readonly rows: readonly RowCoolingReport[];
  readonly capacities: readonly CoolingCapacity[];
  /** Cold air to be supplied, bypass included. */
  readonly airflowToSupply: Range<CubicMetersPerSecond>;
  readonly conflicts: readonly HeatConflict[];
}

export interface PowerReport {
  readonly level: LoadLevel;
  readonly feeds: readonly FeedReport[];
  readonly strips: readonly StripReport[];
  readonly pduLines: readonly PduLines[];
  readonly supplies: readonly SuppliesReport[];
  readonly cooling: CoolingReport;
  readonly failures: FailureReport;
}
