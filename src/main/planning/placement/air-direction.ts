import type { AirDirection } from '#shared/catalogue/entries';
import type { Face } from '#shared/scenario/schema';
import type { PlacedDevice } from './inventory';

/** Which side of the rack a device takes its air from, once mounted: the cold front, the hot rear, or its sides. */
export type Intake = 'front' | 'rear' | 'side';

const intakes: Readonly<Record<AirDirection, Intake | undefined>> = {
  'front-to-rear': 'front',
  'rear-to-front': 'rear',
  'left-to-right': 'side',
  'right-to-left': 'side',
  'side-to-rear': 'side',
  passive: undefined,
};

const turned = (intake: Intake, face: Face): Intake => {
  if (intake === 'side' || face === 'front') return intake;
  return intake === 'front' ? 'rear' : 'front';
};

/** The intake of a mounted device; undefined where nobody says how it breathes or it moves no air. */
export function intakeOf({ device, type }: PlacedDevice): Intake | undefined {
  const intake = type.airDirection === undefined ? undefined : intakes[type.airDirection];
  return intake === undefined ? undefined : turned(intake, device.face);
}
