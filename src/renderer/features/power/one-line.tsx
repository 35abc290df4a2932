import { type KeyboardEvent, useMemo, useRef } from 'react';
import { classNames } from '#renderer/components/class-names';
import { Icon } from '#renderer/components/icon';
import { levelOf } from '#renderer/components/level';
import page from '#renderer/components/page.module.css';
import { useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { ChainNodePlan, ElectricalPlan, WithoutTraces } from '#shared/plan/plan';
import type { LoadLevel } from '#shared/power/report';
import type { NodeKind } from './chain-edits';
import styles from './power.module.css';

type WireNode = WithoutTraces<ChainNodePlan>;
type WireChain = WithoutTraces<ElectricalPlan>;

/** A node of the one-line diagram with its place, in pixels. */
interface PlacedNode {
  readonly kind: NodeKind;
  readonly node: WireNode;
  readonly x: number;
  readonly y: number;
}

/** From the right edge of a node to the left edge of one that hangs from it. */
interface PlacedLine {
  readonly id: string;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

interface OneLine {
  readonly nodes: readonly PlacedNode[];
  readonly lines: readonly PlacedLine[];
  readonly width: number;
  readonly height: number;
}

const nodeSize = { width: 200, height: 66 } as const;
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
function oneLineOf(chain: WireChain): OneLine {
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

export interface Picked {
  readonly kind: NodeKind;
  readonly id: string;
}

interface OneLineProps {
  readonly chain: WithoutTraces<ElectricalPlan>;
  readonly level: LoadLevel;
  readonly picked: Picked | undefined;
  readonly onPick: (picked: Picked) => void;
}

/** The chain as a one-line diagram: utility to the left, racks to the right, each place with its load and limit. */
export function OneLineDiagram({ chain, level, picked, onPick }: OneLineProps) {
  const message = useMessage();
  const holder = useRef<HTMLDivElement>(null);
  const { nodes, lines, width, height } = useMemo(() => oneLineOf(chain), [chain]);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...(holder.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    event.preventDefault();
    buttons[at + step]?.focus();
  };
  return (
    <div className={styles.diagramScroller} role="group" aria-label={message('power:chain.diagram')}>
      <div ref={holder} className={styles.diagram} style={{ width, height }} onKeyDown={move}>
        <svg className={styles.lines} width={width} height={height} aria-hidden>
          {lines.map(({ id, from, to }) => (
            <path key={id} d={`M${from.x} ${from.y}H${(from.x + to.x) / 2}V${to.y}H${to.x}`} />
          ))}
        </svg>
        {nodes.map((placed) => (
          <NodeButton
            key={`${placed.kind} ${placed.node.id}`}
            placed={placed}
            level={level}
            isPicked={picked?.kind === placed.kind && picked.id === placed.node.id}
            onPick={() => onPick({ kind: placed.kind, id: placed.node.id })}
          />
        ))}
      </div>
    </div>
  );
}

interface NodeButtonProps {
  readonly placed: PlacedNode;
  readonly level: LoadLevel;
  readonly isPicked: boolean;
  readonly onPick: () => void;
}

function NodeButton({ placed: { kind, node, x, y }, level, isPicked, onPick }: NodeButtonProps) {
  const message = useMessage();
  const shown = useShown();
  const load = node.load[level].typical;
  const lost = node.onLostSide[level].typical;
  const limit = node.capacity?.typical;
  const worst = node.side === undefined ? load : Math.max(load, lost);
  const state = limit === undefined ? 'fine' : levelOf(worst, limit);
  const share = (value: number) =>
    `${limit === undefined || limit === 0 ? 0 : Math.min(100, (value / limit) * 100)}%`;
  return (
    <button
      type="button"
      className={classNames(styles.node, styles[state], isPicked && styles.picked)}
      style={{ left: x, top: y, width: nodeSize.width, height: nodeSize.height }}
      aria-pressed={isPicked}
      onClick={onPick}
    >
      <span className={styles.nodeHead}>
        <span className={styles.nodeName}>{node.name}</span>
        <span className={styles.nodeKind}>
          {message(`power:kinds.${kind}`)}
          {node.side !== undefined && ` ${node.side}`}
        </span>
      </span>
      <span className={styles.nodeLoad}>
        {state !== 'fine' && <Icon name={state === 'near' ? 'warning' : 'error'} />}
        {shown(load, 'W')}
        {limit !== undefined && <span className={page.quiet}> / {shown(limit, 'W')}</span>}
        {state !== 'fine' && <span className={styles.stateWord}>{message(`shell:level.${state}`)}</span>}
      </span>
      {node.side !== undefined && (
        <span className={styles.nodeLost}>{message('power:chain.lost', { load: shown(lost, 'W') })}</span>
      )}
      <span className={styles.nodeTrack} aria-hidden>
        {node.side !== undefined && <span className={styles.nodeHigh} style={{ width: share(lost) }} />}
        <span className={styles.nodeBar} style={{ width: share(load) }} />
      </span>
    </button>
  );
}
