import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { rendererAlias } from './scripts/renderer-alias.js';

/** What a test or a hook may take on a machine that is busy with other things; a test that hangs is still ended. */
const PATIENCE_MILLISECONDS = 60_000;
const patience = { testTimeout: PATIENCE_MILLISECONDS, hookTimeout: PATIENCE_MILLISECONDS };

/** The files that take longest start first, so that the cores end together; a fresh clone has no times to go by. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes('/test/consistency/');
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    // Left out, one core stays idle, which is half of a machine of two.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias: rendererAlias(import.meta.dirname) },
        test: {
          ...patience,
          name: 'unit',
          include: ['test/{shared,main,renderer,architecture,consistency,packaging}/**/*.test.{ts,tsx}'],
        },
      },
      {
        resolve: { alias: rendererAlias(import.meta.dirname) },
        test: {
          ...patience,
          name: 'validation',
          include: ['test/validation/**/*.test.ts'],
          testTimeout: 4 * PATIENCE_MILLISECONDS,
        },
      },
      {
        resolve: { alias: rendererAlias(import.meta.dirname) },
        // Beside a real redis-server.
        test: { ...patience, name: 'queue', include: ['test/queue/**/*.test.ts'] },
      },
    ],
  },
});
