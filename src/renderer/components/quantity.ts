import type { MessageKey, MessageParams } from '../i18n/message';

export interface QuantityLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  /** What an arrow key adds; ten times that with Shift. */
  readonly step?: number;
  readonly whole?: boolean;
}

export interface QuantityRefusal {
  readonly key: MessageKey;
  readonly params?: MessageParams;
}

/** The number that was typed; a comma counts as a decimal point unless it groups thousands. */
export function parseQuantity(text: string): number | undefined {
  const compact = text.trim().replace(/[\s_\u00a0]/g, '');
  if (compact === '') return undefined;
  const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(compact);
  return Number(grouped ? compact.replaceAll(',', '') : compact.replace(',', '.'));
}

/** Why what was typed is no acceptable number; undefined when it is one. */
export function refuseQuantity(
  text: string,
  { minimum, maximum, whole }: QuantityLimits,
  mayBeEmpty: boolean,
): QuantityRefusal | undefined {
  const value = parseQuantity(text);
  if (value === undefined) return mayBeEmpty ? undefined : { key: 'shell:field.empty' };
  if (!Number.isFinite(value)) return { key: 'shell:field.noNumber' };
  if (whole && !Number.isInteger(value)) return { key: 'shell:field.notWhole' };
  if (minimum !== undefined && value < minimum) return { key: 'shell:field.tooSmall', params: { minimum } };
  if (maximum !== undefined && value > maximum) return { key: 'shell:field.tooLarge', params: { maximum } };
  return undefined;
}

/** The value so many steps away, kept within the limits and free of binary dust. */
export function stepped(
  value: number,
  steps: number,
  { minimum = -Infinity, maximum = Infinity, step = 1 }: QuantityLimits,
): number {
  const moved = Number((value + steps * step).toPrecision(12));
  return Math.min(Math.max(moved, minimum), maximum);
}
