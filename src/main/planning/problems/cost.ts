import { daysBetween } from '#shared/time/calendar-day';
import type { CostPlan } from '#shared/plan/cost';
import type { Problem } from '#shared/plan/plan';
import { pricesInEffect } from '#main/catalogue/user-prices';
import { RENT_PATH } from '#main/planning/cost/hosting';
import type { PlanningContext } from '#main/planning/context/planning-context';
import { problem } from './problem';

/** What is bought or paid for without a price, or at one that is out of date. */
export function costProblems(cost: CostPlan, context: PlanningContext): readonly Problem[] {
  return [
    ...unpricedProblems(cost, context),
    ...agedPriceProblems(cost, context),
    ...tokenPriceProblems(context),
  ];
}

/** Token prices in a currency from which no exchange rate leads to the scenario's. */
function tokenPriceProblems({ scenario, figures }: PlanningContext): readonly Problem[] {
  const from = scenario.finance.tokenPrices?.currency;
  const to = scenario.currency;
  if (from === undefined || from === to || figures.exchangeRate(from, to) !== undefined) return [];
  const params = { item: 'token prices', from, to };
  return [problem({ severity: 'error', place: { kind: 'scenario' }, code: 'no-exchange-rate', params })];
}

/** Prices of the user's own that have ended or grown old by the day that the scenario is priced for. */
function agedPriceProblems({ lines }: CostPlan, { scenario }: PlanningContext): readonly Problem[] {
  const { userCatalogue: own } = scenario;
  const day = own?.pricesAsOf;
  if (own === undefined || day === undefined) return [];
  return lines.flatMap(({ item, name }) => {
    const offers = own.prices.filter((price) => price.item === item);
    return pricesInEffect(offers, day).flatMap(({ validUntil, observedOn, supplier }) => {
      const place = { kind: 'scenario' } as const;
      const about = { item: name, supplier: supplier === '' ? '–' : supplier, day };
      if (validUntil !== undefined && validUntil < day) {
        const params = { ...about, validUntil };
        return [problem({ severity: 'warning', place, code: 'price-expired', params })];
      }
      const age = daysBetween(observedOn, day);
      if (age <= own.staleAfterDays) return [];
      const params = { ...about, observedOn, days: age };
      return [problem({ severity: 'warning', place, code: 'price-stale', params })];
    });
  });
}

function unpricedProblems(
  { unpriced, currency }: CostPlan,
  { scenario }: PlanningContext,
): readonly Problem[] {
  return unpriced.map(({ item, name, quantity, from }) => {
    if (from !== undefined) {
      const params = { item: name, from, to: currency };
      return problem({ severity: 'error', place: { kind: 'scenario' }, code: 'no-exchange-rate', params });
    }
    if (item === 'energy') {
      const place = { kind: 'figure', path: `sites/${scenario.site.preset}/tariff` } as const;
      return problem({ severity: 'warning', place, code: 'tariff-unknown', params: { currency } });
    }
    if (item === 'hosting' && scenario.finance.hosting === 'owned')
      return problem({
        severity: 'warning',
        place: { kind: 'scenario' },
        code: 'facility-price-unknown',
        params: {},
      });
    if (item === 'staff')
      return problem({
        severity: 'warning',
        place: { kind: 'scenario' },
        code: 'staff-price-unknown',
        params: {},
      });
    if (item === 'hosting') {
      const place = { kind: 'figure', path: RENT_PATH } as const;
      return problem({ severity: 'warning', place, code: 'rent-unknown', params: { currency } });
    }
    const params = { item: name, count: quantity };
    return problem({ severity: 'note', place: { kind: 'scenario' }, code: 'price-unknown', params });
  });
}
