import type { Catalogue, FigurePath } from './catalogue';
import type { Figure } from './figure';
import { kindNames } from './kinds';

export interface AddressedFigure {
  readonly path: FigurePath;
  readonly figure: Figure;
}

/** Every figure of the catalogue with its address, in the order of the files. */
export const figureList = (catalogue: Catalogue): readonly AddressedFigure[] =>
  kindNames.flatMap((kind) =>
    Object.entries<object>(catalogue[kind]).flatMap(([id, entry]) => figuresIn(entry, `${kind}/${id}/`)),
  );

function figuresIn(value: unknown, path: string): readonly AddressedFigure[] {
  if (isFigure(value)) return [{ path, figure: value }];
  if (typeof value !== 'object' || value === null) return [];
  const separator = path.endsWith('/') ? '' : '.';
  return Object.entries(value).flatMap(([key, inner]) => figuresIn(inner, `${path}${separator}${key}`));
}

/** The figure at an address such as `accelerators/groq-lpu-v1/power.typical`; undefined where there is none. */
export function figureAt(catalogue: Catalogue, path: FigurePath): Figure | undefined {
  const [kind = '', id = '', fields = ''] = path.split('/');
  let value: unknown = catalogue;
  for (const key of [kind, id, ...fields.split('.')]) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return isFigure(value) ? value : undefined;
}

const isFigure = (value: unknown): value is Figure =>
  typeof value === 'object' &&
  value !== null &&
  'unit' in value &&
  typeof value.unit === 'string' &&
  ('unknown' in value || ('readings' in value && Array.isArray(value.readings)));
