import { graphBuilder, whole, type Graph } from '../graph';
import {
  CHIPS_PER_NODE,
  GLOBAL_LINKS,
  HOP_CYCLES,
  hopsBetweenNodes,
  linkCycles,
  LOCAL_LINKS,
} from '../network';

interface Step {
  readonly name: string;
  readonly busyCycles: number;
  readonly hops: number;
  readonly links: number;
  readonly after: readonly number[];
}

/**
 * An all-reduce over chips: within a node every chip sends each other its share over the link between them, adds what it
 * receives and hands the sum back the same way; between nodes the shares cross the global links.
 */
export function allReduceGraph({ bytes, chips }: { readonly bytes: number; readonly chips: number }): Graph {
  const builder = graphBuilder();
  const inNode = Math.min(chips, CHIPS_PER_NODE);
  const nodes = Math.ceil(chips / CHIPS_PER_NODE);
  const share = bytes / inNode;
  for (let chip = 0; chip < chips; chip += 1) {
    const step = ({ name, busyCycles, hops, links, after }: Step): number => {
      const sent = Array.from({ length: links }, (_, lane) =>
        builder.add({
          name,
          chip,
          unit: 'c2c',
          lane,
          busyCycles,
          fillCycles: hops * HOP_CYCLES,
          resultCycles: 0,
          operandCycles: 0,
          lead: 0,
          occupancy: 1,
          resultBytes: 0,
          after: whole(...after),
        }),
      );
      return sent[0] ?? 0;
    };
    if (inNode === 1) continue;
    const links = Math.min(LOCAL_LINKS, inNode - 1);
    let last = step({ name: 'reduce-scatter', busyCycles: linkCycles(share), hops: 1, links, after: [] });
    if (nodes > 1) {
      const sent = (2 * share * (nodes - 1)) / nodes / GLOBAL_LINKS;
      last = step({
        name: 'between nodes',
        busyCycles: linkCycles(sent),
        hops: hopsBetweenNodes(nodes),
        links: GLOBAL_LINKS,
        after: [last],
      });
    }
    step({ name: 'all-gather', busyCycles: linkCycles(share), hops: 1, links, after: [last] });
  }
  return builder.build({
    name: `all-reduce of ${bytes} bytes`,
    chips,
    operationsPerInference: bytes / 2,
    notes: [],
  });
}
