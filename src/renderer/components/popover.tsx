import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import styles from './popover.module.css';

export interface PopoverProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly role?: 'dialog' | 'menu';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const MARGIN = 8;

/** Something that floats beside its button: closes on Escape and on a press elsewhere, and gives the focus back. */
export function Popover({ anchor, label, role = 'dialog', onClose, children }: PopoverProps) {
  const element = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const place = () => {
      const [box, floating] = [anchor.current?.getBoundingClientRect(), element.current];
      if (!box || !floating) return;
      const { offsetWidth: width, offsetHeight: height } = floating;
      const below = box.bottom + 4 + height <= window.innerHeight - MARGIN;
      const top = below ? box.bottom + 4 : Math.max(MARGIN, box.top - height - 4);
      const left = Math.max(MARGIN, Math.min(box.left, window.innerWidth - width - MARGIN));
      floating.style.translate = `${left}px ${top}px`;
    };
    place();
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(place);
    if (element.current) observer?.observe(element.current);
    window.addEventListener('resize', place);
    return () => {
      observer?.disconnect();
      window.removeEventListener('resize', place);
    };
  }, [anchor]);

  useEffect(() => {
    const button = anchor.current;
    const onPress = (event: PointerEvent) => {
      const target = event.target instanceof Node ? event.target : null;
      if (!element.current?.contains(target) && !button?.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [anchor, onClose]);

  useEffect(() => {
    const [button, floating] = [anchor.current, element.current];
    (floating?.querySelector<HTMLElement>('[data-autofocus]') ?? floating)?.focus();
    return () => {
      if (floating?.contains(document.activeElement) || document.activeElement === document.body)
        button?.focus();
    };
  }, [anchor]);

  return (
    <div
      ref={element}
      className={styles.popover}
      role={role}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      {children}
    </div>
  );
}
