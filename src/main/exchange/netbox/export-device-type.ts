import { stringify } from 'yaml';
import type { DeviceType } from '#shared/catalogue/entries';
import { isKnown, type Figure } from '#shared/catalogue/figure';
import type { NetboxDeviceType } from './device-type-schema';

const DESCRIPTION_LENGTH = 200;

const typicalOf = (figure: Figure): number | undefined =>
  isKnown(figure) ? figure.readings[0]?.typical : undefined;

/** A device type as a YAML file that NetBox's library of device types would take; what is unknown is left out. */
export function exportDeviceType(type: DeviceType): string {
  const mass = typicalOf(type.mass);
  const file: NetboxDeviceType = {
    manufacturer: type.vendor,
    model: type.name,
    slug: type.id.toLowerCase().replaceAll('.', '-'),
    u_height: type.heightUnits,
    is_full_depth: type.fullDepth,
    ...(mass === undefined ? {} : { weight: mass, weight_unit: 'kg' as const }),
    ...(type.note === undefined ? {} : { description: type.note.slice(0, DESCRIPTION_LENGTH) }),
    comments: sourcesOf(type),
    ...powerPorts(type),
  };
  return `---\n${stringify(file, { lineWidth: 0 })}`;
}

/**
 * NetBox adds the draws of all ports, so each port is given its share of the device's power rather than the rating of
 * its supply.
 */
function powerPorts({ power, supplies }: DeviceType): Pick<NetboxDeviceType, 'power-ports' | 'is_powered'> {
  const maximum = typicalOf(power.maximum);
  const allocated = typicalOf(power.typical);
  if (maximum === 0 || (maximum === undefined && allocated === undefined)) {
    return maximum === 0 ? { is_powered: false } : {};
  }
  const count = supplies?.count ?? 1;
  const share = (watts: number | undefined): number | undefined =>
    watts === undefined || watts === 0 ? undefined : Math.round(watts / count);
  const [maximumDraw, allocatedDraw] = [share(maximum), share(allocated)];
  return {
    'power-ports': Array.from({ length: count }, (_, index) => ({
      name: `PS${index + 1}`,
      ...(maximumDraw === undefined ? {} : { maximum_draw: maximumDraw }),
      ...(allocatedDraw === undefined ? {} : { allocated_draw: allocatedDraw }),
    })),
  };
}

/** Where the figures come from goes along, since the format has no place for it but the comments. */
function sourcesOf({ mass, power, dimensions }: DeviceType): string {
  const figures = { weight: mass, 'typical power': power.typical, 'maximum power': power.maximum };
  const lines = Object.entries(figures).map(([what, figure]) => {
    const [first] = isKnown(figure) ? figure.readings : [];
    return first === undefined
      ? `${what}: not published`
      : `${what}: ${first.source}, ${first.date}, ${first.confidence}`;
  });
  return [`height: ${dimensions.source}, ${dimensions.confidence}`, ...lines].join('\n');
}
