import { allReduceStages, type CollectiveStage } from '../collective';
import { graphBuilder, streamed, type Graph, type GraphBuilder } from '../graph';
import { DEFAULT_LINK_RATE, HOP_CYCLES, LOCAL_LINKS, type LinkRate } from '../network';

export interface AllReduce {
  readonly bytes: number;
  readonly chips: number;
  readonly link?: LinkRate;
}

/** An all-reduce over chips, every link of every chip with its hops; each stage follows the one before vector by vector. */
export function allReduceGraph({ bytes, chips, link = DEFAULT_LINK_RATE }: AllReduce): Graph {
  const builder = graphBuilder();
  const stages = allReduceStages(bytes, chips, link);
  for (let chip = 0; chip < chips; chip += 1) {
    let last: number | undefined;
    for (const stage of stages) last = addStage(builder, stage, { chip, last });
  }
  return builder.build({
    name: `all-reduce of ${bytes} bytes`,
    chips,
    operationsPerInference: bytes / 2,
    notes: [
      {
        code: 'graph-hops',
        params: { hops: stages.length, names: stages.map(({ name }) => name).join(', ') },
      },
    ],
  });
}

/** The same hop on every link that takes part; returns the number of the first one's operation. */
function addStage(
  builder: GraphBuilder,
  { name, kind, links, busyCycles }: CollectiveStage,
  { chip, last }: { readonly chip: number; readonly last: number | undefined },
): number {
  const first = kind === 'local' ? 0 : LOCAL_LINKS;
  const sent = Array.from({ length: links }, (_, lane) =>
    builder.add({
      name,
      chip,
      unit: 'c2c',
      lane: first + lane,
      busyCycles,
      fillCycles: HOP_CYCLES,
      resultCycles: busyCycles,
      operandCycles: busyCycles,
      lead: 0,
      occupancy: 1,
      resultBytes: 0,
      after: last === undefined ? [] : streamed(last),
    }),
  );
  return sent[0] ?? 0;
}
