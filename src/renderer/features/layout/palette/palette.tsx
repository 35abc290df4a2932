import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import { useCatalogue } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import { useLayoutActions } from '#renderer/features/layout/actions/actions-context';
import { beginDrag } from '#renderer/features/layout/canvas/drag';
import { loadOfGroup, loadOfType, type Load } from '#renderer/features/layout/carry/load';
import { useDesigner, useDesignerState } from '#renderer/features/layout/designer/designer';
import { canvasElement } from '#renderer/features/layout/designer/focus-canvas';
import styles from './palette.module.css';

const sections = ['groups', 'server', 'network', 'power', 'fill'] as const;
type Section = (typeof sections)[number];

const sectionOf: Readonly<Record<DeviceType['kind'], Section>> = {
  server: 'server',
  storage: 'server',
  switch: 'network',
  pdu: 'power',
  shelf: 'fill',
  blank: 'fill',
};

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly heightUnits: number;
  readonly front: DeviceType['front'];
  readonly section: Section;
  readonly load: () => Load | undefined;
}

function entriesOf(catalogue: Catalogue): readonly Entry[] {
  const groups = Object.values(catalogue.deviceGroups).map((group): Entry => {
    const [first] = group.members;
    const heightUnits = group.members.reduce(
      (sum, { type, count }) => sum + count * (catalogue.deviceTypes[type]?.heightUnits ?? 0),
      0,
    );
    const front = catalogue.deviceTypes[first?.type ?? '']?.front ?? 'server';
    const { id, name, vendor } = group;
    return {
      id,
      name,
      vendor,
      heightUnits,
      front,
      section: 'groups',
      load: () => loadOfGroup(catalogue, id),
    };
  });
  const types = Object.values(catalogue.deviceTypes).map(
    ({ id, name, vendor, heightUnits, front, kind }): Entry => {
      return {
        id,
        name,
        vendor,
        heightUnits,
        front,
        section: sectionOf[kind],
        load: () => loadOfType(catalogue, id),
      };
    },
  );
  return [...groups, ...types];
}

const matches = ({ name, vendor, id }: Entry, search: string): boolean =>
  search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${name} ${vendor} ${id}`.toLowerCase().includes(word));

/** Everything that can be placed: dragged into a rack, or taken with Enter and placed with the arrow keys. */
export function Palette() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const open = useDesignerState((state) => state.paletteOpen);
  const [search, setSearch] = useState('');
  const found = entriesOf(catalogue).filter((entry) => matches(entry, search));
  return (
    <section
      className={styles.palette}
      data-open={open || undefined}
      aria-label={message('layout:palette.label')}
    >
      <input
        className={styles.search}
        type="search"
        value={search}
        placeholder={message('layout:palette.search')}
        aria-label={message('layout:palette.search')}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className={styles.list} onKeyDown={walk}>
        {sections.map((section) => {
          const entries = found.filter((entry) => entry.section === section);
          if (entries.length === 0) return null;
          return (
            <div key={section} role="group" aria-label={message(`layout:palette.${section}`)}>
              <h2 className={styles.heading}>{message(`layout:palette.${section}`)}</h2>
              {entries.map((entry) => (
                <PaletteItem key={entry.id} entry={entry} />
              ))}
            </div>
          );
        })}
        {found.length === 0 && <p className={styles.none}>{message('layout:palette.none')}</p>}
      </div>
      <p className={styles.hint}>{message('layout:palette.hint')}</p>
    </section>
  );
}

function walk(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = items.findIndex((item) => item === document.activeElement);
  items[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  event.preventDefault();
}

function PaletteItem({ entry }: { readonly entry: Entry }) {
  const message = useMessage();
  const actions = useLayoutActions();
  const designer = useDesigner();
  const workbench = useWorkbench();
  const units =
    entry.heightUnits === 0
      ? message('layout:palette.zeroUnits')
      : message('layout:palette.units', { units: entry.heightUnits });
  const onPointerDown = (event: PointerEvent) => {
    const canvas = canvasElement();
    const load = entry.load();
    if (event.button !== 0 || !canvas || !load) return;
    const pickUp = () => {
      designer.store.setState({ paletteOpen: false });
      actions.pickUp(load, 'pointer');
    };
    beginDrag(event.nativeEvent, { canvas, designer, workbench, actions, pickUp });
  };
  const take = () => {
    const load = entry.load();
    if (!load) return;
    designer.store.setState({ paletteOpen: false });
    canvasElement()?.focus();
    actions.takeInHand(load);
  };
  return (
    <button
      type="button"
      className={styles.item}
      data-front={entry.front}
      data-type={entry.id}
      title={entry.name}
      onPointerDown={onPointerDown}
      onClick={take}
    >
      <svg className={styles.swatch} viewBox="0 0 30 18" aria-hidden="true">
        <rect x="0.5" y="0.5" width="29" height="17" rx="2" className={styles.swatchFace} />
        <rect x="6" y="2" width="22" height="14" fill={`url(#front-${entry.front})`} />
        <rect x="1" y="1" width="4" height="16" className={styles.swatchKind} />
      </svg>
      <span className={styles.name}>{entry.name}</span>
      <span className={styles.units}>{units}</span>
    </button>
  );
}
