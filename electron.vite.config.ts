import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// The oldest runtimes that the tests drive: Node 20.19 on the command line, Chromium 130 in Electron 33.
const nodeTarget = 'node20.18';
const browserTarget = 'chrome130';

const entry = (path: string) => resolve(import.meta.dirname, 'src', path);

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        // It finds its own worker file beside itself, so it is the one dependency that is not bundled.
        external: ['tinypool'],
        input: {
          index: entry('main/index.ts'),
          cli: entry('main/cli.ts'),
          web: entry('main/web.ts'),
          worker: entry('main/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: entry('main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: entry('renderer'),
    plugins: [react()],
    build: {
      target: browserTarget,
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: entry('renderer/index.html') } },
    },
  },
});
