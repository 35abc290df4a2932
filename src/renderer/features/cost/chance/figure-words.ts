import type { UncertainFigure } from '#shared/uncertainty/uncertainty';
import type { Formats } from '#renderer/format/format';
import type { message as translate } from '#renderer/i18n/i18n';

type Translate = typeof translate;

/** What a figure is called: its kind, and what it belongs to where that is a name of its own. */
export function figureName({ kind, name, key }: UncertainFigure, message: Translate): string {
  const named = message(`cost:chance.kinds.${kind}`);
  const own = kind === 'price' || kind === 'power' || kind === 'performance' || kind === 'other';
  const idle = key.endsWith('power.idle') || key.startsWith('bounded-by:') ? ` (idle)` : '';
  return own ? `${named}: ${name}${idle}` : named;
}

/** A value of a figure in its unit: money in major units, shares as percentages. */
export function figureValue({ unit, kind }: UncertainFigure, value: number, formats: Formats): string {
  if (kind === 'utilisation') return formats.percent(value, 1);
  if (/^[A-Z]{3}$/.test(unit)) return `${unit} ${formats.number(value, value < 100 ? 2 : 0)}`;
  return formats.shown(value, unit);
}
