import type { Finance } from '#shared/scenario/finance';
import type { Override, Scenario } from '#shared/scenario/schema';
import { exactly } from '#shared/units/range';

/** What a point of a study's lists changes in its terms. */
interface Changes {
  readonly preset?: string | undefined;
  readonly currency?: Scenario['currency'] | undefined;
  readonly finance?: Partial<Finance> | undefined;
  readonly overrides: Readonly<Record<string, number | Override>>;
}

/** The terms with the changes of one point in them. */
export function withChanges(terms: Scenario, { preset, currency, finance, overrides }: Changes): Scenario {
  const figures = Object.entries(overrides).map(([path, value]) => [
    path,
    typeof value === 'number' ? exactly(value) : value,
  ]);
  return {
    ...terms,
    ...(currency === undefined ? {} : { currency }),
    site: preset === undefined ? terms.site : { ...terms.site, preset },
    finance: { ...terms.finance, ...finance },
    overrides: { ...terms.overrides, ...(Object.fromEntries(figures) as Record<string, Override>) },
  };
}
