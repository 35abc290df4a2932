import { ownValue } from '#shared/schema/own-value';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { type Figure, isKnown } from '#shared/catalogue/figure';
import type { QuoteFormats, Translate } from './language';

interface Describing {
  readonly catalogue: Catalogue;
  readonly translate: Translate;
  readonly formats: QuoteFormats;
}

const typicalOf = (figure: Figure | undefined): number | undefined =>
  figure !== undefined && isKnown(figure) ? figure.readings[0]?.typical : undefined;

/** What an item is, one statement each, from the catalogue; what nobody published is not said. */
export function specificationOf(item: string, { catalogue, translate, formats }: Describing): string[] {
  const device = ownValue(catalogue.deviceTypes, item);
  const accelerator = ownValue(catalogue.accelerators, item);
  if (device !== undefined) {
    const held = device.accelerators;
    const name = held && (ownValue(catalogue.accelerators, held.type)?.name ?? held.type);
    const maximum = typicalOf(device.power.maximum);
    const mass = typicalOf(device.mass);
    const memory = typicalOf(device.hostMemory);
    return [
      ...(device.heightUnits > 0
        ? [translate('specification.height', { units: formats.figure(device.heightUnits) })]
        : []),
      ...(held === undefined || name === undefined
        ? []
        : [translate('specification.accelerators', { count: formats.count(held.count), name })]),
      ...(memory === undefined
        ? []
        : [translate('specification.hostMemory', { memory: formats.gigabytes(memory) })]),
      ...(maximum === undefined
        ? []
        : [translate('specification.power', { power: formats.kilowatts(maximum) })]),
      ...(mass === undefined ? [] : [translate('specification.mass', { mass: formats.figure(mass) })]),
    ];
  }
  const memory = typicalOf(accelerator?.memory);
  return memory === undefined
    ? []
    : [translate('specification.memory', { memory: formats.gigabytes(memory) })];
}
