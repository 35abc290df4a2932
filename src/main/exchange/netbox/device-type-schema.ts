import { z } from '#shared/schema/zod';

/**
 * The entries of the public libraries of NetBox and Nautobot, and of what their screens and their API export. Property names and
 * bounds follow the JSON Schema of the library; what is left out has the default that NetBox gives it. Scalars arrive as texts,
 * since YAML 1.1 and 1.2 differ over what a plain one means, or from JSON as they are; a choice of the API is an object.
 */

/** The value of a choice, the name of a linked entry, or the scalar itself; nothing where it is empty. */
function plain(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const of = value as Readonly<Record<string, unknown>>;
  return plain(of['value'] ?? of['name'] ?? of['model'] ?? of['display']);
}

const asText = (value: unknown): unknown => {
  const of = plain(value);
  return typeof of === 'number' || typeof of === 'boolean' ? String(of) : of;
};

/** What YAML 1.1 takes for truth and falsehood. */
const TRUE = /^(true|yes|on|y)$/i;
const FALSE = /^(false|no|off|n)$/i;

const asTruth = (value: unknown): unknown => {
  const of = plain(value);
  if (typeof of !== 'string') return of;
  return TRUE.test(of) ? true : FALSE.test(of) ? false : of;
};

const asNumber = (value: unknown): unknown => {
  const of = plain(value);
  return typeof of === 'string' && /^[-+]?(\d[\d_]*)?\.?\d+(e[-+]?\d+)?$/i.test(of)
    ? Number(of.replaceAll('_', ''))
    : of;
};

const text = (most: number) => z.preprocess(asText, z.string().max(most).optional());
const asked = (most: number) => z.preprocess(asText, z.string().min(1).max(most));
const truth = z.preprocess(asTruth, z.boolean().optional());
const number = (schema: z.ZodNumber) => z.preprocess(asNumber, schema.optional());
const choice = <const Options extends readonly [string, ...string[]]>(options: Options) =>
  z.preprocess(asText, z.enum(options).optional());

const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === null ? undefined : value), z.array(item).max(4_000).optional());

const component = z.looseObject({ name: asked(200) });
const components = list(component);

// A draw of nothing says nothing of a supply.
const draw = z.preprocess((value) => {
  const of = asNumber(value);
  return of === 0 ? undefined : of;
}, z.number().positive().max(1e7).optional());

export const PowerPort = z.looseObject({
  name: asked(200),
  type: text(100),
  maximum_draw: draw,
  allocated_draw: draw,
});
export type PowerPort = Readonly<z.output<typeof PowerPort>>;

const PowerOutlet = z.looseObject({
  name: asked(200),
  type: text(100),
  power_port: text(200),
  feed_leg: choice(['A', 'B', 'C']),
});

const airflows = [
  'front-to-rear',
  'rear-to-front',
  'left-to-right',
  'right-to-left',
  'side-to-rear',
  'rear-to-side',
  'bottom-to-top',
  'top-to-bottom',
  'passive',
  'mixed',
] as const;

const name = asked(100);
const slug = z.preprocess(
  asText,
  z
    .string()
    .regex(/^[-a-zA-Z0-9_]+$/, 'a slug has letters, digits, - and _')
    .max(100)
    .optional(),
);
const amount = number(z.number().min(0).max(1e6));
const weightUnit = choice(['kg', 'g', 'lb', 'oz']);

const together = {
  message: 'weight and weight_unit belong together',
  path: ['weight'],
};

/** What a device is made of, and a module that goes into one. */
const contents = {
  'console-ports': components,
  'console-server-ports': components,
  'power-ports': list(PowerPort),
  'power-outlets': list(PowerOutlet),
  interfaces: components,
  'front-ports': components,
  'rear-ports': components,
  'module-bays': components,
  'device-bays': components,
  'inventory-items': components,
};

/** The highest rack of NetBox has 100 U. */
const height = z.number().min(0).max(100);

export const NetboxDeviceType = z
  .looseObject({
    manufacturer: name,
    model: name,
    slug,
    part_number: text(200),
    u_height: number(height.multipleOf(0.5)).transform((units) => units ?? 1),
    is_full_depth: truth.transform((isFull) => isFull ?? true),
    airflow: choice(airflows),
    weight: amount,
    weight_unit: weightUnit,
    subdevice_role: choice(['parent', 'child']),
    is_powered: truth,
    description: text(2_000),
    comments: text(200_000),
    ...contents,
  })
  .refine(({ weight, weight_unit: unit }) => weight === undefined || unit !== undefined, together);
export type NetboxDeviceType = Readonly<z.output<typeof NetboxDeviceType>>;

export const NetboxModuleType = z
  .looseObject({ manufacturer: name, model: name, weight: amount, weight_unit: weightUnit, ...contents })
  .refine(({ weight, weight_unit: unit }) => weight === undefined || unit !== undefined, together);

export const NetboxRackType = z.looseObject({
  manufacturer: name,
  model: name,
  slug,
  form_factor: text(100),
  width: number(z.number().min(1).max(100)).transform((inches) => inches ?? 19),
  u_height: number(height.int().min(1)).transform((units) => units ?? 42),
  outer_width: amount,
  outer_depth: amount,
  outer_unit: choice(['mm', 'in']),
  mounting_depth: amount,
  weight: amount,
  max_weight: amount,
  weight_unit: weightUnit,
  starting_unit: number(z.number().int().min(1).max(1_000)).transform((unit) => unit ?? 1),
  desc_units: truth.transform((isDescending) => isDescending ?? false),
  description: text(2_000),
  comments: text(200_000),
});
export type NetboxRackType = Readonly<z.output<typeof NetboxRackType>>;

/** What the entries are read of; everything else that a file says is counted and listed. */
export const readProperties: Readonly<Record<'device' | 'module' | 'rack', ReadonlySet<string>>> = {
  device: new Set([
    'manufacturer',
    'model',
    'slug',
    'part_number',
    'u_height',
    'is_full_depth',
    'airflow',
    'weight',
    'weight_unit',
    'subdevice_role',
    'is_powered',
    'description',
    'comments',
    'power-ports',
    'power-outlets',
    'interfaces',
    'module-bays',
  ]),
  module: new Set(['manufacturer', 'model', 'power-ports']),
  rack: new Set([...Object.keys(NetboxRackType.shape).filter((key) => key !== 'form_factor'), 'form_factor']),
};

/** A file of the library as it is written: what its schema asks of a device type. */
export interface LibraryDeviceType {
  readonly manufacturer: string;
  readonly model: string;
  readonly slug: string;
  readonly part_number?: string;
  readonly u_height: number;
  readonly is_full_depth: boolean;
  readonly airflow?: (typeof airflows)[number];
  readonly weight?: number;
  readonly weight_unit?: 'kg';
  readonly is_powered?: boolean;
  readonly description?: string;
  readonly comments: string;
  readonly 'power-ports'?: readonly {
    readonly name: string;
    readonly type: string;
    readonly maximum_draw?: number;
    readonly allocated_draw?: number;
  }[];
}
