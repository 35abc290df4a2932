import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

// Fits the constants of the engines to the measured cases in resources/validation; see docs/models/gpu.md.
const root = fileURLToPath(new URL('..', import.meta.url));
const { module } = await runnerImport(`${root}scripts/fit-engines/fit.ts`);
await module.fitEngines(root.replace(/\/$/, ''), true);
