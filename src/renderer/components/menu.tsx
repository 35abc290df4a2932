import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button, IconButton, type ButtonProps } from './button';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import styles from './menu.module.css';
import { Popover } from './popover';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly onSelect: () => void;
  readonly shortcut?: string;
  readonly disabled?: boolean;
  /** Set for items of which one is chosen: whether it is this one. */
  readonly checked?: boolean;
  readonly separated?: boolean;
}

export interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly icon?: IconName;
  /** What the button shows; without it, only the icon, named by the label. */
  readonly children?: ReactNode;
  readonly kind?: ButtonProps['kind'];
  readonly className?: string;
}

/** A button that opens a menu; arrows, Home, End and first letters move in it. */
export function Menu({ label, items, icon, children, kind = 'quiet', className }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const shared = {
    ref: button,
    kind,
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    className,
    onClick: () => setOpen(!open),
  } as const;
  const close = () => setOpen(false);
  return (
    <>
      {children === undefined ? (
        <IconButton {...shared} icon={icon ?? 'more'} label={label} />
      ) : (
        <Button {...shared} {...(icon ? { icon } : {})} aria-label={label}>
          {children}
        </Button>
      )}
      {open && (
        <Popover anchor={button} label={label} role="menu" onClose={close}>
          <MenuItems items={items} onDone={close} />
        </Popover>
      )}
    </>
  );
}

function MenuItems({ items, onDone }: { readonly items: readonly MenuItem[]; readonly onDone: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const entries = [...(list.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];
    const at = entries.findIndex((entry) => entry === document.activeElement);
    const next = targetOf(event.key, entries, at);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const firstFocus = Math.max(
    0,
    items.findIndex(({ checked }) => checked),
  );
  return (
    <div ref={list} role="presentation" onKeyDown={onKeyDown}>
      {items.map((item, index) => (
        <button
          key={item.id}
          type="button"
          role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={item.checked}
          disabled={item.disabled}
          tabIndex={-1}
          data-autofocus={index === firstFocus ? true : undefined}
          className={classNames(styles.item, item.separated && styles.separated)}
          onClick={() => {
            onDone();
            item.onSelect();
          }}
        >
          <span className={styles.tick}>{item.checked && <Icon name="check" />}</span>
          <span className={styles.label}>{item.label}</span>
          {item.shortcut !== undefined && <kbd className={styles.shortcut}>{item.shortcut}</kbd>}
        </button>
      ))}
    </div>
  );
}

function targetOf(key: string, entries: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'ArrowDown') return entries[(at + 1) % entries.length];
  if (key === 'ArrowUp') return entries.at(at <= 0 ? -1 : at - 1);
  if (key === 'Home') return entries[0];
  if (key === 'End') return entries.at(-1);
  if (key.length !== 1) return undefined;
  const starts = (entry: HTMLElement) => entry.textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  return entries.slice(at + 1).find(starts) ?? entries.find(starts);
}
