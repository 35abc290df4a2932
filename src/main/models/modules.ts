import type { ModuleNames } from './family';
import { feedForwardModules } from './feed-forward-modules';
import type { LayerLayout, Layout } from './layout';
import { mixerModules } from './mixer-modules';
import { linear, type Module, type Place, plain } from './module';

/** Every module of a layout. What is empty is left out. */
export function modulesOf(layout: Layout, names: ModuleNames): readonly Module[] {
  const { hidden, vocabulary, layers, drafts } = layout;
  const table: Module = {
    ...plain('model.embed_tokens', 'embedding', 0),
    kind: 'table',
    rows: vocabulary,
    columns: hidden,
  };
  const head: Module = { ...table, name: 'lm_head', part: 'head', bias: layout.headBias ? vocabulary : 0 };
  // A tied table is one: it is stored once, looked up and multiplied with.
  const tables = layout.tied ? [{ ...table, bias: head.bias }] : [{ ...table, used: 0 }, head];
  const all = [
    ...tables,
    { ...plain('model.further_tables', 'embedding', layout.tables), kind: 'table' as const, used: 0 },
    plain('model.extras', 'feedForward', layout.extras),
    plain('model.norm', 'norms', layout.finalNorm),
    ...layers.flatMap((layer, index) =>
      layerModules(layer, { hidden, names, at: `${names.layers}.${index}` }),
    ),
    ...(drafts === undefined ? [] : draftModules(layout, names)),
    ...layout.towers.flatMap(({ part, name, matrices, vectors }) => [
      linear(`${name}.matrices`, part, [matrices, 1], { used: 0 }),
      plain(`${name}.vectors`, part, vectors, { used: 0 }),
    ]),
  ];
  return all.filter((each) => each.copies * (each.rows * each.columns + each.bias) > 0);
}

function layerModules(layer: LayerLayout, place: Place): readonly Module[] {
  return [
    ...layer.mixers.flatMap((mixer) => mixerModules(mixer, place)),
    ...layer.feedForwards.flatMap((block) => feedForwardModules(block, place)),
    plain(`${place.at}.input_layernorm`, 'norms', layer.norms),
  ];
}

function draftModules(layout: Layout, names: ModuleNames): readonly Module[] {
  const { hidden, vocabulary, layers, drafts } = layout;
  if (drafts === undefined) return [];
  const prefix = drafts.names === 'mtp' ? 'mtp.layers' : names.layers;
  const first = drafts.names === 'mtp' ? 0 : layers.length;
  const number = drafts.joined / (2 * hidden * hidden);
  const inner = drafts.layers.flatMap((layer, index) =>
    layerModules(layer, { hidden, names, at: `${prefix}.${first + index}` }),
  );
  const own = `${prefix}.${first}`;
  const copies = drafts.copiesTables
    ? [
        {
          ...plain(`${own}.embed_tokens`, 'multiTokenPrediction', vocabulary * hidden, { copies: number }),
          kind: 'table' as const,
        },
        {
          ...plain(`${own}.shared_head.head`, 'multiTokenPrediction', vocabulary * hidden, {
            copies: number,
          }),
          kind: 'table' as const,
        },
      ]
    : [];
  return [
    ...inner.map((module) => ({ ...module, part: 'multiTokenPrediction' as const })),
    // The projection that joins state and token stays at 16 bits in the files that are published.
    plain(`${own}.eh_proj`, 'multiTokenPrediction', 2 * hidden * hidden, { copies: number }),
    plain(`${own}.enorm`, 'multiTokenPrediction', 3 * hidden, { copies: number }),
    ...copies,
  ];
}
