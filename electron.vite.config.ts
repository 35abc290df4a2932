import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { normalizePath, runnerImport } from 'vite';
import { thirdPartyNotices } from './scripts/packaging/third-party';
import { rendererAlias } from './scripts/renderer-alias.js';
import type * as checkedDataModule from './src/main/catalogue/checked-data';
import type * as callTableModule from './src/shared/api/call-table';

// The oldest runtimes that the tests drive: Node 20.19 on the command line, Chromium 130 in Electron 33.
const nodeTarget = 'node20.18';
const browserTarget = 'chrome130';

// As the bundler writes the path of a module, with / on Windows too: it is compared with such paths.
const entry = (path: string) => normalizePath(resolve(import.meta.dirname, 'src', path));

const modules = { configFile: false, logLevel: 'error' } as const;

// The loader of this file leaves imports by `#shared` to Node, which reads no TypeScript; Vite's own follows them.
const { callTable } = (await runnerImport<typeof callTableModule>(entry('shared/api/call-table.ts'), modules))
  .module;

/** Checks the catalogue and the examples, and lays them beside the program, which then starts without checking them. */
const checkedData = () => ({
  name: 'checked-data',
  async generateBundle(this: {
    emitFile(file: { type: 'asset'; fileName: string; source: string }): string;
  }) {
    const { filesToBuild } = (
      await runnerImport<typeof checkedDataModule>(entry('main/catalogue/checked-data.ts'), modules)
    ).module;
    const files = await filesToBuild(resolve(import.meta.dirname, 'resources'));
    for (const [name, source] of Object.entries(files)) {
      this.emitFile({ type: 'asset', fileName: `data/${name}`, source });
    }
  },
});

interface Laying {
  emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): string;
}

/** Files of packages that lie beside the program, where it finds them without node_modules: by package, from and to. */
const laidBeside: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '@expo-google-fonts/noto-sans-sc': {
    '400Regular/NotoSansSC_400Regular.ttf': 'fonts/NotoSansSC_400Regular.ttf',
    '700Bold/NotoSansSC_700Bold.ttf': 'fonts/NotoSansSC_700Bold.ttf',
    LICENSE_FONT: 'fonts/LICENSE_FONT',
  },
  '@resvg/resvg-wasm': { 'index_bg.wasm': 'resvg.wasm' },
  highs: { 'build/highs.wasm': 'highs.wasm', LICENSE: 'highs.LICENSE' },
};

const filesBeside = () => ({
  name: 'files-beside',
  generateBundle(this: Laying) {
    for (const [name, files] of Object.entries(laidBeside)) {
      for (const [from, fileName] of Object.entries(files)) {
        const source = readFileSync(resolve(import.meta.dirname, 'node_modules', name, from));
        this.emitFile({ type: 'asset', fileName, source });
      }
    }
    // The language model that `lpu run` has on board.
    for (const name of ['config.json', 'tokenizer.json', 'model.safetensors']) {
      const source = readFileSync(resolve(import.meta.dirname, 'resources/lpu-model', name));
      this.emitFile({ type: 'asset', fileName: `data/lpu-model/${name}`, source });
    }
  },
});

const noticesOf = thirdPartyNotices({ root: import.meta.dirname, laidBeside: Object.keys(laidBeside) });

/** Lays the table of calls into the pages as values, so that they do without the schemas that it is made from. */
const leanCallTable = () => ({
  name: 'lean-call-table',
  load: (id: string): string | undefined =>
    id === entry('shared/api/call-table.ts')
      ? `export const callTable = ${JSON.stringify(callTable)};`
      : undefined,
});

/** What is smaller is not worth a file of its own. */
const WORTH_COMPRESSING = 1_000;

/** Lays each page, script and style a second time beside itself, compressed, for the host that sends them to a browser. */
const compressedPages = () => ({
  name: 'compressed-pages',
  writeBundle({ dir = '' }: { readonly dir?: string }, bundle: Readonly<Record<string, unknown>>) {
    for (const name of Object.keys(bundle)) {
      if (!/\.(html|js|css|svg)$/.test(name)) continue;
      const content = readFileSync(resolve(dir, name));
      if (content.length >= WORTH_COMPRESSING) {
        writeFileSync(resolve(dir, `${name}.br`), brotliCompressSync(content));
      }
    }
  },
});

