import type { ServiceCost } from '#shared/plan/cost';
import type { DerivedMoney } from '#shared/plan/derived';
import { meanUse, MONTHS_PER_YEAR } from '#shared/finance-arithmetic';
import { fraction } from '#shared/units';
import { given, type Input } from '../derivation/derive';
import type { FormulaName } from '../derivation/formulas';
import { deriveMoney, moneyRangeOf, timesMoney } from '../derivation/money';
import type { PlanningContext } from '../planning-context';
import { HOURS_PER_YEAR } from '../power/energy';
import { mapMoneyRange, majorUnitsOf, multiplyMoney, type MoneyRange } from '#shared/money';

const SECONDS_PER_HOUR = 3_600;
const MILLION = 1_000_000;
const THOUSAND = 1_000;

/** What an input token is worth against an output token, as price lists have it. */
export const TOKEN_WEIGHT_PATH = 'figures/input-token-weight/figure';

/** What a share of a fleet costs per million output tokens: hourly cost · 10⁶ / (3,600 · tokens/s · utilisation). */
export const costPerMillionTokens = ({
  costPerYear,
  outputTokensPerSecond,
  utilisation,
  share = 1,
}: {
  readonly costPerYear: DerivedMoney;
  readonly outputTokensPerSecond: number;
  readonly utilisation: number;
  readonly share?: number;
}): MoneyRange => {
  const tokensPerYear = SECONDS_PER_HOUR * HOURS_PER_YEAR * outputTokensPerSecond * utilisation;
  return mapMoneyRange(costPerYear, (money) => multiplyMoney(money, (share * MILLION) / tokensPerYear));
};

export interface Service {
  readonly deployment: string;
  readonly costPerYear: DerivedMoney;
  /** The part of the fleet's cost that this deployment bears. */
  readonly share: number;
  readonly outputTokensPerSecond: number;
  readonly concurrency: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * What serving costs when the whole reservation is paid for, idle hours included: the only figure that compares with the
 * price of an API. Undefined where no token is served.
 */
export function serviceCost(service: Service, context: PlanningContext): ServiceCost | undefined {
  const { finance } = context.scenario;
  const utilisation = finance.utilisation * meanUse(finance.years, finance.rampUpMonths);
  if (!(service.outputTokensPerSecond > 0) || !(utilisation > 0)) return undefined;
  const ratio = service.inputTokens / service.outputTokens;
  const tokensPerYear = SECONDS_PER_HOUR * HOURS_PER_YEAR * service.outputTokensPerSecond * utilisation;
  const weight = context.figures.at(TOKEN_WEIGHT_PATH, '1');
  const [low, typical, high] = weight ? [weight.low, weight.typical, weight.high] : [1, 1, 1];
  const inputs = inputsOf(service, utilisation);
  const per = (formula: FormulaName, units: number, more: readonly Input[] = []): DerivedMoney =>
    deriveMoney(
      formula,
      [...inputs, ...more],
      timesMoney(service.costPerYear, (service.share * units) / tokensPerYear),
    );
  const perOutput = per('cost-per-million-tokens', MILLION);
  const lengths: readonly Input[] = [
    { name: 'inputTokens', value: given(service.inputTokens, 'token', `${pathOf(service)}/input`) },
    { name: 'outputTokens', value: given(service.outputTokens, 'token', `${pathOf(service)}/output`) },
  ];
  const weighted: readonly Input[] = weight
    ? [...lengths, { name: 'inputTokenWeight', value: weight }]
    : lengths;
  const split = (of: 'input' | 'output'): DerivedMoney => {
    const { currency } = service.costPerYear.typical;
    const at = (bound: 'low' | 'typical' | 'high', worth: number): number =>
      (majorUnitsOf(perOutput[bound]) * (of === 'input' ? worth : 1)) / (1 + worth * ratio);
    // A heavier input token makes output cheaper and itself dearer.
    const [atLow, atHigh] = of === 'input' ? [low, high] : [high, low];
    const range = { low: at('low', atLow), typical: at('typical', typical), high: at('high', atHigh) };
    return deriveMoney(
      `cost-per-million-${of}-tokens`,
      [...inputs, ...weighted],
      moneyRangeOf(range, currency),
    );
  };
  return {
    perMillionOutputTokens: perOutput,
    perMillionTokens: per('cost-per-million-blended', MILLION / (1 + ratio), lengths),
    perMillionInputTokensSplit: split('input'),
    perMillionOutputTokensSplit: split('output'),
    perThousandRequests: per('cost-per-thousand-requests', service.outputTokens * THOUSAND, lengths),
    perUserPerMonth: perUser(service),
  };
}

const pathOf = ({ deployment }: Service): string => `deployments/${deployment}`;

function inputsOf(service: Service, utilisation: number): readonly Input[] {
  const { deployment, costPerYear, share, outputTokensPerSecond } = service;
  return [
    { name: 'cost.perYear', value: costPerYear },
    {
      name: 'outputTokensPerSecond',
      value: given(outputTokensPerSecond, '1/s', `deployments/${deployment}/result/outputTokensPerSecond`),
    },
    { name: 'utilisation', value: given(fraction(utilisation), '1', 'finance/utilisation') },
    { name: 'share', value: given(fraction(share), '1', `deployments/${deployment}`) },
  ];
}

function perUser({ deployment, costPerYear, share, concurrency }: Service): DerivedMoney {
  const users = Math.max(1, concurrency);
  return deriveMoney(
    'cost-per-user',
    [
      { name: 'cost.perYear', value: costPerYear },
      { name: 'share', value: given(fraction(share), '1', `deployments/${deployment}`) },
      { name: 'concurrency', value: given(users, '1', `deployments/${deployment}/result/concurrency`) },
    ],
    timesMoney(costPerYear, share / users / MONTHS_PER_YEAR),
  );
}
