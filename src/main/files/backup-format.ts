import { createHash } from 'node:crypto';
import { Scenario } from '../../shared/scenario/schema';
import { z } from '../../shared/zod';

export const BACKUP_FORMAT = 'fleetwright-backup';

const Envelope = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  schemaVersion: z.literal(1),
  at: z.iso.datetime(),
  sha256: z.string(),
  scenarios: z.array(z.unknown()),
});

export interface Backup {
  readonly at: string;
  readonly scenarios: readonly Scenario[];
}

export const checksumOf = (scenarios: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(scenarios)).digest('hex');

export const encodeBackup = ({ at, scenarios }: Backup): string =>
  JSON.stringify({
    format: BACKUP_FORMAT,
    schemaVersion: 1,
    at,
    sha256: checksumOf(scenarios),
    scenarios,
  });

/** What a backup file holds; undefined when it is damaged, foreign or from a newer version. */
export function decodeBackup(text: string): (Backup & { readonly sha256: string }) | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const envelope = Envelope.safeParse(parsed);
  if (!envelope.success || checksumOf(envelope.data.scenarios) !== envelope.data.sha256) return undefined;
  const scenarios = envelope.data.scenarios.flatMap((candidate) => {
    const scenario = Scenario.safeParse(candidate);
    return scenario.success ? [scenario.data] : [];
  });
  return { at: envelope.data.at, sha256: envelope.data.sha256, scenarios };
}
