import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

// Fits the kernel models to NVIDIA's measured tables; docs/models/gpu.md says where they come from.
const root = fileURLToPath(new URL('..', import.meta.url));
const tables = process.argv[2] ?? `${root}../shared/data/h100-kernels`;
const { module } = await runnerImport(`${root}scripts/fit-kernels/fit.ts`);
module.fitAll(tables, root.replace(/\/$/, ''));
