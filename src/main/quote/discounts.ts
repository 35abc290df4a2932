import { multiplyMoney, type Money } from '#shared/money';
import type { Discount } from '#shared/quote/request';

/** What a discount takes off an amount, rounded once; no discount takes nothing. */
export function discountOn(base: Money, discount: Discount | undefined): Money {
  if (discount === undefined) return { ...base, amount: 0 };
  return discount.kind === 'share'
    ? multiplyMoney(base, discount.share)
    : { amount: discount.amount, currency: base.currency };
}

/** Whether a discount takes off more than there is. */
export const exceeds = (base: Money, discount: Discount | undefined): boolean =>
  discount !== undefined &&
  (discount.kind === 'share' ? discount.share > 1 : discount.amount > Math.max(0, base.amount));
