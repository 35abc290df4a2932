import { byAge, isAutomatic, type Version } from './version';

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
