import type { MemoryFit } from '#main/simulator/case/kv-cache';
import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import { CLOCK_HERTZ } from '#main/simulator/lpu/chip/geometry';
import {
  type LayerPass,
  type TakePart,
  visitHead,
  visitLayer,
} from '#main/simulator/lpu/schedule/decoder-layer';
import { type Unit, units } from '#main/simulator/lpu/schedule/graph';
import { changeCycles } from '#main/simulator/lpu/schedule/graphs/decoder';
import { CHIPS_PER_NODE, DEFAULT_LINK_RATE, dragonfly, mostHops } from '#main/simulator/lpu/schedule/network';
import type { LpuReport } from '#shared/performance/report';
import type { Range } from '#shared/units/range';
import { computedIn, generationOf } from './generation';
import { tokenTime } from './token-time';

/** Where the time of one token goes, in seconds: what a bar beside the speed shows. */
interface TokenBreakdown {
  /** Products with weights: installing them and streaming activations. */
  readonly weights: number;
  /** Products with keys and values from the cache. */
  readonly cache: number;
  readonly vector: number;
  readonly lanes: number;
  /** Filling the pipelines of the chip between dependent operations. */
  readonly fill: number;
  /** All-reduces and hops between stages. */
  readonly network: number;
  /** Calibrated: what no published mechanism explains. */
  readonly unexplained: number;
}

interface FleetReport {
  readonly token: TokenBreakdown;
  readonly tokenSeconds: number;
  /** Share of one token's time for which a chip of its stage holds each unit; the others wait unless users fill them. */
  readonly unitShare: Readonly<Record<Unit, number>>;
  readonly chips: number;
  /** Nodes of eight chips, and racks of nine nodes, that the case's chips make up. */
  readonly nodes: number;
  readonly racks: number;
  /** Hops between the farthest chips: one in a node, three to 264 chips, five beyond (ISCA 2022). */
  readonly mostHops: number;
  readonly chipWatts: Range | undefined;
}

const CACHE_PARTS = new Set(['scores', 'context']);

/** What a planner wants to see behind an estimate on LPUs: where time goes, how units are used, spare nodes, power. */
export function fleetReport(resolved: ResolvedCase): FleetReport {
  const { model, parallelism, hardware, input, output } = resolved;
  const { tensor, pipeline, replicas } = parallelism;
  const pass: LayerPass = {
    model,
    tensor,
    tokens: 1,
    context: input + output / 2,
    precision: computedIn(resolved.weights),
    link: DEFAULT_LINK_RATE,
  };
  const generation = generationOf(hardware);
  const time = tokenTime(pass, pipeline, generation);
  const { token, busy } = breakdown(pass, generation.speed);
  const hops = changeCycles(pass, pipeline) / CLOCK_HERTZ;
  const chips = tensor * pipeline * replicas;
  const nodes = Math.ceil(resolved.devices / CHIPS_PER_NODE);
  return {
    token: { ...token, network: token.network + hops, unexplained: time.unexplainedSeconds },
    tokenSeconds: time.seconds,
    unitShare: Object.fromEntries(units.map((unit) => [unit, busy[unit] / time.seconds])) as Record<
      Unit,
      number
    >,
    chips,
    nodes,
    racks: Math.ceil(nodes / dragonfly.nodesPerRack),
    mostHops: mostHops(tensor * pipeline),
    chipWatts: hardware.power?.operatingWatts,
  };
}

function breakdown(pass: LayerPass, speed: number) {
  const token = { weights: 0, cache: 0, vector: 0, lanes: 0, fill: 0, network: 0 };
  const busy: Record<Unit, number> = { mxm: 0, vxm: 0, sxm: 0, mem: 0, c2c: 0 };
  const take: TakePart = (name, unit, { busyCycles, fillCycles }) => {
    const seconds = busyCycles / (CLOCK_HERTZ * speed);
    busy[unit] += seconds;
    token.fill += fillCycles / (CLOCK_HERTZ * speed);
    if (unit === 'c2c') token.network += seconds;
    else if (unit === 'vxm') token.vector += seconds;
    else if (unit === 'sxm') token.lanes += seconds;
    else if (CACHE_PARTS.has(name)) token.cache += seconds;
    else token.weights += seconds;
  };
  for (let layer = 0; layer < pass.model.layers; layer += 1) visitLayer(pass, layer, take);
  visitHead(pass, take);
  return { token, busy };
}

/** Where one token's time goes on the chips of a case, how they are used and connected. */
export function tokenReport(resolved: ResolvedCase, memory: MemoryFit): LpuReport {
  const { id, hardware, parallelism } = resolved;
  const { token, ...report } = fleetReport(resolved);
  return {
    kind: 'lpu',
    id,
    hardware: hardware.id,
    split: parallelism,
    tokenSeconds: report.tokenSeconds,
    parts: [
      { work: 'weights', seconds: token.weights },
      { work: 'cache', seconds: token.cache },
      { work: 'vector', seconds: token.vector },
      { work: 'lanes', seconds: token.lanes },
      { work: 'fill', seconds: token.fill },
      { work: 'network', seconds: token.network },
      { work: 'synchronisation', seconds: token.unexplained },
    ],
    unitShare: report.unitShare,
    nodes: report.nodes,
    racks: report.racks,
    mostHops: report.mostHops,
    chipWatts: report.chipWatts,
    usersHeld: memory.requestsThatFit,
  };
}
