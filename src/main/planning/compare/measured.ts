import type { ComparedPoint } from '#shared/compare';
import { exactly } from '#shared/range';
import type { Deployment } from '#shared/scenario/schema';
import type { MeasuredCase } from '#shared/validation';
import { perMillionTokens, saturatedShare } from '../cost/cost-per-token';
import type { PlannedFleet } from './fleet';
import { shareOf, weightBits, type PlacedPoint } from './points';

const numberIn = (record: Readonly<Record<string, unknown>>, key: string): number | undefined => {
  const value = record[key];
  return typeof value === 'number' ? value : undefined;
};

const bitsIn = ({ case: asked }: MeasuredCase): number =>
  Number(/\d+$/.exec(typeof asked['weights'] === 'string' ? asked['weights'] : 'fp16')?.[0] ?? 16);

/** The pace of one user's tokens, where it was measured while they came and not over a whole request. */
function paceOf({ measured }: MeasuredCase): number | undefined {
  if (measured.outputTokensPerSecondPerUser !== undefined) return measured.outputTokensPerSecondPerUser;
  return measured.interTokenLatencySeconds === undefined ? undefined : 1 / measured.interTokenLatencySeconds;
}

/** Output of all users: measured, or of a static batch the pace of each of its users. */
function totalOf({ measured, case: asked }: MeasuredCase, pace: number): number | undefined {
  if (measured.outputTokensPerSecond !== undefined) return measured.outputTokensPerSecond;
  return asked.mode === 'static' ? pace * (numberIn(asked, 'batch') ?? 1) : undefined;
}

export interface MeasuredQuestion {
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
