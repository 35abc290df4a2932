import type { Catalogue } from '../../src/shared/catalogue/catalogue';
import type { DeviceId } from '../../src/shared/schema/ids';
import {
  deviceDepth,
  firstFreePosition,
  type Occupant,
  slotOf,
  usableDepth,
} from '../../src/shared/rack/geometry';
import { readScenarioValue } from '../../src/shared/scenario/read';
import {
  SCENARIO_FORMAT,
  SCENARIO_VERSION,
  type Deployment,
  type Face,
  type Feed,
  type Scenario,
  type Workload,
} from '../../src/shared/scenario/schema';
import type { z } from '../../src/shared/schema/zod';

type Input<Schema extends z.ZodType> = z.input<Schema>;

export interface Stack {
  readonly type: string;
  /** What its devices are called, with a number behind where there are several. */
  readonly name: string;
  readonly count?: number;
  readonly face?: Face;
}

export interface RackPlan {
  /** Also its name, in capitals. */
  readonly id: string;
  readonly type?: string;
  readonly row?: number;
  readonly place: number;
  readonly feeds: readonly Omit<Input<typeof Feed>, 'id'>[];
  /** From the bottom up. */
  readonly devices: readonly Stack[];
  readonly note?: string;
}

export interface Example {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly racks: readonly RackPlan[];
  readonly workloads: readonly Input<typeof Workload>[];
  readonly deployments: readonly Input<typeof Deployment>[];
}

/** A scenario of an example, checked as any file is; a mistake in it stops the script. */
export function build(catalogue: Catalogue, example: Example): Scenario {
  const read = readScenarioValue({
    format: SCENARIO_FORMAT,
    schemaVersion: SCENARIO_VERSION,
    id: example.id,
    name: example.name,
    note: example.note,
    site: { preset: 'us-va' },
    racks: byId(example.racks.map(rackOf)),
    devices: byId(example.racks.flatMap((rack) => devicesOf(catalogue, rack))),
    workloads: byId(example.workloads),
    deployments: byId(example.deployments),
  });
  if (!read.ok) throw new Error(`${example.id}: ${read.error.message}`);
  return read.value;
}

const byId = <Entry extends { readonly id: string }>(entries: readonly Entry[]) =>
  Object.fromEntries(entries.map((entry) => [entry.id, entry]));

const rackOf = ({ id, type = 'rack-42u', row = 0, place, feeds, note }: RackPlan) => ({
  id,
  name: id.toUpperCase(),
  type,
  row,
  place,
  feeds: feeds.map((feed, index) => ({ id: `${id}-${feed.side.toLowerCase()}${index + 1}`, ...feed })),
  ...(note === undefined ? {} : { note }),
});

const asPublished = { choices: {}, overrides: {} };

/** The devices of a rack, each at the lowest place that is free above the ones before it. */
function devicesOf(catalogue: Catalogue, rack: RackPlan) {
  const rackType = entryOf(catalogue.rackTypes, rack.type ?? 'rack-42u');
  const inside = { units: rackType.units, usableDepthMeters: usableDepth(rackType, asPublished) };
  const occupants: Occupant[] = [];
  return rack.devices.flatMap(({ type, name, count = 1, face = 'front' }) =>
    Array.from({ length: count }, (_, index) => {
      const deviceType = entryOf(catalogue.deviceTypes, type);
      const depthMeters = deviceDepth(deviceType, asPublished);
      const shape = slotOf({ ...deviceType, depthMeters }, { position: 1, face });
      const position = firstFreePosition({ slot: shape, rack: inside, occupants });
      if (position === undefined) throw new Error(`${rack.id} has no place for another ${type}`);
      const fullName = count === 1 ? name : `${name} ${index + 1}`;
      const id = `${rack.id}-${fullName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
      occupants.push({ ...shape, position, id: id as DeviceId });
      return { id, name: fullName, type, rack: rack.id, position, face };
    }),
  );
}

function entryOf<Entry>(entries: Readonly<Record<string, Entry>>, id: string): Entry {
  const entry = entries[id];
  if (entry === undefined) throw new Error(`the catalogue has no ${id}`);
  return entry;
}
