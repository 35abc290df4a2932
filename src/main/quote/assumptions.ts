import type { EstimateAnswer } from '#shared/estimate/result';
import type { DeploymentPlan } from '#shared/plan/plan';
import type { AssumptionInput } from './assumption-input';
import { chosenReadings } from './chosen-readings';

const ERRORS_NAMED_AT_MOST = 10;

/** What a quote rests on, one sentence each: prices, roundings, figures chosen, power, and predicted performance. */
export function assumptionsOf(input: AssumptionInput): readonly string[] {
  const { plan, translate } = input;
  const { currency, priceBookDate } = plan.cost;
  return [
    ...openErrors(input),
    translate('assumption.priceBook', { date: priceBookDate }),
    translate('assumption.typical'),
    translate('assumption.rounding', { minorUnit: translate(`minorUnit.${currency}`) }),
    ...chosenReadings(input),
    powerAssumption(input),
    ...(plan.deployments.length > 0 ? [translate('assumption.dense')] : []),
    ...plan.deployments.flatMap((deployment) => deploymentAssumptions(deployment, input)),
  ];
}

function openErrors({ plan, translate, describeProblem }: AssumptionInput): readonly string[] {
  const errors = plan.problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return [];
  const more = errors.length - ERRORS_NAMED_AT_MOST;
  return [
    translate('assumption.openErrors', { count: errors.length }),
    ...errors
      .slice(0, ERRORS_NAMED_AT_MOST)
      .map(({ refusal }) => translate('assumption.openError', { problem: describeProblem(refusal) })),
    ...(more > 0 ? [translate('assumption.moreErrors', { count: more })] : []),
  ];
}

function powerAssumption({ plan: { totals }, translate, formats }: AssumptionInput): string {
  return translate('assumption.power', {
    typical: formats.kilowatts(totals.power.typical.typical),
    maximum: formats.kilowatts(totals.power.maximum.typical),
    racks: formats.count(totals.racks),
    devices: formats.count(totals.devices),
  });
}

function deploymentAssumptions(deployment: DeploymentPlan, input: AssumptionInput): readonly string[] {
  const { scenario, catalogue, translate, formats } = input;
  const asked = scenario.deployments[deployment.id]?.estimate;
  if (asked === undefined) return [];
  const byDefault = translate('assumption.precisionByDefault');
  const what = translate('assumption.deployment', {
    name: deployment.name,
    model: catalogue.models[asked.model]?.name ?? asked.model,
    devices: formats.count(asked.devices),
    hardware: catalogue.accelerators[asked.hardware]?.name ?? asked.hardware,
    weights: asked.weights ?? byDefault,
    kv: asked.kv ?? byDefault,
  });
  const { result } = deployment;
  if (!('fits' in result) || !result.fits) {
    return [what, translate('assumption.notFitting', { name: deployment.name })];
  }
  return [
    what,
    memoryAssumption(deployment.name, result, input),
    performance(deployment.name, result, input),
  ];
}

function memoryAssumption(name: string, answer: EstimateAnswer, input: AssumptionInput): string {
  const { weights, kv, other, capacity } = answer.memoryPerDeviceBytes;
  const { gigabytes } = input.formats;
  return input.translate('assumption.memory', {
    name,
    weights: gigabytes(weights),
    kv: gigabytes(kv),
    other: gigabytes(other),
    capacity: gigabytes(capacity),
  });
}

function performance(name: string, answer: EstimateAnswer, { translate, formats }: AssumptionInput): string {
  const rates = {
    name,
    rate: formats.figure(answer.outputTokensPerSecond),
    perUser: formats.figure(answer.outputTokensPerSecondPerUser),
  };
  if (answer.interval === undefined) return translate('assumption.performance', rates);
  const [low, high] = answer.interval.outputTokensPerSecond;
  return translate('assumption.performanceInterval', {
    ...rates,
    level: formats.share(answer.interval.level),
    low: formats.figure(low),
    high: formats.figure(high),
  });
}
