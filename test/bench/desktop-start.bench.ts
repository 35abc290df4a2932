import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { electronExecutable, hasDisplay, isRoot } from '../../scripts/runtime.js';
import type { Samples, SampledBench } from './bench';

const STARTS = 9;

/**
 * From the launch of the process until the open scenario can be worked on; the driver's share is in it. The layout is
 * the screen that every start but the first opens with, unless the user left another.
 */
async function timeToUsable(executablePath: string, root: string, folder: string): Promise<number> {
  const start = performance.now();
  const app = await _electron.launch({
    executablePath,
    args: [
      root,
      `--user-data-dir=${join(folder, 'profile')}`,
      '--lang=en-US',
      ...(isRoot() ? ['--no-sandbox'] : []),
    ],
  });
  const page = await app.firstWindow();
  await page.getByRole('tab', { name: 'Layout' }).click();
  await page.getByRole('button', { name: /Add rack/ }).waitFor();
  const elapsed = performance.now() - start;
  await app.close();
  return elapsed;
}

async function starts(root: string): Promise<Samples> {
  const executablePath = electronExecutable();
  if (executablePath === undefined) return { notMeasured: "Electron's runtime is not here" };
  if (!hasDisplay()) return { notMeasured: 'there is no display' };
  const folder = await mkdtemp(join(tmpdir(), 'fleetwright-bench-'));
  try {
    // The first start makes the profile and the library; a user meets it once.
    await timeToUsable(executablePath, root, folder);
    const samples: number[] = [];
    for (let run = 0; run < STARTS; run += 1) samples.push(await timeToUsable(executablePath, root, folder));
    return samples;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export const bench: SampledBench = {
  name: 'desktop-start',
  unit: 'ms',
  budget: 2_000,
  sample: ({ root }) => starts(root),
};
