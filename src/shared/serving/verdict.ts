import type { DeploymentId, WorkloadId } from '#shared/schema/ids';
import type { Workload } from '#shared/scenario/schema';
import type { MissedTime, UserService } from '#shared/serving/service';

/** What a fleet is held to: a workload, often that of another fleet. */
export type Need = Pick<
  Workload,
  'id' | 'name' | 'model' | 'inputTokens' | 'outputTokens' | 'requestsPerSecond' | 'objective'
>;

/**
 * `unsure` where the simulated share of requests is nearer to the percentile than the simulation is exact, `undeclared` where no
 * objective is set, `unknown` where nothing is predicted.
 */
export type VerdictState = 'met' | 'missed' | 'unsure' | 'undeclared' | 'unknown';

/** In which way a fleet falls short of a need. */
export type Shortfall = MissedTime | 'throughput';

/** What a simulation measured: the service of its requests at the percentile that was asked. */
export interface SimulatedService extends UserService {
  /** The nearest percentile to the one asked that a simulation reports; the share is that of all requests. */
  readonly percentile: number;
  /** Share of requests that met all times of the objective; one that was turned away met none. */
  readonly metShare: number;
  readonly requests: number;
}

/** Whether a fleet meets the objective of a need, by what, and the service that it reaches. */
export interface ServiceVerdict {
  /** Id and name of the workload. */
  readonly need: WorkloadId;
  readonly name: string;
  readonly state: VerdictState;
  /** Those that share the need. */
  readonly deployments: readonly DeploymentId[];
  readonly requestsPerSecond: number;
  readonly objective?: Workload['objective'];
  /** How the objective was judged; absent where none is set or nothing is predicted. */
  readonly judged?: 'estimate' | 'simulation';
  /** The slowest of the deployments that share the need, in the mean of the estimate; absent where nothing is predicted. */
  readonly reached?: UserService & {
    /** Tokens asked for over tokens that the deployments could give; above 1 they cannot keep up. */
    readonly loadShare: number;
  };
  /** The slowest of the deployments in the simulation; absent where the estimate was sure. */
  readonly served?: SimulatedService;
  /** Why nothing is predicted: `no-deployment` of the model, `accelerators-missing` in the racks, or a refusal's code. */
  readonly because?: string;
  readonly shortfalls: readonly Shortfall[];
}

export const hasObjective = ({ objective }: Pick<Need, 'objective'>): boolean =>
  objective?.timeToFirstTokenSeconds !== undefined || objective?.timePerOutputTokenSeconds !== undefined;
