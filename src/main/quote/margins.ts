import { type CurrencyCode, type Money, multiplyMoney, sumMoney } from '#shared/money/money';
import type { QuoteLine, QuoteMargins } from '#shared/quote/quote';
import type { QuoteRequest } from '#shared/quote/request';

interface Costed {
  readonly line: QuoteLine;
  /** What is left of the line after every discount. */
  readonly sell: Money;
}

/** What one piece costs the seller and the least it may be sold for; both in the quote's currency by now. */
function limitsOf({ key, item }: QuoteLine, { edits, customLines }: QuoteRequest) {
  if (key.startsWith('custom/')) return customLines.find(({ id }) => key === `custom/${id}`);
  return edits[key] ?? edits[`all/${item}`];
}

const marginOf = (sell: number, cost: number): number => (sell === 0 ? 0 : (sell - cost) / sell);

/** What a quote earns where costs are known; undefined where the seller named neither a cost nor a floor. */
export function marginsOf(
  costed: readonly Costed[],
  request: QuoteRequest,
  currency: CurrencyCode,
): QuoteMargins | undefined {
  const { floorMargin, approval } = request;
  const lines: QuoteMargins['lines'] = [];
  const uncosted: string[] = [];
  let below = false;
  let limited = floorMargin !== undefined;
  for (const { line, sell } of costed) {
    const { costPrice, floorPrice } = limitsOf(line, request) ?? {};
    const pieces = line.quantity * line.periods;
    const underFloor = floorPrice !== undefined && sell.amount < floorPrice.amount * pieces;
    limited ||= floorPrice !== undefined || costPrice !== undefined;
    below ||= underFloor;
    if (costPrice === undefined) {
      uncosted.push(line.description);
      continue;
    }
    const cost = multiplyMoney(costPrice, pieces);
    const margin = marginOf(sell.amount, cost.amount);
    const underMargin = floorMargin !== undefined && margin < floorMargin;
    lines.push({
      key: line.key,
      description: line.description,
      cost,
      sell,
      margin,
      ...(underFloor ? { below: 'floor-price' } : underMargin ? { below: 'floor-margin' } : {}),
    });
  }
  if (!limited) return undefined;
  const sum = (read: (line: (typeof lines)[number]) => Money) => sumMoney(lines.map(read), currency);
  const [cost, sell] = [sum((line) => line.cost), sum((line) => line.sell)];
  const margin = marginOf(sell.amount, cost.amount);
  return {
    lines,
    cost,
    sell,
    margin,
    uncosted,
    ...(floorMargin === undefined ? {} : { floorMargin }),
    below: below || (floorMargin !== undefined && lines.length > 0 && margin < floorMargin),
    ...(approval === undefined ? {} : { approval }),
  };
}
