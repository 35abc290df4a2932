import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Figure } from '#shared/catalogue/figure';

export type FigureLabel =
  | 'tariff'
  | 'powerUsageEffectiveness'
  | 'carbonIntensity'
  | 'mass'
  | 'massLimit'
  | 'emptyMass'
  | 'power-idle'
  | 'power-typical'
  | 'power-maximum'
  | 'amount';

export interface NamedFigure {
  readonly path: string;
  readonly label: FigureLabel;
  /** What it belongs to, where a list mixes several things. */
  readonly of: string;
  readonly figure: Figure;
}

const levels = ['idle', 'typical', 'maximum'] as const;

function pricesOf(catalogue: Catalogue, price: string | undefined, of: string): readonly NamedFigure[] {
  return Object.values(catalogue.prices)
    .filter(({ id, item }) => price !== undefined && (id === price || item === price))
    .map(({ id, amount }) => ({ path: `prices/${id}/amount`, label: 'amount', of, figure: amount }));
}

/** The figures that a device of this type brings into the plan: its own, and those of its accelerators. */
export function figuresOfType(catalogue: Catalogue, type: string): readonly NamedFigure[] {
  const device = catalogue.deviceTypes[type];
  if (!device) return [];
  const accelerator = catalogue.accelerators[device.accelerators?.type ?? ''];
  const powers = (kind: string, of: string, { id, power }: Pick<typeof device, 'id' | 'power'>) =>
    levels.map((level): NamedFigure => ({
      path: `${kind}/${id}/power.${level}`,
      label: `power-${level}`,
      of,
      figure: power[level],
    }));
  return [
    { path: `deviceTypes/${type}/mass`, label: 'mass', of: device.name, figure: device.mass },
    ...powers('deviceTypes', device.name, device),
    ...pricesOf(catalogue, device.price, device.name),
    ...(accelerator ? powers('accelerators', accelerator.name, accelerator) : []),
    ...(accelerator && device.acceleratorsPricedApart
      ? pricesOf(catalogue, accelerator.price, accelerator.name)
      : []),
  ];
}

/** The figures of a site that cost and carbon follow from. */
export function figuresOfSite(catalogue: Catalogue, preset: string): readonly NamedFigure[] {
  const site = catalogue.sites[preset];
  if (!site) return [];
  return (['tariff', 'powerUsageEffectiveness', 'carbonIntensity'] as const).map((field) => ({
    path: `sites/${preset}/${field}`,
    label: field,
    of: site.name,
    figure: site[field],
  }));
}
