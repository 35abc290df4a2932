import type { CurrencyCode, MoneyRange } from '#shared/money';
import type { Earnings } from '#shared/plan/cost';
import type { DerivedMoney } from '#shared/plan/derived';
import type { TokenPrices } from '#shared/scenario/token-prices';
import { derive, given, type QuantityInput } from '../derivation/derive';
import { deriveMoney, sumOfMoney } from '../derivation/money';
import type { PlanningContext } from '../planning-context';
import { givenTerm } from './own-amount';
import { charged } from './rate';
import { lessMoney } from './repayment';

/** Tokens that are sold in a year. */
export interface TokensSold {
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
  const surplus = lessMoney(revenuePerYear, cost);
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
