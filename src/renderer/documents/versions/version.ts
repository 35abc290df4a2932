import type { VersionedForm } from '#shared/json/versioned';
import { scenarioLimits } from '#shared/scenario/schema';
import { ScenarioId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';

/** The name of the edit before which a version was kept, as the history of undo calls it. */
const EditName = z.object({
  key: z.string().max(200),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** Why a version stands: the user named it, it was the state at the start of a day, or before a large edit. */
export const VersionReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('named') }),
  z.object({ kind: z.literal('day') }),
  z.object({ kind: z.literal('before'), edit: EditName }),
]);
export type VersionReason = Readonly<z.infer<typeof VersionReason>>;

const count = z.int().min(0);

/** What the history lists of a kept state; the state itself is read when it is wanted. */
export const Version = z.object({
  id: z.string().min(1).max(100),
  scenario: ScenarioId,
  /** When it was kept, in milliseconds. */
  at: z.number().min(0),
  reason: VersionReason,
  /** What the user calls it; automatic ones have no name until they are given one. */
  name: z.string().trim().min(1).max(scenarioLimits.nameLength).optional(),
  racks: count,
  devices: count,
  /** Bytes that the packed state takes. */
  size: count,
  /** SHA-256 of the state, by which an equal one is not kept twice. */
  digest: z.string().max(64),
});
export type Version = Readonly<z.infer<typeof Version>>;

/** What the history lists, as the database keeps it; the state itself is a scenario of whichever version it was. */
export const versionForm: VersionedForm = { what: 'version', version: 1, migrations: {} };

export const isAutomatic = ({ name }: Version): boolean => name === undefined;

/** Newest first; what was kept at the same instant by id. */
export const byAge = (a: Version, b: Version): number => b.at - a.at || a.id.localeCompare(b.id);

/** How much history is kept. Named versions stay until they are deleted; automatic ones make room. */
export const versionLimits = {
  /** Named versions of one scenario. */
  named: 200,
  /** Automatic versions of one scenario. */
  automatic: 30,
  /** Bytes that the automatic versions of all scenarios may take together. */
  automaticBytes: 64 * 1024 * 1024,
} as const;

/** The automatic versions that have to go, so that the newest of each scenario and of all stay within the limits. */
export function superfluous(versions: readonly Version[], limits = versionLimits): readonly Version[] {
  const counts = new Map<string, number>();
  let bytes = 0;
  return [...versions]
    .filter(isAutomatic)
    .sort(byAge)
    .filter(({ scenario, size }) => {
      const count = (counts.get(scenario) ?? 0) + 1;
      counts.set(scenario, count);
      bytes += size;
      return count > limits.automatic || bytes > limits.automaticBytes;
    });
}
