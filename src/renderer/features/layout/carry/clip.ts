import { readJson } from '#shared/json/read';
import { isNewer, isUnchecked, migrated, refuseVersion, type Unchecked } from '#shared/json/versioned';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { PlacedGroup, placementLimits } from '#shared/scenario/placement';
import { scenarioForm } from '#shared/scenario/read';
import { Device, Rack, scenarioLimits } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';

/** What racks and devices look like on the system's clipboard: text that another scenario or window can paste. */

const FORMAT = 'fleetwright-clip';
/** Racks and devices of a clip are in the form of a scenario, and led to the present one as those of a file are. */
const VERSION = scenarioForm.version;
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

/** Entries of a clip by their ids, as a scenario files them, for its migrations. */
const filed = (entries: unknown): unknown =>
  Array.isArray(entries)
    ? Object.fromEntries(entries.filter(isUnchecked).map((entry) => [String(entry['id']), entry]))
    : {};

const listed = (entries: unknown): readonly unknown[] => (isUnchecked(entries) ? Object.values(entries) : []);

/** A clip of an earlier version in the present form, not yet checked. */
function upgraded(clip: Unchecked, version: number): Unchecked {
  const stood: readonly Unchecked[] =
    clip['kind'] === 'devices' && Array.isArray(clip['devices']) ? clip['devices'].filter(isUnchecked) : [];
  const devices = clip['kind'] === 'devices' ? stood.map(({ device }) => device) : clip['devices'];
  const scenario = migrated(
    scenarioForm,
    { racks: filed(clip['racks']), devices: filed(devices), groups: filed(clip['groups']), deployments: {} },
    version,
  );
  if (clip['kind'] !== 'devices') {
    const { racks, devices: kept, groups } = scenario;
    return { ...clip, version: VERSION, racks: listed(racks), devices: listed(kept), groups: listed(groups) };
  }
  const kept = listed(scenario['devices']);
  return {
    ...clip,
    version: VERSION,
    devices: stood.map((each, index) => ({ ...each, device: kept[index] })),
  };
}

/** The clip that a text holds, or why it holds none. Whatever else was copied is refused, not guessed at. */
export function readClip(text: string): Result<Clip, Refusal> {
  const json = readJson(text, textLimits);
  if (!json.ok || !isUnchecked(json.value) || json.value['format'] !== FORMAT) return failure(noClip);
  const { version } = json.value;
  const refusal = refuseVersion({ ...scenarioForm, what: 'clipboard' }, version);
  if (refusal !== undefined) return failure(isNewer(refusal) ? refusal : noClip);
  const current = version === VERSION ? json.value : upgraded(json.value, version as number);
  const clip = Clip.safeParse(current);
  return clip.success ? success(clip.data) : failure(noClip);
}

const noClip: Refusal = {
  code: 'clip-foreign',
  message: 'The clipboard holds no Fleetwright racks or devices.',
};
