import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/**
 * Fits the kernel models to NVIDIA's measured tables, of all parts or of those that are named. They are not part of this repository:
 * they come from the public repository ai-dynamo/aiconfigurator (Apache-2.0), folder src/aiconfigurator/systems/data, as
 * <part>/<family>/<library>/<version>/<table>_perf.parquet. docs/models/gpu.md says what is fitted and how well.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const [tables, ...parts] = process.argv.slice(2);
if (tables === undefined) {
  console.error('Name the folder of the kernel tables: npm run fit -- FOLDER [PART...]');
  console.error('They are published in ai-dynamo/aiconfigurator; the head of scripts/fit.js says which.');
  process.exit(2);
}
const { module } = await runnerImport(`${root}scripts/fit-kernels/fit.ts`);
await module.fitAll(tables, root.replace(/\/$/, ''), parts);
