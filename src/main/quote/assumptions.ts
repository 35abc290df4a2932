import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateAnswer } from '#shared/estimate/result';
import type { CurrencyCode } from '#shared/money/money';
import type { DeploymentPlan, Plan } from '#shared/plan/plan';
import type { UsedRate } from '#shared/quote/quote';
import type { TaxRounding } from '#shared/quote/tax-choice';
import type { Scenario } from '#shared/scenario/schema';
import type { QuoteFormats, Translate } from './language';

/** What the sentences under a quote are written from. */
export interface AssumptionInput {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly catalogue: Catalogue;
  readonly translate: Translate;
  readonly formats: QuoteFormats;
}

interface OfferedAssumptions extends AssumptionInput {
  readonly currency: CurrencyCode;
  readonly rates: readonly UsedRate[];
  readonly taxed: boolean;
  readonly rounding: TaxRounding;
}

/** What the buyer should know that the offer rests on, one sentence each: roundings, rates, power, performance. */
export function assumptionsOf(input: OfferedAssumptions): readonly string[] {
  const { plan, translate, formats, currency, rates, taxed, rounding } = input;
  const predicted = plan.deployments.flatMap((deployment) => deploymentAssumptions(deployment, input));
  return [
    translate('assumption.rounding', { currency, minorUnit: translate(`minorUnit.${currency}`) }),
    translate(
      taxed
        ? rounding === 'line'
          ? 'assumption.taxByLine'
          : 'assumption.taxByDocument'
        : 'assumption.untaxed',
    ),
    ...rates.map(({ from, to, rate, date, source }) =>
      translate(source === '' ? 'assumption.rateAgreed' : 'assumption.rate', {
        from,
        to,
        rate: formats.rate(rate),
        date,
        source,
      }),
    ),
    ...(plan.totals.devices === 0 ? [] : [powerAssumption(input)]),
    ...predicted,
    ...(predicted.length > 0 ? [translate('assumption.dense')] : []),
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
  const { result } = deployment;
  const what = describeDeployment(deployment, input);
  return what === undefined || !('fits' in result) || !result.fits
    ? []
    : [what, performance(deployment.name, result, input)];
}

/** What a deployment runs on, as one sentence; undefined where the scenario no longer has it. */
export function describeDeployment(deployment: DeploymentPlan, input: AssumptionInput): string | undefined {
  const { scenario, catalogue, translate, formats } = input;
  const asked = scenario.deployments[deployment.id]?.estimate;
  if (asked === undefined) return undefined;
  const byDefault = translate('assumption.precisionByDefault');
  return translate('assumption.deployment', {
    name: deployment.name,
    model: catalogue.models[asked.model]?.name ?? asked.model,
    devices: formats.count(asked.devices),
    hardware: catalogue.accelerators[asked.hardware]?.name ?? asked.hardware,
    weights: asked.weights ?? byDefault,
    kv: asked.kv ?? byDefault,
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
