import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{shared,main,renderer,architecture,consistency}/**/*.test.{ts,tsx}'],
        },
      },
      { test: { name: 'validation', include: ['test/validation/**/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
});
