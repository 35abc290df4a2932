import type { Floor } from '#shared/scenario/placement';
import type { Footprint } from './floor-plan';

/** One rack unit (EIA-310). */
export const METERS_PER_UNIT = 0.04445;

/** What a tray hangs above the racks, and what dressing a cable takes, where the floor says nothing. */
export const USUAL_TRAY_METERS = 0.3;
export const USUAL_CABLE_SLACK = 0.1;

/** One end of a cable: the rack, and the height in it. */
export interface CableEnd {
  readonly footprint: Footprint;
  readonly place: number;
  /** Rack units from the floor of the rack to the end. */
  readonly unitsUp: number;
  /** Height of the rack in units. */
  readonly units: number;
}

const middle = (from: number, size: number): number => from + size / 2;

/**
 * The length of a cable between two devices, in metres: within a rack along its side; between neighbours of a row
 * straight through their sides; else up to the tray, along it at right angles, and down, with the slack of the floor.
 */
export function cableMeters(a: CableEnd, b: CableEnd, floor: Floor = {}): number {
  const slack = 1 + (floor.cableSlack ?? USUAL_CABLE_SLACK);
  const tray = floor.trayMeters ?? USUAL_TRAY_METERS;
  const across = Math.abs(
    middle(a.footprint.xMeters, a.footprint.widthMeters) -
      middle(b.footprint.xMeters, b.footprint.widthMeters),
  );
  const along = Math.abs(
    middle(a.footprint.yMeters, a.footprint.depthMeters) -
      middle(b.footprint.yMeters, b.footprint.depthMeters),
  );
  const neighbours = a.footprint.row === b.footprint.row && Math.abs(a.place - b.place) <= 1;
  if (neighbours) return (across + Math.abs(a.unitsUp - b.unitsUp) * METERS_PER_UNIT) * slack;
  const rise = ({ units, unitsUp }: CableEnd): number =>
    Math.max(0, units - unitsUp) * METERS_PER_UNIT + tray;
  return (rise(a) + across + along + rise(b)) * slack;
}

/** The longest cable that two racks could need: between their farthest ends. */
export function longestCableMeters(
  a: Omit<CableEnd, 'unitsUp'>,
  b: Omit<CableEnd, 'unitsUp'>,
  floor?: Floor,
): number {
  const ends = (end: Omit<CableEnd, 'unitsUp'>): readonly CableEnd[] => [
    { ...end, unitsUp: 0 },
    { ...end, unitsUp: end.units },
  ];
  return Math.max(...ends(a).flatMap((one) => ends(b).map((other) => cableMeters(one, other, floor))));
}
