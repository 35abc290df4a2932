import type { ChainNodePlan, ElectricalPlan } from '#shared/plan/plan';
import type { WithoutTraces } from '#shared/plan/plan';
import type { NodeKind } from '../edits/chain';

export type WireNode = WithoutTraces<ChainNodePlan>;
type WireChain = WithoutTraces<ElectricalPlan>;

/** A node of the one-line diagram with its place, in pixels. */
export interface PlacedNode {
  readonly kind: NodeKind;
  readonly node: WireNode;
  readonly x: number;
  readonly y: number;
}

/** From the right edge of a node to the left edge of one that hangs from it. */
export interface PlacedLine {
  readonly id: string;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

export interface OneLine {
  readonly nodes: readonly PlacedNode[];
  readonly lines: readonly PlacedLine[];
  readonly width: number;
  readonly height: number;
}

export const nodeSize = { width: 200, height: 66 } as const;
const COLUMN = nodeSize.width + 40;
const ROW = nodeSize.height + 12;

const columns: readonly NodeKind[] = ['utilities', 'upsSystems', 'pdus'];

const bySide = (a: WireNode, b: WireNode): number =>
  (a.side ?? '').localeCompare(b.side ?? '') || a.name.localeCompare(b.name, undefined, { numeric: true });

/** Children of one node stand together, in the order of their parents; orphans come last. */
function ordered(nodes: readonly WireNode[], parents: readonly WireNode[]): readonly WireNode[] {
  const rank = new Map(parents.map(({ id }, index) => [id, index]));
  const rankOf = ({ parent }: WireNode) =>
    (parent === undefined ? undefined : rank.get(parent)) ?? parents.length;
  return nodes.toSorted((a, b) => rankOf(a) - rankOf(b) || bySide(a, b));
}

/** Utilities to the left, then UPS systems, then PDUs; each column as dense as the next one allows. */
export function oneLineOf(chain: WireChain): OneLine {
  const utilities = Object.values(chain.utilities).toSorted(bySide);
  const ups = ordered(Object.values(chain.upsSystems), utilities);
  const pdus = ordered(Object.values(chain.pdus), ups);
  const rows = Math.max(1, utilities.length, ups.length, pdus.length);
  const place = (kind: NodeKind, list: readonly WireNode[]): readonly PlacedNode[] =>
    list.map((node, index) => ({
      kind,
      node,
      x: columns.indexOf(kind) * COLUMN,
      y: ((index + 0.5) * rows * ROW) / list.length - ROW / 2,
    }));
  const nodes = [...place('utilities', utilities), ...place('upsSystems', ups), ...place('pdus', pdus)];
  const above: Readonly<Record<NodeKind, NodeKind | undefined>> = {
    utilities: undefined,
    upsSystems: 'utilities',
    pdus: 'upsSystems',
  };
  const lines = nodes.flatMap(({ kind, node, x, y }): readonly PlacedLine[] => {
    const parent = nodes.find((other) => other.kind === above[kind] && other.node.id === node.parent);
    if (parent === undefined) return [];
    const middle = nodeSize.height / 2;
    const from = { x: parent.x + nodeSize.width, y: parent.y + middle };
    return [{ id: `${kind} ${node.id}`, from, to: { x, y: y + middle } }];
  });
  return { nodes, lines, width: 2 * COLUMN + nodeSize.width, height: rows * ROW };
}
