import type { DeviceType } from '#shared/catalogue/entries';
import type { DeviceId, RackId } from '#shared/schema/ids';
import type { Reservation } from '#shared/scenario/placement';
import type { CalendarDay } from '#shared/time/calendar-day';
import type { Phase } from '#shared/scenario/life-cycle';
import type { Device, Face } from '#shared/scenario/schema';
import type { Level } from '#renderer/components/level';
import type { Hall } from '#renderer/features/layout/hall/geometry';
import type { Size, View } from '#renderer/features/layout/hall/view';

/** Everything that a drawing of the hall shows, worked out beforehand: drawing looks nothing up and decides nothing. */
export interface Picture {
  /** Stays the very same for as long as nothing but the view changes. */
  readonly content: object;
  readonly hall: Hall;
  readonly view: View;
  readonly size: Size;
  /** The faces that are drawn of every rack, from the left. */
  readonly faces: readonly Face[];
  readonly devicesOf: (rack: RackId) => readonly Device[];
  /** The spaces of a rack that are kept free or closed. */
  readonly reservedOf: (rack: RackId) => readonly Reservation[];
  readonly lookOfType: (type: string) => TypeLook;
  /** How a device is coloured by the measure; undefined where it has none by itself, or none is known. */
  readonly heatOfType: (type: string) => DeviceLook | undefined;
  /** Whether the measure is one of devices: their fronts then carry it, and of racks only their heads. */
  readonly heatsDevices: boolean;
  readonly lookOfRack: (rack: RackId) => RackLook;
  readonly problemOf: (device: DeviceId) => 'error' | 'warning' | undefined;
  /** Whether racks are coloured by a measure; devices then leave the colour to them. */
  readonly heated: boolean;
  readonly selectedRacks: ReadonlySet<RackId>;
  readonly selectedDevices: ReadonlySet<DeviceId>;
  /** The devices that share a group with a selected one. */
  readonly groupMates: ReadonlySet<DeviceId>;
  readonly carried: ReadonlySet<DeviceId>;
  /** How a rack or a device relates to the day that is planned. */
  readonly day: CalendarDay | undefined;
  readonly phaseOf: (dated: Pick<Device, 'lifeCycle'>) => Phase;
  readonly phaseOfRack: (rack: RackId) => Phase;
  /** What a search found; everything else is drawn faintly. Undefined where nothing is searched for. */
  readonly found:
    { readonly racks: ReadonlySet<RackId>; readonly devices: ReadonlySet<DeviceId> } | undefined;
  /** What the keys are at, while they are used. */
  readonly focus: { readonly rack: RackId; readonly device?: DeviceId } | undefined;
  readonly words: { readonly rear: string; readonly reserved: string; readonly blanked: string };
}

/** How the devices of one type look. */
export interface TypeLook {
  readonly name: string;
  readonly heightUnits: number;
  readonly fullDepth: boolean;
  readonly halfWidth: boolean;
  readonly front: DeviceType['front'];
  /** Its draw in words, empty where nobody publishes one. */
  readonly draw: string;
  /** Typical and nameplate draw as shares of the hungriest type. */
  readonly typical: number;
  readonly most: number;
}

export interface MeterLook {
  readonly label: string;
  readonly text: string;
  /** Share of the limit; undefined without one. */
  readonly share: number | undefined;
  readonly level: Level;
}

/** The colour of a device by the measure that is shown. */
export interface DeviceLook {
  /** The step of the ramp, from 1. */
  readonly step: number;
  /** The figure in words. */
  readonly figure: string;
}

/** How one rack looks by its plan. */
export interface RackLook {
  readonly meters: readonly MeterLook[];
  /** What its deployments serve, in words; empty where none does. */
  readonly serves: string;
  readonly problem: 'error' | 'warning' | undefined;
  /** The step of the ramp that it is coloured with, from 1; undefined where nothing is known or asked for. */
  readonly step: number | undefined;
  /** What stands at the right of its head: its height, or the figure that it is coloured by. */
  readonly figure: string;
}