/** Lays the icon into the page, which then asks for no file of it. */
const iconInside = () =>
  ({
    name: 'icon-inside',
    transformIndexHtml: {
      order: 'pre',
      handler: (page: string): string => {
        const drawing = readFileSync(entry('renderer/public/icon.svg'), 'utf8');
        return page.replace('"/icon.svg"', `"data:image/svg+xml,${encodeURIComponent(drawing)}"`);
      },
    },
  }) as const;

interface ModuleGraph {
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null;
}

/** Everything that a module imports at once, itself included. */
function reached(graph: ModuleGraph, roots: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    graph.getModuleInfo(id)?.importedIds.forEach(visit);
  };
  roots.forEach(visit);
  return found;
}

/** The modules that the screens start with. */
const screenModules = readdirSync(entry('renderer/features'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /^[^/\\]+[/\\]index\.tsx?$/.test(path))
  .map((path) => entry(`renderer/features/${path.replaceAll('\\', '/')}`));

/**
 * The chunk in which a module of the pages goes. Everything that the entry and the Layout import at once is one file, and so is
 * what several screens share, with Compare, which the very first start shows: eighty small files compress a tenth worse, and are
 * asked for one after another.
 */
function pageChunks() {
  const roots = [
    entry('renderer/index.html'),
    entry('renderer/main.tsx'),
    entry('renderer/features/layout/index.ts'),
  ];
  let found: { readonly firstView: Set<string>; readonly shared: Set<string> } | undefined;
  const find = (graph: ModuleGraph) => {
    const firstView = reached(graph, roots);
    // The manifest knows a chunk by the module that it starts with, so these keep small ones of their own.
    for (const root of roots) firstView.delete(root);
    const times = new Map<string, number>();
    for (const screen of screenModules) {
      for (const id of reached(graph, [screen])) times.set(id, (times.get(id) ?? 0) + 1);
    }
    const compare = reached(
      graph,
      screenModules.filter((screen) => screen.includes('/compare/')),
    );
    const shared = [...times.keys()].filter((id) => (times.get(id) ?? 0) > 1 || compare.has(id));
    return { firstView, shared: new Set(shared) };
  };
  return (id: string, graph: ModuleGraph): string | null => {
    found ??= find(graph);
    if (found.firstView.has(id)) return 'first-view';
    return found.shared.has(id) ? 'screens' : null;
  };
}

/**
 * The chunk in which a module of the command line goes: what every command needs is one file, and so is what plans a scenario,
 * which most of them do. Forty small files take longer to find and read than to run.
 */
function commandChunks() {
  let chunks: readonly (readonly [string, Set<string>])[] | undefined;
  return (id: string, graph: ModuleGraph): string | null => {
    chunks ??= [
      ['command', reached(graph, [entry('main/cli/start.ts')])],
      [
        'planning',
        reached(graph, ['cli/plan', 'services/services', 'services/computations/planning'].map(mainModule)),
      ],
    ];
    return chunks.find(([, modules]) => modules.has(id))?.[0] ?? null;
  };
}

const mainModule = (name: string): string => entry(`main/${name}.ts`);

export default defineConfig({
  main: {
    // The spreadsheet writer's ZIP library in the form without threads: the other declares a `require` of its own, which meets
    // the one that is laid into every chunk.
    resolve: { alias: [{ find: /^fflate$/, replacement: 'fflate/browser' }] },
    plugins: [checkedData(), filesBeside(), noticesOf('main')],
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
        output: { codeSplitting: { groups: [{ name: commandChunks() }] } },
      },
    },
  },
  preload: {
    plugins: [noticesOf('preload')],
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
    plugins: [react(), iconInside(), leanCallTable(), noticesOf('renderer'), compressedPages()],
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
        output: { codeSplitting: { groups: [{ name: pageChunks(), debugName: 'pages' }] } },
      },
    },
  },
});
