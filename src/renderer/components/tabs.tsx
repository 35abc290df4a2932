import { useRef, type KeyboardEvent } from 'react';
import { classNames } from './class-names';
import styles from './tabs.module.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Whether another kind of tab begins here, which a line tells from those before. */
  readonly beginsGroup?: boolean;
}

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  /** The tab that is shown; undefined where something without a tab is. */
  readonly selected: Id | undefined;
  readonly onSelect: (id: Id) => void;
  /** The id of the element that shows the selected tab. */
  readonly panel: string;
}

/** Tabs with one stop for the Tab key; arrows, Home and End move among them. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, panel }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const stop = selected ?? tabs[0]?.id;
  const moveTo = (event: KeyboardEvent, index: number) => {
    const tab = tabs[(index + tabs.length) % tabs.length];
    if (!tab) return;
    event.preventDefault();
    onSelect(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === stop);
    if (event.key === 'ArrowRight') moveTo(event, at + 1);
    if (event.key === 'ArrowLeft') moveTo(event, at - 1);
    if (event.key === 'Home') moveTo(event, 0);
    if (event.key === 'End') moveTo(event, tabs.length - 1);
  };
  return (
    <div ref={list} className={styles.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${panel}-tab-${tab.id}`}
          data-tab={tab.id}
          aria-selected={tab.id === selected}
          aria-controls={panel}
          tabIndex={tab.id === stop ? 0 : -1}
          className={classNames(styles.tab, tab.beginsGroup && styles.begins)}
          onClick={() => onSelect(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
