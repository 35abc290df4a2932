import type { CodeOfPractice } from '#shared/scenario/electrical';
import type { Feed, Site } from '#shared/scenario/schema';

/** What a breaker may carry continuously, by the code that its site is wired by. */

/** Countries that adopted the National Electrical Code, or like Canada a code with its 80 % (CEC 8-104). */
const countriesOfNec: ReadonlySet<string> = new Set([
  'US',
  'CA',
  'MX',
  'PR',
  'CO',
  'CR',
  'DO',
  'EC',
  'PA',
  'PH',
  'VE',
]);

/** NEC 210.20, 215.3: 80 %; IEC 60898 and 60947-2: a breaker carries its rated current in continuous duty. */
export const continuousShares: Readonly<Record<CodeOfPractice, number>> = { nec: 0.8, iec: 1 };

interface Place {
  readonly country: string;
}

/** The code of a site: its own, else that of the country; the careful one where the country is unknown. */
export const codeOf = ({ code }: Pick<Site, 'code'>, place: Place | undefined): CodeOfPractice =>
  code ?? (place === undefined || countriesOfNec.has(place.country) ? 'nec' : 'iec');

/** The share of a breaker that continuous loads may take at a site, and the place in the scenario that says so. */
export interface Derating {
  readonly share: number;
  readonly path: 'site/code' | 'site/continuousLoadFraction';
}

/** What the site says itself, else what its code says. */
export const deratingOf = (
  site: Pick<Site, 'code' | 'continuousLoadFraction'>,
  place: Place | undefined,
): Derating =>
  site.continuousLoadFraction === undefined
    ? { share: continuousShares[codeOf(site, place)], path: 'site/code' }
    : { share: site.continuousLoadFraction, path: 'site/continuousLoadFraction' };

/** What a breaker carries continuously, in amperes: what its maker says, else its share by the code. */
export const continuousAmperesOf = (
  { amperes, continuousAmperes }: Pick<Feed, 'amperes' | 'continuousAmperes'>,
  share: number,
): number => continuousAmperes ?? amperes * share;
