import {
  cablesPerPair,
  CHIPS_PER_NODE,
  DEFAULT_LINK_RATE,
  dragonfly,
  HOP_CYCLES,
  linkCycles,
  type LinkRate,
  LOCAL_LINKS,
  PORTS_OUT_OF_RACK,
  PORTS_PER_NODE,
} from './network';

/** One hop that all chips of a collective take at once, each over links of one kind. */
export interface CollectiveStage {
  readonly name: string;
  readonly kind: 'local' | 'global';
  /** Links of every chip that are in use. */
  readonly links: number;
  /** Cycles for which they are. */
  readonly busyCycles: number;
}

/** Members at one level of the network: chips of a node, nodes of a rack (or all of them), racks. */
interface Level {
  readonly name: string;
  readonly kind: CollectiveStage['kind'];
  readonly members: number;
  /** Cables between each pair of members, and the chips of a member that share them. */
  readonly cables: number;
  readonly sharers: number;
  readonly links: number;
}

function levelsOf(chips: number): readonly Level[] {
  const local: Level = {
    name: 'in the node',
    kind: 'local',
    members: Math.min(chips, CHIPS_PER_NODE),
    cables: 1,
    sharers: Infinity,
    links: Math.min(chips - 1, LOCAL_LINKS),
  };
  const nodes = Math.ceil(chips / CHIPS_PER_NODE);
  const among = (name: string, members: number, ports: number, sharers: number): Level => {
    const cables = cablesPerPair(members, ports);
    const links = Math.ceil((cables * (members - 1)) / sharers);
    return { name, kind: 'global', members, cables, sharers, links };
  };
  if (nodes === 1) return [local];
  if (nodes <= dragonfly.nodes) {
    return [local, among('between nodes', nodes, PORTS_PER_NODE, CHIPS_PER_NODE)];
  }
  const racks = Math.ceil(nodes / dragonfly.nodesPerRack);
  return [
    local,
    among('in the rack', dragonfly.nodesPerRack, PORTS_PER_NODE / 2, CHIPS_PER_NODE),
    among('between racks', racks, PORTS_OUT_OF_RACK, dragonfly.nodesPerRack * CHIPS_PER_NODE),
  ];
}

/** Whether each chip has a cable of its own to its counterpart, so that nothing is passed on within the node. */
const direct = ({ cables, sharers }: Level): boolean => cables >= sharers;

/**
 * Everyone tells everyone: at each level a chip passes on the sum of all that it knows, and what came from outside is then
 * spread at the levels within. The fewest hops that reach all (one, three and five; docs/facts.md A1.5), each with all data.
 */
function exchange(bytes: number, levels: readonly Level[], rate: LinkRate): readonly CollectiveStage[] {
  const outwards = levels.map((level): CollectiveStage => ({
    name: `exchange ${level.name}`,
    kind: level.kind,
    links: level.links,
    busyCycles: linkCycles(bytes / (direct(level) ? level.cables / level.sharers : level.cables), rate),
  }));
  const within = levels.some(direct) ? [] : outwards.slice(0, -1).reverse();
  return [...outwards, ...within];
}

/**
 * Reduce-scatter outwards and all-gather back: the least data over the busiest links. What came over the cables of an outer
 * level is summed within before it goes on.
 */
function scatterAndGather(
  bytes: number,
  levels: readonly Level[],
  rate: LinkRate,
): readonly CollectiveStage[] {
  const scattered = (what: string, { name, kind, members, cables, links }: Level, share: number) => ({
    name: `${what} ${name}`,
    kind,
    links,
    busyCycles: linkCycles(share / members / cables, rate),
  });
  const outwards = levels.flatMap((level, depth): readonly CollectiveStage[] => [
    scattered('reduce-scatter', level, bytes),
    ...levels
      .slice(0, direct(level) ? 0 : depth)
      .map((inner) => scattered('sum', inner, bytes / level.members)),
  ]);
  const back = outwards.map((stage) => ({
    ...stage,
    name: stage.name.replace('reduce-scatter', 'all-gather').replace(/^sum/, 'spread'),
  }));
  return [...outwards, ...back.reverse()];
}

/**
 * Cycles of stages one after another, each following the one before vector by vector; stages over links of one kind wait for
 * each other. The same recurrence as the scheduler's, which a test compares.
 */
export function stagesCycles(stages: readonly CollectiveStage[]): number {
  const free = { local: 0, global: 0 };
  let [firstResult, end] = [0, 0];
  for (const { kind, busyCycles } of stages) {
    const start = Math.max(free[kind], firstResult, end - busyCycles);
    free[kind] = start + busyCycles;
    firstResult = start + HOP_CYCLES;
    end = start + busyCycles + HOP_CYCLES;
  }
  return end;
}

/** The stages of an all-reduce, by whichever way is over sooner. */
export function allReduceStages(
  bytes: number,
  chips: number,
  rate: LinkRate = DEFAULT_LINK_RATE,
): readonly CollectiveStage[] {
  if (chips <= 1) return [];
  const levels = levelsOf(chips);
  const [few, little] = [exchange(bytes, levels, rate), scatterAndGather(bytes, levels, rate)];
  return stagesCycles(few) <= stagesCycles(little) ? few : little;
}

/** Cycles of an all-reduce over `chips`. */
export const allReduceCycles = (bytes: number, chips: number, rate: LinkRate = DEFAULT_LINK_RATE): number =>
  stagesCycles(allReduceStages(bytes, chips, rate));
