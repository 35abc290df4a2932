import { interTokenSeconds, stepSeconds } from '#shared/estimate/service';
import type { EstimateAnswer } from '#shared/estimate/result';
import type { ServiceVerdict } from '#shared/estimate/verdict';
import { namedVerdict } from '#shared/estimate/verdict-words';
import type { DeploymentId } from '#shared/ids';
import type { Language } from '#shared/language';
import type { MoneyRate, MoneyRateRange } from '#shared/money-rate';
import type { PerformanceSheet } from '#shared/quote/quote';
import type { RackElevation } from '#shared/rack-elevation';
import { inventoryOf } from '../planning/placement/inventory';
import { planningContext } from '../planning/planning-context';
import { elevationOf } from '../planning/rack-elevation';
import { verdictsOf } from '../planning/service/verdicts';
import type { AssumptionInput } from './assumption-input';
import type { QuoteFormats } from './formats';
import { serviceMessages } from './messages';

/** Every rack as it would stand, in floor order. */
export const elevationsOf = ({ scenario, plan, catalogue }: AssumptionInput): readonly RackElevation[] =>
  inventoryOf(planningContext(scenario, catalogue)).racks.flatMap((inventory) => {
    const planned = plan.racks[inventory.rack.id];
    return planned === undefined ? [] : [elevationOf(inventory, planned)];
  });

/** What each deployment that fits is predicted to do. */
export function performanceOf({
  scenario,
  plan,
  catalogue,
  ...speaking
}: Pick<AssumptionInput, 'scenario' | 'plan' | 'catalogue'> & QuoteSpeaking): readonly PerformanceSheet[] {
  const verdicts = verdictsOf({ scenario, deployments: plan.deployments }, catalogue);
  return plan.deployments.flatMap(({ id, name, result, serviceCost }) => {
    const asked = scenario.deployments[id]?.estimate;
    if (asked === undefined || !('fits' in result) || !result.fits) return [];
    const { interval } = result;
    return [
      {
        name,
        model: catalogue.models[asked.model]?.name ?? asked.model,
        hardware: catalogue.accelerators[asked.hardware]?.name ?? asked.hardware,
        devices: asked.devices,
        weights: asked.weights ?? '',
        inputTokens: asked.input,
        outputTokens: asked.output,
        ...(asked.batch === undefined ? {} : { batch: asked.batch }),
        outputTokensPerSecond: result.outputTokensPerSecond,
        ...(interval === undefined
          ? {}
          : {
              interval: {
                level: interval.level,
                low: interval.outputTokensPerSecond[0],
                high: interval.outputTokensPerSecond[1],
              },
            }),
        outputTokensPerSecondPerUser: result.outputTokensPerSecondPerUser,
        timeToFirstTokenSeconds: result.timeToFirstTokenSeconds,
        timePerOutputTokenSeconds: stepSeconds(result),
        interTokenLatencySeconds: interTokenSeconds(result),
        ...(result.energyPerOutputTokenJoules === undefined
          ? {}
          : { energyPerOutputTokenJoules: result.energyPerOutputTokenJoules }),
        ...objectivesOf(id, verdicts, speaking),
        ...(serviceCost === undefined
          ? {}
          : { perMillionOutputTokens: costAtSpeeds(serviceCost.perMillionOutputTokens, result) }),
      },
    ];
  });
}

/** In what language, and how figures are written. */
interface QuoteSpeaking {
  readonly language: Language;
  readonly formats: QuoteFormats;
}

/** What the workloads of a deployment ask for and get, where they ask for something. */
function objectivesOf(
  deployment: DeploymentId,
  verdicts: readonly ServiceVerdict[],
  { language, formats }: QuoteSpeaking,
): Pick<PerformanceSheet, 'objectives'> {
  const words = { number: formats.plain, seconds: formats.seconds };
  const own = verdicts.filter(
    ({ deployments, state }) => deployments.includes(deployment) && state !== 'undeclared',
  );
  if (own.length === 0) return {};
  const speaking = { say: serviceMessages(language), words };
  return {
    objectives: own.map((verdict) => {
      const { need, name, state, requestsPerSecond, objective, judged, served } = verdict;
      return {
        said: namedVerdict(verdict, speaking),
        verdict: {
          need,
          name,
          state,
          requestsPerSecond,
          ...(objective === undefined ? {} : { objective }),
          ...(judged === undefined ? {} : { judged }),
          ...(served === undefined ? {} : { served: { ...served } }),
        },
      };
    }),
  };
}

/** The lowest cost where the fleet is as fast as its interval allows, the highest where it is as slow. */
function costAtSpeeds(
  { low, typical, high }: MoneyRateRange,
  { outputTokensPerSecond, interval }: EstimateAnswer,
): PerformanceSheet['perMillionOutputTokens'] {
  const [slow, fast] = interval?.outputTokensPerSecond ?? [outputTokensPerSecond, outputTokensPerSecond];
  const at = ({ micros, currency }: MoneyRate, speed: number): MoneyRate => ({
    micros: Math.round((micros * outputTokensPerSecond) / speed),
    currency,
  });
  return {
    low: at(low, Math.max(fast, outputTokensPerSecond)),
    typical: at(typical, outputTokensPerSecond),
    high: at(high, Math.min(slow, outputTokensPerSecond)),
  };
}
