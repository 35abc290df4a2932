import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { classNames } from '#renderer/components/class-names';
import { scenarioOf } from '#renderer/documents/documents';
import { useDocuments, useRemembered, useSelection } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import { type Action, isApple, shortcutLabel } from '#renderer/shell/actions';
import styles from './palette.module.css';
import { screenKey } from './settings';
import { useRunAction } from '#renderer/documents/use-actions';
import { useLibrary } from './use-library';

/** Actions that a query finds, best first: every word of it must occur; a start counts more than a middle. */
export function matching(actions: readonly Action[], query: string): readonly Action[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return actions;
  return actions
    .map((action) => ({ action, score: scoreOf(action, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ action }) => action);
}

function scoreOf({ title, keywords = '' }: Action, words: readonly string[]): number {
  const text = title.toLowerCase();
  let score = 0;
  for (const word of words) {
    if (text.startsWith(word)) score += 4;
    else if (text.includes(` ${word}`)) score += 3;
    else if (text.includes(word)) score += 2;
    else if (keywords.toLowerCase().includes(word)) score += 1;
    else return 0;
  }
  return score;
}

const SHOWN = 50;

/** Finds everything by a few letters: actions, scenarios, racks. Arrows choose, Enter does, Escape gets out. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const message = useMessage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const entries = useEntries();
  const found = useMemo(() => matching(entries, query).slice(0, SHOWN), [entries, query]);
  const chosen = Math.min(at, found.length - 1);

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (element && !element.open) element.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const { store } = useWorkbench().actions;
  const registeredNow = useStore(store);
  const runAction = useRunAction();
  // What opens a scenario or shows a rack is the palette's own and stays what it is.
  const offeredThen = (action: Action) =>
    registeredNow.includes(action) ? store.getState().findLast(({ id }) => id === action.id) : action;
  const run = (action: Action | undefined) => {
    if (!action || action.disabled) return;
    onClose();
    // After the dialog has closed and given the focus back, so that the action may move it.
    setTimeout(() => runAction(action, () => offeredThen(action)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((chosen + step + found.length) % found.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(found[chosen]);
    }
  };
  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={message('shell:palette.open')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <input
        className={styles.query}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[chosen] && `palette-${found[chosen].id}`}
        aria-label={message('shell:palette.placeholder')}
        placeholder={message('shell:palette.placeholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette-list" className={styles.list} role="listbox" aria-label={message('shell:palette.open')}>
        {found.map((action, index) => (
          <li
            key={action.id}
            id={`palette-${action.id}`}
            role="option"
            aria-selected={index === chosen}
            aria-disabled={action.disabled}
            className={classNames(styles.entry, action.disabled && styles.disabled)}
            onPointerMove={() => setAt(index)}
            onClick={() => run(action)}
          >
            <span className={styles.title}>{action.title}</span>
            <Keys {...action} />
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={styles.none}>{message('library:noMatch', { query })}</p>}
    </dialog>
  );
}

function Keys({ shortcut, keys = shortcut }: Action) {
  return keys === undefined ? null : <kbd>{shortcutLabel(keys, isApple())}</kbd>;
}

function useEntries(): readonly Action[] {
  const message = useMessage();
  const actions = useStore(useWorkbench().actions.store);
  const library = useDocuments((state) => state.library);
  const racks = useDocuments((state) => scenarioOf(state)?.racks);
  const { open } = useLibrary();
  const { select } = useSelection();
  const [, setScreen] = useRemembered(screenKey);
  return useMemo(() => {
    const scenarios = library.map((row) => ({
      id: `scenario-${row.id}`,
      title: message('shell:palette.scenario', { name: row.name }),
      run: () => void open(row.id),
    }));
    const places = Object.values(racks ?? {}).map((rack) => ({
      id: `rack-${rack.id}`,
      title: message('shell:palette.rack', { name: rack.name }),
      run: () => {
        setScreen('layout');
        select({ racks: [rack.id] });
      },
    }));
    return [...actions.filter(({ id }) => id !== 'palette'), ...scenarios, ...places];
  }, [message, actions, library, racks, open, select, setScreen]);
}
