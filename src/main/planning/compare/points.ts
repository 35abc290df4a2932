import { numberIn, paceOf } from '#shared/validation/measured';
import { perMillionTokens, saturatedShare, servedShareOf } from '#main/planning/cost/cost-per-token';
import type { Precision } from '#shared/catalogue/entries';
import type { ComparedPoint } from '#shared/compare/comparison';
import type { EstimateCase } from '#shared/estimate/case';
import { type EstimateAnswer, type EstimateResult, answerIn } from '#shared/estimate/result';
import type { Deployment } from '#shared/scenario/schema';
import { exactly, type Range } from '#shared/units/range';
import type { MeasuredCase } from '#shared/validation/validation';
import type { PlannedFleet } from './fleet';

/** Fleets in the picture of cost per million output tokens against the pace that one user sees, batch by batch. */

/** Requests in a step of one replica, at most: one a doubling. */
const pointBatches = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024] as const;

/** Bits of one weight: INT8 and FP8 compete, FP16 and FP8 do not. */
export const weightBits = (weights: Precision | undefined): number =>
  Number(/\d+$/.exec(weights ?? 'fp16')?.[0] ?? 16);

const rateOf = ({ outputTokensPerSecond: typical, interval }: EstimateAnswer): Range => {
  const [low, high] = interval?.outputTokensPerSecond ?? [typical, typical];
  return { low: Math.min(low, typical), typical, high: Math.max(high, typical) };
};

/** The part of the fleet's cost that a deployment bears: by the accelerators it asks for. */
export function shareOf({ estimate }: Deployment, { scenario }: PlannedFleet): number {
  const asked = Object.values(scenario.deployments).reduce((sum, each) => sum + each.estimate.devices, 0);
  return estimate.devices / asked;
}

/** The deployments that the racks hold, in the order of their ids. */
export const standingDeployments = ({ scenario, plan }: PlannedFleet): readonly Deployment[] =>
  plan.deployments.flatMap(({ id, acceleratorsPlaced, acceleratorsNeeded }) =>
    acceleratorsPlaced < acceleratorsNeeded ? [] : (scenario.deployments[id] ?? []),
  );

/** What has to be estimated to draw a deployment's curve. */
export const curveCases = ({ estimate }: Deployment): readonly EstimateCase[] =>
  pointBatches.map((batch) => ({
    ...estimate,
    id: String(batch),
    mode: estimate.mode === 'serving' ? 'in-flight' : estimate.mode,
    batch,
    requestsPerSecond: undefined,
  }));

/** A point before it is known what it competes with. */
export type PlacedPoint = Omit<ComparedPoint, 'onFront'>;

interface Curve {
  readonly scenario: number;
  readonly deployment: Deployment;
  readonly fleet: PlannedFleet;
  /** In the order of `curveCases`. */
  readonly results: readonly EstimateResult[];
}

/** The points of a deployment: as it is entered, and at every batch that it can hold. Equal places are taken once. */
export function pointsOf({ scenario, deployment, fleet, results }: Curve): readonly PlacedPoint[] {
  const { finance } = fleet.scenario;
  const atSaturation = saturatedShare(finance);
  if (!(atSaturation > 0)) return [];
  const { model, weights } = deployment.estimate;
  const common = {
    scenario,
    deployment: deployment.name,
    evidence: 'estimated',
    model,
    weightBits: weightBits(weights),
  } as const;
  const share = shareOf(deployment, fleet);
  const costPerYear = fleet.plan.cost.totalPerYear;
  const placed = (
    answer: EstimateAnswer,
    servedShare: number,
  ): Pick<ComparedPoint, 'tokensPerSecondPerUser' | 'perMillionTokens'> => ({
    tokensPerSecondPerUser: answer.outputTokensPerSecondPerUser,
    perMillionTokens: perMillionTokens({
      costPerYear,
      share,
      tokensPerSecond: rateOf(answer),
      servedShare,
    }),
  });
  const own = answerIn(fleet.plan.deployments.find(({ id }) => id === deployment.id)?.result);
  const entered =
    own === undefined
      ? []
      : [
          {
            ...common,
            own: true,
            ...batchOf(deployment),
            ...placed(own, servedShareOf(deployment, finance).share),
          },
        ];
  const seen = new Set(entered.map(placeOf));
  const others = results.flatMap((result, index): PlacedPoint[] => {
    const answer = answerIn(result);
    const batch = pointBatches[index];
    if (answer === undefined || batch === undefined) return [];
    const point = { ...common, own: false, batch, ...placed(answer, atSaturation) };
    if (seen.has(placeOf(point))) return [];
    seen.add(placeOf(point));
    return [point];
  });
  return [...entered, ...others].filter(({ perMillionTokens: { high } }) => Number.isFinite(high));
}

const batchOf = ({ estimate: { batch } }: Deployment): { readonly batch?: number } =>
  batch === undefined ? {} : { batch };

/** Batches that memory cuts down to the same number lie in one place. */
const placeOf = ({
  tokensPerSecondPerUser: pace,
  perMillionTokens: { typical },
}: Pick<ComparedPoint, 'tokensPerSecondPerUser' | 'perMillionTokens'>): string =>
  `${pace.toPrecision(9)} ${typical.toPrecision(9)}`;

const bitsIn = ({ case: asked }: MeasuredCase): number =>
  Number(/\d+$/.exec(typeof asked['weights'] === 'string' ? asked['weights'] : 'fp16')?.[0] ?? 16);

/** Output of all users: measured, or of a static batch the pace of each of its users. */
function totalOf({ measured, case: asked }: MeasuredCase, pace: number): number | undefined {
  if (measured.outputTokensPerSecond !== undefined) return measured.outputTokensPerSecond;
  return asked.mode === 'static' ? pace * (numberIn(asked, 'batch') ?? 1) : undefined;
}

interface MeasuredQuestion {
  readonly scenario: number;
  readonly deployment: Deployment;
  readonly fleet: PlannedFleet;
  readonly measured: readonly MeasuredCase[];
}

/**
 * Published measurements of a deployment's model on its hardware with weights of its width. A run on other numbers of accelerators is
 * priced at what this fleet pays for as many.
 */
export function measuredPoints({
  scenario,
  deployment,
  fleet,
  measured,
}: MeasuredQuestion): readonly PlacedPoint[] {
  const { model, hardware, weights, devices } = deployment.estimate;
  const servedShare = saturatedShare(fleet.scenario.finance);
  if (!(servedShare > 0)) return [];
  return measured.flatMap((row): PlacedPoint[] => {
    const { case: asked, outlier } = row;
    const like = asked.model === model && asked.hardware === hardware && bitsIn(row) === weightBits(weights);
    const pace = like && outlier === undefined ? paceOf(row) : undefined;
    const total = pace === undefined ? undefined : totalOf(row, pace);
    if (pace === undefined || total === undefined) return [];
    const share = (shareOf(deployment, fleet) * (numberIn(asked, 'devices') ?? 1)) / devices;
    const point: Omit<ComparedPoint, 'onFront'> = {
      scenario,
      deployment: deployment.name,
      evidence: 'measured',
      own: false,
      model,
      weightBits: weightBits(weights),
      tokensPerSecondPerUser: pace,
      perMillionTokens: perMillionTokens({
        costPerYear: fleet.plan.cost.totalPerYear,
        share,
        tokensPerSecond: exactly(total),
        servedShare,
      }),
      measuredCase: asked.id,
    };
    return [point];
  });
}
