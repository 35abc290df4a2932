import { AirDirection, DeviceKind } from '#shared/catalogue/entries';
import { deviceFronts } from '#shared/device-front';
import type { OwnKind } from './own-entries';

/** How one field of an own entry is edited; its label stands in the messages under the same path. */
export type FormField =
  | { readonly kind: 'text'; readonly path: string; readonly optional?: boolean; readonly lines?: number }
  | {
      readonly kind: 'number';
      readonly path: string;
      readonly unit: string;
      readonly minimum: number;
      readonly maximum: number;
      readonly whole?: boolean;
    }
  | { readonly kind: 'flag'; readonly path: string }
  | {
      readonly kind: 'choice';
      readonly path: string;
      readonly options: readonly string[];
      /** Whether it may stay unsaid. */
      readonly optional?: boolean;
    }
  | { readonly kind: 'figure'; readonly path: string; readonly unit: string };

const figure = (path: string, unit: string): FormField => ({ kind: 'figure', path, unit });

const fieldsByKind: Readonly<Record<OwnKind, readonly FormField[]>> = {
  deviceTypes: [
    { kind: 'text', path: 'name' },
    { kind: 'text', path: 'vendor', optional: true },
    {
      kind: 'choice',
      path: 'kind',
      options: DeviceKind.options,
    },
    {
      kind: 'choice',
      path: 'front',
      options: deviceFronts,
    },
    { kind: 'number', path: 'heightUnits', unit: 'U', minimum: 0, maximum: 60 },
    { kind: 'flag', path: 'fullDepth' },
    { kind: 'flag', path: 'halfWidth' },
    { kind: 'choice', path: 'airDirection', options: AirDirection.options, optional: true },
    figure('depth', 'm'),
    figure('mass', 'kg'),
    figure('power.idle', 'W'),
    figure('power.typical', 'W'),
    figure('power.maximum', 'W'),
    { kind: 'text', path: 'note', optional: true, lines: 2 },
  ],
  rackTypes: [
    { kind: 'text', path: 'name' },
    { kind: 'number', path: 'units', unit: 'U', minimum: 1, maximum: 60, whole: true },
    figure('width', 'm'),
    figure('depth', 'm'),
    figure('usableDepth', 'm'),
    figure('massLimit', 'kg'),
    figure('emptyMass', 'kg'),
    { kind: 'text', path: 'note', optional: true, lines: 2 },
  ],
  sites: [
    { kind: 'text', path: 'name' },
    { kind: 'text', path: 'country' },
    { kind: 'choice', path: 'tariffCurrency', options: ['USD', 'CNY', 'EUR'] },
    figure('tariff', 'USD/kWh'),
    figure('powerUsageEffectiveness', '1'),
    figure('carbonIntensity', 'kg/kWh'),
    { kind: 'text', path: 'note', optional: true, lines: 2 },
  ],
};

export const fieldsOf = (kind: OwnKind): readonly FormField[] => fieldsByKind[kind];

/** What stands at a dotted path of an entry. */
export const valueAt = (entry: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null
          ? (value as Readonly<Record<string, unknown>>)[key]
          : undefined,
      entry,
    );

/** The entry with another value at a dotted path; undefined takes the field out. */
export function withValueAt<Entry>(entry: Entry, path: string, value: unknown): Entry {
  const [key = '', ...rest] = path.split('.');
  const record = entry as Readonly<Record<string, unknown>>;
  if (rest.length > 0) return { ...record, [key]: withValueAt(record[key], rest.join('.'), value) } as Entry;
  const others = Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
  return (value === undefined ? others : { ...record, [key]: value }) as Entry;
}
