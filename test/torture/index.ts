import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserTortureHost } from './browser-host';
import type { TortureCase } from './case';
import { backups } from './cases/backups';
import { clockBackwards } from './cases/clock-backwards';
import { damagedDatabase } from './cases/damaged-database';
import { edits } from './cases/edits';
import { exports } from './cases/exports';
import { fullDisk } from './cases/full-disk';
import { imports } from './cases/imports';
import { largeScenario } from './cases/large-scenario';
import { manyScenarios } from './cases/many-scenarios';
import { migrations } from './cases/migrations';
import { newerDatabase } from './cases/newer-database';
import { quota } from './cases/quota';
import { readOnlyProfile } from './cases/read-only-profile';
import { trash } from './cases/trash';
import { twoInstances } from './cases/two-instances';
import { versions } from './cases/versions';
import { desktopTortureHost } from './desktop-host';
import type { HostName } from './host';
import { randomFrom } from './random';
import { emptyTally, isSound, reportOf, type Tally } from './tally';

export { isSound, reportOf };

const cases: readonly TortureCase[] = [
  edits,
  exports,
  backups,
  imports,
  versions,
  migrations,
  trash,
  fullDisk,
  readOnlyProfile,
  damagedDatabase,
  newerDatabase,
  clockBackwards,
  twoInstances,
  manyScenarios,
  largeScenario,
  quota,
];

export const caseNames: readonly string[] = cases.map(({ name }) => name);

export interface TortureOptions {
  readonly kills: number;
  readonly seed: number;
  readonly only: string | undefined;
  readonly hosts: readonly HostName[];
  readonly onTally: (tally: Tally) => void;
}

/** Runs every case on every host, each on a profile of its own. */
export async function torture({
  kills,
  seed,
  only,
  hosts,
  onTally,
}: TortureOptions): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  for (const [index, one] of cases.entries()) {
    if (only !== undefined && one.name !== only) continue;
    for (const host of one.hosts.filter((name) => hosts.includes(name))) {
      const tally = await runCase(one, host, { kills, seed: seed * 1_000 + index });
      tallies.push(tally);
      onTally(tally);
    }
  }
  return tallies;
}

async function runCase(
  one: TortureCase,
  hostName: HostName,
  { kills, seed }: Pick<TortureOptions, 'kills' | 'seed'>,
): Promise<Tally> {
  const tally = emptyTally(one.name, hostName);
  const missing = one.missing?.();
  if (missing !== undefined) return { ...tally, missing };
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-torture-'));
  const takeAway = one.under?.(folder);
  try {
    const host =
      hostName === 'browser'
        ? await browserTortureHost(folder)
        : desktopTortureHost(folder, (reason) => {
            tally.driverLost += 1;
            tally.notes.push(`the driver lost a start: ${reason}`);
          });
    try {
      await one.run({ host, random: randomFrom(seed), kills, tally });
    } catch (error) {
      tally.faults.push(`the case did not end: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await host.killRest();
    }
  } finally {
    takeAway?.();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  return tally;
}
