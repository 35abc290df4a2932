import type { PlanningContext } from '#main/planning/context/planning-context';
import {
  derive,
  deriveMoney,
  deriveRate,
  given,
  type Input,
  type QuantityInput,
  sumOfMoney,
  timesMoney,
} from '#main/planning/derivation/derive';
import type { FormulaName } from '#main/planning/derivation/formulas';
import { MONTHS_PER_YEAR } from '#shared/money/finance';
import { type CurrencyCode, type MoneyRange, subtractMoneyRange } from '#shared/money/money';
import { rateRangeOf } from '#shared/money/money-rate';
import type { Earnings, ServiceCost } from '#shared/plan/cost';
import type { DerivedMoney, DerivedRate } from '#shared/plan/derived';
import type { TokenPrices } from '#shared/scenario/finance';
import { exactly, type Range } from '#shared/units/range';
import { fraction } from '#shared/units/units';
import { type ServedShare, servedShareOf, tokensPerYear } from './cost-per-token';
import { charged, givenTerm } from './rates';

/** Tokens that are sold in a year. */
interface TokensSold {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

const PER_MILLION = 1e-6;

interface Kind {
  readonly tokens: number;
  readonly price: number;
  readonly field: keyof TokenPrices;
  readonly name: 'inputTokens' | 'outputTokens' | 'cachedTokens';
}

const kindsOf = (sold: TokensSold, prices: TokenPrices): readonly Kind[] => {
  const { inputPerMillion, cachedInputPerMillion = inputPerMillion, outputPerMillion, cachedShare } = prices;
  const cached = sold.inputTokens * cachedShare;
  return [
    {
      name: 'inputTokens',
      tokens: sold.inputTokens - cached,
      price: inputPerMillion,
      field: 'inputPerMillion',
    },
    { name: 'cachedTokens', tokens: cached, price: cachedInputPerMillion, field: 'cachedInputPerMillion' },
    { name: 'outputTokens', tokens: sold.outputTokens, price: outputPerMillion, field: 'outputPerMillion' },
  ];
};

/** What the tokens of a year bring at these prices, in the scenario's currency; undefined without an exchange rate. */
export function revenueOf(
  sold: TokensSold,
  prices: TokenPrices,
  context: PlanningContext,
): DerivedMoney | undefined {
  const { currency } = prices;
  const parts = kindsOf(sold, prices).map(({ name, tokens, price, field }) => {
    const inputs: readonly QuantityInput[] = [
      { name, value: given(tokens, 'token', 'finance/tokenPrices') },
      { name: 'tokenPrice', value: givenTerm(price, `${currency}/Mtoken`, `tokenPrices/${field}`) },
    ];
    const rate = { value: givenTerm(price, currency, `tokenPrices/${field}`), currency };
    return charged({ formula: 'token-revenue', inputs, factor: PER_MILLION }, rate, context);
  });
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  const lines = known.map((value) => ({ name: 'line' as const, value }));
  return sumOfMoney(context.scenario.currency, lines);
}

/** Each bound of what is left: the least revenue against the most cost, and the other way round. */
const against = ({ low, typical, high }: MoneyRange): MoneyRange => ({ low: high, typical, high: low });

/**
 * Revenue of a year against its cost: what is left, and that as a share of the cost, as DeepSeek states its margin
 * (facts A4.2). Undefined where nothing is paid.
 */
export function earningsOf(
  revenuePerYear: DerivedMoney,
  costPerYear: DerivedMoney,
  currency: CurrencyCode,
): Earnings | undefined {
  if (costPerYear.typical.currency !== currency || costPerYear.low.amount <= 0) return undefined;
  const inputs = [
    { name: 'revenue', value: revenuePerYear },
    { name: 'cost.perYear', value: costPerYear },
  ] as const;
  const cost = against(costPerYear);
  const surplus = subtractMoneyRange(revenuePerYear, cost);
  const share = (bound: keyof MoneyRange): number => surplus[bound].amount / cost[bound].amount;
  return {
    revenuePerYear,
    surplusPerYear: deriveMoney('surplus', inputs, surplus),
    margin: derive({
      formula: 'margin',
      unit: '1',
      inputs,
      range: { low: share('low'), typical: share('typical'), high: share('high') },
    }),
  };
}

const MILLION = 1_000_000;
const THOUSAND = 1_000;

/** What an input token is worth against an output token, as price lists have it. */
const TOKEN_WEIGHT_PATH = 'figures/input-token-weight/figure';

interface Service {
  readonly deployment: string;
  /** How it is asked, and how much of that the years bring. */
  readonly of: Parameters<typeof servedShareOf>[0];
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
  const served = servedShareOf(service.of, finance);
  if (!(service.outputTokensPerSecond > 0) || !(served.share > 0)) return undefined;
  const ratio = service.inputTokens / service.outputTokens;
  const servedPerYear = tokensPerYear(service.outputTokensPerSecond, served.share);
  const weight = context.figures.at(TOKEN_WEIGHT_PATH, '1');
  const worth: Range = weight ?? exactly(1);
  const inputs = inputsOf(service, served);
  const per = (
    formula: FormulaName,
    units: number | ((bound: keyof Range) => number),
    more: readonly Input[] = [],
  ): DerivedRate =>
    deriveRate(
      formula,
      [...inputs, ...more],
      rateRangeOf(service.costPerYear, (bound) => {
        const counted = typeof units === 'number' ? units : units(bound);
        return (service.share * counted) / servedPerYear;
      }),
    );
  const lengths: readonly Input[] = [
    { name: 'inputTokens', value: given(service.inputTokens, 'token', `${pathOf(service)}/input`) },
    { name: 'outputTokens', value: given(service.outputTokens, 'token', `${pathOf(service)}/output`) },
  ];
  const weighted: readonly Input[] = weight
    ? [...lengths, { name: 'inputTokenWeight', value: weight }]
    : lengths;
  const split = (of: 'input' | 'output'): DerivedRate => {
    // A heavier input token makes output cheaper and itself dearer.
    const worthAt = of === 'input' ? worth : { ...worth, low: worth.high, high: worth.low };
    return per(
      `cost-per-million-${of}-tokens`,
      (bound) => (MILLION * (of === 'input' ? worthAt[bound] : 1)) / (1 + worthAt[bound] * ratio),
      weighted,
    );
  };
  const earnings = earningsFor(service, servedPerYear, context);
  return {
    perMillionOutputTokens: per('cost-per-million-tokens', MILLION),
    perMillionTokens: per('cost-per-million-blended', MILLION / (1 + ratio), lengths),
    perMillionInputTokensSplit: split('input'),
    perMillionOutputTokensSplit: split('output'),
    perThousandRequests: per('cost-per-thousand-requests', service.outputTokens * THOUSAND, lengths),
    perUserPerMonth: perUser(service),
    ...(earnings === undefined ? {} : { earnings }),
  };
}

/** What its tokens earn at the prices of the terms, against the part of the fleet's cost that it bears. */
function earningsFor(service: Service, outputTokens: number, context: PlanningContext): Earnings | undefined {
  const { finance, currency } = context.scenario;
  const { costPerYear, share, deployment } = service;
  if (finance.tokenPrices === undefined) return undefined;
  const sold = { outputTokens, inputTokens: (outputTokens * service.inputTokens) / service.outputTokens };
  const revenue = revenueOf(sold, finance.tokenPrices, context);
  const inputs = [
    { name: 'cost.perYear', value: costPerYear },
    { name: 'share', value: given(fraction(share), '1', `deployments/${deployment}`) },
  ] as const;
  const borne = deriveMoney('share-of', inputs, timesMoney(costPerYear, share));
  return revenue && earningsOf(revenue, borne, currency);
}

const pathOf = ({ deployment }: Service): string => `deployments/${deployment}`;

function inputsOf(service: Service, served: ServedShare): readonly Input[] {
  const { deployment, costPerYear, share, outputTokensPerSecond } = service;
  return [
    { name: 'cost.perYear', value: costPerYear },
    {
      name: 'outputTokensPerSecond',
      value: given(outputTokensPerSecond, '1/s', `deployments/${deployment}/result/outputTokensPerSecond`),
    },
    served.by === 'utilisation'
      ? { name: 'utilisation', value: given(fraction(served.share), '1', 'finance/utilisation') }
      : {
          name: 'served',
          value: given(fraction(served.share), '1', `${pathOf(service)}/meanRequestsPerSecond`),
        },
    { name: 'share', value: given(fraction(share), '1', `deployments/${deployment}`) },
  ];
}

function perUser({ deployment, costPerYear, share, concurrency }: Service): DerivedRate {
  const users = Math.max(1, concurrency);
  return deriveRate(
    'cost-per-user',
    [
      { name: 'cost.perYear', value: costPerYear },
      { name: 'share', value: given(fraction(share), '1', `deployments/${deployment}`) },
      { name: 'concurrency', value: given(users, '1', `deployments/${deployment}/result/concurrency`) },
    ],
    rateRangeOf(costPerYear, share / users / MONTHS_PER_YEAR),
  );
}
