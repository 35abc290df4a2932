import { figuresFor, isDerived, isPriced } from '#main/catalogue/figures';
import { withUserPrices } from '#main/catalogue/user-prices';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ReadFigurePath } from '#shared/catalogue/read-figures';
import type { CurrencyCode } from '#shared/money/money';
import type { Derived, DerivedMoney } from '#shared/plan/derived';
import type { Scenario } from '#shared/scenario/schema';
import { withUserEntries } from '#shared/scenario/user-catalogue';

/** The one lookup of figures, as planning asks it: what is not known is undefined, never zero. */
export interface Figures {
  readonly at: <Q extends number>(path: ReadFigurePath, unit: string) => Derived<Q> | undefined;
  readonly priceOf: (priceId: string, currency: CurrencyCode) => DerivedMoney | undefined;
  readonly exchangeRate: (from: CurrencyCode, to: CurrencyCode) => Derived | undefined;
}

/** What every planning function reads: the document, the catalogue, and the one lookup over both. */
export interface PlanningContext {
  readonly scenario: Scenario;
  readonly catalogue: Catalogue;
  readonly figures: Figures;
}

type Settings = Pick<Scenario, 'choices' | 'overrides'> & Partial<Pick<Scenario, 'exchangeRates'>>;

/** The figures of a catalogue under the choices and overrides of a scenario, if there is one. */
export function knownFigures(catalogue: Catalogue, settings?: Settings): Figures {
  const lookup = figuresFor(catalogue, settings);
  return {
    at: <Q extends number>(path: ReadFigurePath, unit: string) => {
      const figure = lookup.derived<Q>(path, unit);
      return isDerived(figure) ? figure : undefined;
    },
    priceOf: (priceId, currency) => {
      const price = lookup.priceOf(priceId, currency);
      return isPriced(price) ? price : undefined;
    },
    exchangeRate: (from, to) => {
      const rate = lookup.exchangeRate(from, to);
      return isDerived(rate) ? rate : undefined;
    },
  };
}

export function planningContext(scenario: Scenario, published: Catalogue): PlanningContext {
  const catalogue = withUserPrices(withUserEntries(published, scenario.userCatalogue), scenario);
  return { scenario, catalogue, figures: knownFigures(catalogue, scenario) };
}
