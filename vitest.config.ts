import { defineConfig } from 'vitest/config';
import { rendererAlias } from './scripts/renderer-alias.js';

/** What a test or a hook may take on a machine that is busy with other things; a test that hangs is still ended. */
const PATIENCE_MILLISECONDS = 60_000;
const patience = { testTimeout: PATIENCE_MILLISECONDS, hookTimeout: PATIENCE_MILLISECONDS };

export default defineConfig({
  test: {
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
    ],
  },
});
