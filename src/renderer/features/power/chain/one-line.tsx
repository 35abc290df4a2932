import { useMemo, useRef, type KeyboardEvent } from 'react';
import type { ElectricalPlan, WithoutTraces } from '#shared/plan/plan';
import type { LoadLevel } from '#shared/power/report';
import { classNames } from '../../../components/class-names';
import { levelOf } from '../../../components/level';
import { Icon } from '../../../components/icon';
import page from '../../../components/page.module.css';
import { useMessage } from '../../../i18n/use-language';
import type { NodeKind } from '../edits/chain';
import styles from '../power.module.css';
import { useShown } from '../../../format/use-shown';
import { nodeSize, oneLineOf, type PlacedNode } from './geometry';

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
