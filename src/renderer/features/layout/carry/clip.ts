import { readJson } from '#shared/json/read';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { PlacedGroup, placementLimits } from '#shared/scenario/placement';
import { Device, Rack, scenarioLimits } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';

/** What racks and devices look like on the system's clipboard: text that another scenario or window can paste. */

const FORMAT = 'fleetwright-clip';
const VERSION = 1;
const textLimits = { bytes: 32 * 1024 * 1024, depth: 16 } as const;
const head = { format: z.literal(FORMAT), version: z.literal(VERSION) };

/** A device and how far it stands from the first of the clip: in racks along the walk, and in U. */
const ClippedDevice = z.strictObject({
  device: Device,
  rackSteps: z.int().min(-scenarioLimits.racks).max(scenarioLimits.racks),
  unitSteps: z.number().multipleOf(0.5).min(-61).max(61),
});

const Clip = z.discriminatedUnion('kind', [
  z.strictObject({
    ...head,
    kind: z.literal('devices'),
    devices: z.array(ClippedDevice).min(1).max(scenarioLimits.devices),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('racks'),
    racks: z.array(Rack).min(1).max(scenarioLimits.racks),
    devices: z.array(Device).max(scenarioLimits.devices),
    groups: z.array(PlacedGroup).max(placementLimits.groups).default([]),
  }),
]);
export type Clip = Readonly<z.infer<typeof Clip>>;
export type DeviceClip = Extract<Clip, { readonly kind: 'devices' }>;
export type RackClip = Extract<Clip, { readonly kind: 'racks' }>;

export const deviceClip = (devices: DeviceClip['devices']): DeviceClip => ({
  format: FORMAT,
  version: VERSION,
  kind: 'devices',
  devices,
});

export const rackClip = ({
  racks,
  devices,
  groups,
}: Pick<RackClip, 'racks' | 'devices' | 'groups'>): RackClip => ({
  format: FORMAT,
  version: VERSION,
  kind: 'racks',
  racks,
  devices,
  groups,
});

export const textOfClip = (clip: Clip): string => JSON.stringify(clip);

/** The clip that a text holds, or why it holds none. Whatever else was copied is refused, not guessed at. */
export function readClip(text: string): Result<Clip, Refusal> {
  const json = readJson(text, textLimits);
  const clip = json.ok ? Clip.safeParse(json.value) : undefined;
  return clip?.success ? success(clip.data) : failure(noClip);
}

const noClip: Refusal = {
  code: 'clip-foreign',
  message: 'The clipboard holds no Fleetwright racks or devices.',
};
