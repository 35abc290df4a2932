import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Study } from '#shared/study/study';
import { aScenario } from '../../support/fleet';

/** A study of three stages that takes seconds. */
export const studyGiven = {
  format: 'fleetwright-study',
  schemaVersion: 1,
  name: 'Two needs in two places',
  needs: [
    {
      id: 'chat',
      model: ['llama-3.1-8b'],
      input: [512, 1024],
      output: [128],
      requestsPerSecond: [4, 8],
      objective: { timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.08 },
    },
    {
      id: 'summaries',
      model: ['llama-3.1-8b'],
      input: [2048],
      output: [64],
      requestsPerSecond: [2],
      objective: { timeToFirstTokenSeconds: 4 },
    },
  ],
  hardware: ['h100-sxm', 'l40s'],
  devices: [1, 2, 4, 8],
  tensorParallel: [1, 2],
  weights: ['fp8'],
  sites: [{ id: 'home' }, { id: 'abroad', preset: 'de' }],
  prices: [{ id: 'list' }, { id: 'low', acceleratorPrice: 9000 }],
  requests: 20,
  chunkRows: 23,
  stages: [
    { level: 'estimate' },
    { level: 'simulate', of: { pareto: ['totalPerYear', 'outputTokensPerSecondPerUser'] } },
    { level: 'plan', of: { best: 1, by: 'totalPerYear' } },
  ],
} as const;

export const aStudy = (changes: Readonly<Record<string, unknown>> = {}): Study =>
  Study.parse({ terms: aScenario(), ...structuredClone(studyGiven), ...changes });

/** Every file in a folder by its name, so that folders can be compared to the byte. */
export async function filesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files
        .sort()
        .map(
          async (file) => [file.slice(folder.length + 1), (await readFile(file)).toString('base64')] as const,
        ),
    ),
  );
}
