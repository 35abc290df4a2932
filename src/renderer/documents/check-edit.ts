import type { Patch } from 'immer';
import type { Refusal } from '#shared/refusal';
import { Deployment, Device, Override, Rack, Scenario, Workload } from '#shared/scenario/schema';
import type { z } from '#shared/zod';

/**
 * Why an edited scenario could not be read back, or undefined when it could. Only what the patches touched is checked,
 * so that an edit stays instant in a hall of thousands of devices.
 */
export function refuseEdit(scenario: Scenario, patches: readonly Patch[]): Refusal | undefined {
  const places = new Map(
    patches.map(({ path }) => {
      const place = path.slice(0, 2).map(String);
      return [place.join('/'), place];
    }),
  );
  for (const place of places.values()) {
    const refusal = refusePlace(scenario, place);
    if (refusal) return refusal;
  }
  return refuseStrays(scenario, patches);
}

const entrySchemas: Readonly<Record<string, z.ZodType>> = {
  racks: Rack,
  devices: Device,
  workloads: Workload,
  deployments: Deployment,
  overrides: Override,
};

function refusePlace(scenario: Scenario, place: readonly string[]): Refusal | undefined {
  const [field = '', key] = place;
  const value = (scenario as Readonly<Record<string, unknown>>)[field];
  const entrySchema = entrySchemas[field];
  if (entrySchema && key !== undefined) {
    const entry = (value as Readonly<Record<string, unknown>>)[key];
    return entry === undefined ? undefined : firstIssue(entrySchema, entry, place);
  }
  const schema = (Scenario.shape as Readonly<Record<string, z.ZodType>>)[field];
  return schema ? firstIssue(schema, value, [field]) : firstIssue(Scenario, scenario, []);
}

function firstIssue(schema: z.ZodType, value: unknown, place: readonly string[]): Refusal | undefined {
  const parsed = schema.safeParse(value);
  if (parsed.success) return undefined;
  const issue = parsed.error.issues[0];
  const path = [...place, ...(issue?.path ?? [])].join('/');
  const reason = issue?.message ?? '';
  return {
    code: 'edit-invalid',
    message: `This change is not possible: ${path}: ${reason}`,
    path,
    params: { path, reason },
  };
}

/** A device whose rack is gone would make the whole document unreadable. */
function refuseStrays(scenario: Scenario, patches: readonly Patch[]): Refusal | undefined {
  const touched = patches.some(({ path }) => path[0] === 'racks' || path[0] === 'devices');
  if (!touched) return undefined;
  for (const device of Object.values(scenario.devices)) {
    if (!(device.rack in scenario.racks)) {
      return {
        code: 'edit-stray-device',
        message: `${device.name} would stand in a rack that does not exist.`,
        path: `devices/${device.id}/rack`,
        params: { device: device.name },
      };
    }
  }
  return undefined;
}
