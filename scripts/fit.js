import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/**
 * Fits the kernel models to NVIDIA's measured tables of an H100 SXM. They are not part of this repository: they come from the
 * public repository ai-dynamo/aiconfigurator (Apache-2.0), folder src/aiconfigurator/systems/data/h100_sxm/trtllm/1.2.0rc5,
 * each table packed by gzip as <table>.csv.gz. docs/models/gpu.md says what is fitted and how well.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const tables = process.argv[2];
if (tables === undefined) {
  console.error('Name the folder of the kernel tables: npm run fit -- FOLDER');
  console.error('They are published in ai-dynamo/aiconfigurator; the head of scripts/fit.js says which.');
  process.exit(2);
}
const { module } = await runnerImport(`${root}scripts/fit-kernels/fit.ts`);
await module.fitAll(tables, root.replace(/\/$/, ''));
