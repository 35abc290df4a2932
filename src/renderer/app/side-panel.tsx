import { type KeyboardEvent, type PointerEvent, type ReactNode, type Ref, useState } from 'react';
import { classNames } from '#renderer/components/class-names';
import styles from './side-panel.module.css';

export interface SidePanelProps {
  readonly label: string;
  readonly resizeLabel: string;
  readonly side: 'left' | 'right';
  readonly width: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly onWidth: (width: number) => void;
  readonly children?: ReactNode;
  readonly contentRef?: Ref<HTMLDivElement>;
}

const KEY_STEP = 16;

/** A panel at the edge whose width is dragged, or changed by the arrow keys on its edge. */
export function SidePanel(props: SidePanelProps) {
  const { label, resizeLabel, side, width, minimum, maximum, onWidth, children, contentRef } = props;
  const [dragged, setDragged] = useState<number>();
  const shown = dragged ?? width;
  const grows = side === 'left' ? 1 : -1;
  const limited = (wanted: number) => Math.min(maximum, Math.max(minimum, Math.round(wanted)));

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const edge = event.currentTarget;
    const from = event.clientX;
    edge.setPointerCapture(event.pointerId);
    let wanted = width;
    const onMove = (move: globalThis.PointerEvent) => {
      wanted = limited(width + grows * (move.clientX - from));
      setDragged(wanted);
    };
    edge.addEventListener('pointermove', onMove);
    edge.addEventListener(
      'lostpointercapture',
      () => {
        edge.removeEventListener('pointermove', onMove);
        setDragged(undefined);
        onWidth(wanted);
      },
      { once: true },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    onWidth(limited(width + grows * direction * KEY_STEP));
  };

  return (
    <aside className={classNames(styles.panel, styles[side])} style={{ width: shown }} aria-label={label}>
      <div ref={contentRef} className={styles.content}>
        {children}
      </div>
      <div
        className={styles.edge}
        role="separator"
        aria-orientation="vertical"
        aria-label={resizeLabel}
        aria-valuenow={shown}
        aria-valuemin={minimum}
        aria-valuemax={maximum}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
      />
    </aside>
  );
}
