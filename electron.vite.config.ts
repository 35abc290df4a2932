import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { runnerImport } from 'vite';
import { rendererAlias } from './scripts/renderer-alias.js';
import { layoutNamespaces } from './src/renderer/app/first-view';
import type * as callTableModule from './src/shared/api/call-table';

// The oldest runtimes that the tests drive: Node 20.19 on the command line, Chromium 130 in Electron 33.
const nodeTarget = 'node20.18';
const browserTarget = 'chrome130';

const entry = (path: string) => resolve(import.meta.dirname, 'src', path);

// The loader of this file leaves imports by `#shared` to Node, which reads no TypeScript; Vite's own follows them.
const { callTable } = (
  await runnerImport<typeof callTableModule>(entry('shared/api/call-table.ts'), {
    configFile: false,
    logLevel: 'error',
  })
).module;

/** Lays the fonts of quotes and their licence beside the program, where it finds them without node_modules. */
const quoteFonts = () => ({
  name: 'quote-fonts',
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): string }) {
    const folder = resolve(import.meta.dirname, 'node_modules/@expo-google-fonts/noto-sans-sc');
    for (const file of [
      '400Regular/NotoSansSC_400Regular.ttf',
      '700Bold/NotoSansSC_700Bold.ttf',
      'LICENSE_FONT',
    ]) {
      const fileName = `fonts/${file.split('/').at(-1) ?? file}`;
      this.emitFile({ type: 'asset', fileName, source: readFileSync(resolve(folder, file)) });
    }
  },
});

/** Lays the rasteriser of drawings beside the program, for the same reason. */
const rasteriser = () => ({
  name: 'rasteriser',
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): string }) {
    const file = resolve(import.meta.dirname, 'node_modules/@resvg/resvg-wasm/index_bg.wasm');
    this.emitFile({ type: 'asset', fileName: 'resvg.wasm', source: readFileSync(file) });
  },
});

/** Lays the solver's WebAssembly beside the program: HiGHS, MIT licence. */
const solverCode = () => ({
  name: 'solver-code',
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): string }) {
    for (const [fileName, path] of [
      ['highs.wasm', 'build/highs.wasm'],
      ['highs.LICENSE', 'LICENSE'],
    ] as const) {
      const source = readFileSync(resolve(import.meta.dirname, 'node_modules/highs', path));
      this.emitFile({ type: 'asset', fileName, source });
    }
  },
});

/** Lays the table of calls into the pages as values, so that they do without the schemas that it is made from. */
const leanCallTable = () => ({
  name: 'lean-call-table',
  load: (id: string): string | undefined =>
    id === entry('shared/api/call-table.ts')
      ? `export const callTable = ${JSON.stringify(callTable)};`
      : undefined,
});

interface ModuleGraph {
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null;
}

const namespacesOfLayout: ReadonlySet<string> = new Set(layoutNamespaces);

/**
 * The chunk in which a module of the first view goes: everything that the entry and the Layout import at once is one file, and
 * so are the Layout's messages of each language. Eighty small files compress a tenth worse, and are asked for one after another.
 */
function firstViewChunks() {
  const roots = [
    entry('renderer/index.html'),
    entry('renderer/main.tsx'),
    entry('renderer/features/layout/index.ts'),
  ];
  let firstView: ReadonlySet<string> | undefined;
  const reach = (graph: ModuleGraph): ReadonlySet<string> => {
    const found = new Set<string>();
    const visit = (id: string): void => {
      if (found.has(id)) return;
      found.add(id);
      graph.getModuleInfo(id)?.importedIds.forEach(visit);
    };
    roots.forEach(visit);
    // The manifest knows a chunk by the module that it starts with, so these keep small ones of their own.
    for (const root of roots) found.delete(root);
    return found;
  };
  return (id: string, graph: ModuleGraph): string | null => {
    const [, language, namespace = ''] = /locales\/([^/]+)\/([^/]+)\.json$/.exec(id) ?? [];
    firstView ??= reach(graph);
    if (firstView.has(id)) return 'first-view';
    return language !== undefined && namespacesOfLayout.has(namespace) ? `layout-${language}` : null;
  };
}

export default defineConfig({
  main: {
    // The spreadsheet writer's ZIP library in the form without threads: the other declares a `require` of its own, which meets
    // the one that is laid into every chunk.
    resolve: { alias: [{ find: /^fflate$/, replacement: 'fflate/browser' }] },
    plugins: [quoteFonts(), rasteriser(), solverCode()],
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
    plugins: [react(), leanCallTable()],
    // The package's main entry is its build for browsers of before 2017.
    resolve: { alias: { ...rendererAlias(import.meta.dirname), dexie: 'dexie/dist/modern/dexie.mjs' } },
    build: {
      target: browserTarget,
      minify: true,
      // Which chunk needs which, for `npm run check:bundle`; not shipped.
      manifest: true,
      // The first view is one file on purpose; `npm run check:bundle` watches its size as it travels.
      chunkSizeWarningLimit: 1_000,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { index: entry('renderer/index.html') },
        output: { codeSplitting: { groups: [{ name: firstViewChunks(), debugName: 'first view' }] } },
      },
    },
  },
});
