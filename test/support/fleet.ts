import { Scenario, SCENARIO_VERSION } from '#shared/scenario/schema';

type Input = Record<string, unknown>;

export interface RackOptions {
  readonly type?: string;
  readonly feeds?: readonly { side: 'A' | 'B'; volts: number; amperes: number; phases: 1 | 3 }[];
  readonly limits?: Input;
  /** Device types from the bottom up, each standing on the one before. */
  readonly stack?: readonly { readonly type: string; readonly heightUnits: number }[];
}

/** 208 V, 60 A, three phases: 17.3 kW usable at 80 % (facts A1.9). */
export const groqFeed = (side: 'A' | 'B') => ({ side, volts: 208, amperes: 60, phases: 3 }) as const;

/** The four feeds of a GroqRack, 2N (facts A4.6). */
export const groqFeeds = [groqFeed('A'), groqFeed('A'), groqFeed('B'), groqFeed('B')];

export const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);

export const groqNode = { type: 'groq-node-v1', heightUnits: 4 } as const;
export const dgx = { type: 'dgx-h100', heightUnits: 8 } as const;

/** Racks with stacked devices as the records of a scenario; rack ids are r1, r2 and so on. */
export function someRacks(racks: readonly RackOptions[]): { racks: Input; devices: Input } {
  const records: { racks: Input; devices: Input } = { racks: {}, devices: {} };
  racks.forEach(({ type = 'rack-42u', feeds = groqFeeds, limits = {}, stack = [] }, place) => {
    const id = `r${place + 1}`;
    const numbered = feeds.map((feed, index) => ({ id: `${id}-f${index + 1}`, ...feed }));
    records.racks[id] = { id, name: `Rack ${place + 1}`, type, row: 0, place, feeds: numbered, limits };
    let position = 1;
    stack.forEach((each, index) => {
      const device = `${id}-d${index + 1}`;
      records.devices[device] = {
        id: device,
        name: `${each.type} ${index + 1}`,
        type: each.type,
        rack: id,
        position,
        face: 'front',
      };
      position += each.heightUnits;
    });
  });
  return records;
}

/** A scenario in Virginia with nothing in it unless changed. */
export const aScenario = (changes: Input = {}): Scenario =>
  Scenario.parse({
    format: 'fleetwright-scenario',
    schemaVersion: SCENARIO_VERSION,
    id: 's1',
    name: 'Test',
    site: { preset: 'us-va' },
    racks: {},
    devices: {},
    ...changes,
  });
