import { type Catalogue, figureAt } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import { Money } from '#shared/money/money';
import type { FieldDifference } from '#shared/scenario/difference';
import type { Scenario } from '#shared/scenario/schema';
import type { Formats } from '#renderer/format/format';
import { messageFor, type message as messageFunction } from '#renderer/i18n/i18n';

/** What puts a difference into words: the two states, the catalogue for names, and the language. */
export interface WordsContext {
  readonly before: Scenario;
  readonly after: Scenario;
  readonly catalogue: Catalogue;
  readonly formats: Formats;
  readonly message: typeof messageFunction;
}

/** What a field is called, such as `Finance › Years`, and what it was and is. */
export interface FieldWords {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

export function fieldWords(field: FieldDifference, context: WordsContext): FieldWords {
  const figure = figureOf(field.path, context.catalogue);
  return {
    label: figure ? figureLabel(figure, context) : pathLabel(field.path, context),
    before: figure ? figureText(field.before, figure, context) : valueText(field.before, field.path, context),
    after: figure ? figureText(field.after, figure, context) : valueText(field.after, field.path, context),
  };
}

/** What a type of the catalogue, of whichever kind, is called. */
export const nameInCatalogue = (id: string, catalogue: Catalogue): string | undefined =>
  [
    catalogue.deviceTypes,
    catalogue.rackTypes,
    catalogue.accelerators,
    catalogue.models,
    catalogue.engines,
    catalogue.sites,
  ]
    .map((kind) => (kind as Readonly<Record<string, { readonly name?: string } | undefined>>)[id]?.name)
    .find((name) => name !== undefined);

/** A path in words: each step by the vocabulary, and the ids of entries by the names of these. */
function pathLabel(path: string, { before, after }: WordsContext): string {
  const steps: string[] = [];
  let [was, is]: readonly unknown[] = [before, after];
  for (const step of path.split('.')) {
    [was, is] = [inside(was, step), inside(is, step)];
    steps.push(nameOf(is) ?? nameOf(was) ?? messageFor(`history:words.${step}`) ?? step);
  }
  return steps.join(' › ');
}

function inside(value: unknown, step: string): unknown {
  if (Array.isArray(value)) {
    return (value as readonly { readonly id?: unknown }[]).find(({ id }) => id === step);
  }
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[step]
    : undefined;
}

const nameOf = (value: unknown): string | undefined => {
  const name = inside(value, 'name');
  return typeof name === 'string' ? name : undefined;
};

interface DecidedFigure {
  readonly setting: 'choices' | 'overrides';
  readonly path: string;
  readonly bound: string | undefined;
}

/** The figure that a choice or an own figure is about: its address has dots of its own. */
function figureOf(path: string, catalogue: Catalogue): DecidedFigure | undefined {
  const match = /^(choices|overrides)\.(.+)$/.exec(path);
  if (!match) return undefined;
  const [, setting, address = ''] = match;
  const bound = /\.(low|typical|high|note)$/.exec(address)?.[1];
  // `power.typical` is itself a figure; only what follows a whole address is a bound of the user's figure.
  const isBound =
    setting === 'overrides' && bound !== undefined && figureAt(catalogue, address) === undefined;
  return {
    setting: setting as DecidedFigure['setting'],
    path: isBound ? address.slice(0, -bound.length - 1) : address,
    bound: isBound ? bound : undefined,
  };
}

function figureLabel({ path, setting, bound }: DecidedFigure, { catalogue }: WordsContext): string {
  const [kind = '', id = '', field = ''] = path.split('/');
  const entries = (catalogue as unknown as Readonly<Record<string, unknown>>)[kind];
  const entry = nameOf(inside(entries, id)) ?? id;
  const words = [
    messageFor(`history:words.${setting}`),
    entry,
    messageFor(`catalogue:fields.${field}`) ?? field,
  ];
  return [...words, bound === undefined ? undefined : messageFor(`history:words.${bound}`)]
    .filter((word) => word !== undefined)
    .join(' › ');
}

function figureText(value: unknown, { path, setting }: DecidedFigure, context: WordsContext): string {
  const { catalogue, formats, message } = context;
  const figure = figureAt(catalogue, path);
  if (value === undefined) return message('history:none');
  if (setting === 'choices') {
    const reading = figure && isKnown(figure) ? figure.readings.find(({ id }) => id === value) : undefined;
    return reading ? (catalogue.sources[reading.source]?.title ?? reading.source) : JSON.stringify(value);
  }
  const amount = typeof value === 'number' ? value : inside(value, 'typical');
  if (typeof amount !== 'number') return typeof value === 'string' ? value : message('history:set');
  const shown = formats.quantity(amount, figure?.unit ?? '1');
  return [shown.value, shown.unit].filter(Boolean).join(' ');
}

/** Units by the ends of field names, as scenarios spell them. */
const units: readonly (readonly [RegExp, string])[] = [
  [/Watts$/, 'W'],
  [/Kilograms$/, 'kg'],
  [/CubicMetersPerSecond$/, 'm3/s'],
  [/Meters$/, 'm'],
  [/Seconds$/, 's'],
  [/Kelvin$/, 'K'],
  [/^volts$/, 'V'],
  [/^amperes$/, 'A'],
  [/^heightUnits$/, 'U'],
];
const shares = /(Rate|Fraction|Escalator|utilisation|utilisationRange\.(low|high)|efficiency|cableSlack)$/;
const places: readonly string[] = ['row', 'place'];

function valueText(value: unknown, path: string, context: WordsContext): string {
  const { formats, message } = context;
  const last = path.split('.').at(-1) ?? '';
  if (value === undefined || value === '') return message('history:none');
  if (typeof value === 'boolean') return message(value ? 'history:yes' : 'history:no');
  if (typeof value === 'number') return numberText(value, path, last, formats);
  if (typeof value === 'string') return stringText(value, context);
  if (Array.isArray(value)) return message('history:entries', { count: value.length });
  const money = Money.safeParse(value);
  if (money.success) return formats.money(money.data);
  return nameOf(value) ?? message('history:set');
}

function numberText(value: number, path: string, last: string, formats: Formats): string {
  if (shares.test(path)) return formats.percent(value, 1);
  if (last === 'position') return `U${value}`;
  // Rows and places are counted from 0 in the document and from 1 on the screens.
  if (places.includes(last)) return formats.number(value + 1);
  const unit = units.find(([ending]) => ending.test(last))?.[1];
  if (unit === undefined) return formats.number(value, 4);
  const shown = formats.quantity(value, unit);
  return [shown.value, shown.unit].filter(Boolean).join(' ');
}

function stringText(value: string, { before, after, catalogue }: WordsContext): string {
  for (const { racks, workloads, groups, electrical } of [after, before]) {
    for (const entries of [
      racks,
      workloads,
      groups,
      electrical.pdus,
      electrical.upsSystems,
      electrical.utilities,
    ]) {
      const name = nameOf(inside(entries, value));
      if (name !== undefined) return name;
    }
  }
  return messageFor(`history:values.${value}`) ?? nameInCatalogue(value, catalogue) ?? value;
}
