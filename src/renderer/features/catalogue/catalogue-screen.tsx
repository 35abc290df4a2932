import { useMemo, useState } from 'react';
import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import { Select } from '#renderer/components/select';
import {
  type RememberedKey,
  useCatalogue,
  useDocuments,
  useRemembered,
  useScenario,
} from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { type AddressedFigure, type Catalogue, figureList } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';
import catalogueStyles from './catalogue.module.css';
import { FigureReadings } from './figure-readings';
import { isOwnKind } from './own/own-entries';
import { NewOwnEntry, OwnEntryPane } from './own/own-entry-pane';
import styles from './own/own.module.css';

/** The kinds that a reader looks things up in; sources and engines stand behind the figures. */
const shownKinds = [
  'accelerators',
  'deviceTypes',
  'deviceGroups',
  'rackTypes',
  'models',
  'prices',
  'exchangeRates',
  'sites',
  'taxes',
  'figures',
] as const;
type ShownKind = (typeof shownKinds)[number];

/** One entry of the catalogue with the figures it holds. */
interface CatalogueEntry {
  readonly kind: ShownKind;
  readonly id: string;
  readonly name: string;
  readonly vendor: string | undefined;
  readonly notes: readonly string[];
  readonly figures: readonly AddressedFigure[];
}

/** Every entry of a kind in the order of its file. */
function entriesOf(catalogue: Catalogue, kind: ShownKind): readonly CatalogueEntry[] {
  const figures = figureList(catalogue);
  return Object.values<object & { readonly id: string }>(catalogue[kind]).map((entry) => ({
    kind,
    id: entry.id,
    name: nameOf(entry),
    vendor: textOf(entry, 'vendor'),
    notes: ['note', 'licenceNote'].flatMap((field) => textOf(entry, field) ?? []),
    figures: figures.filter(({ path }) => path.startsWith(`${kind}/${entry.id}/`)),
  }));
}

/** Whether an entry has the words somebody searches for, in its name, id or vendor. */
const matches = (entry: CatalogueEntry, words: string): boolean => {
  const text = `${entry.name} ${entry.id} ${entry.vendor ?? ''}`.toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

const nameOf = (entry: object & { readonly id: string }): string =>
  textOf(entry, 'name') ?? textOf(entry, 'item') ?? entry.id;

function textOf(entry: object, field: string): string | undefined {
  const value: unknown = field in entry ? (entry as Readonly<Record<string, unknown>>)[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** How often an entry is used, by the name of what uses it. */
type Uses = ReadonlyMap<string, number>;

/** What of a scenario uses an entry of the catalogue: racks by their type, racks that hold devices of a type, and so on. */
export function usesOf(scenario: Scenario, kind: ShownKind, id: string): Uses {
  const uses = new Map<string, number>();
  const count = (name: string) => uses.set(name, (uses.get(name) ?? 0) + 1);
  const rackName = (rack: string): string =>
    (scenario.racks as Readonly<Record<string, { readonly name: string }>>)[rack]?.name ?? rack;
  if (kind === 'deviceTypes') {
    for (const { type, rack } of Object.values(scenario.devices)) if (type === id) count(rackName(rack));
  }
  if (kind === 'rackTypes') {
    for (const { type, name } of Object.values(scenario.racks)) if (type === id) count(name);
  }
  if (kind === 'sites' && scenario.site.preset === id) count(scenario.name);
  if (kind === 'accelerators') {
    for (const { estimate, name } of Object.values(scenario.deployments)) {
      if (estimate.hardware === id) count(name);
    }
  }
  if (kind === 'models') {
    for (const { model, name } of Object.values(scenario.workloads)) if (model === id) count(name);
    for (const { estimate, name } of Object.values(scenario.deployments)) {
      if (estimate.model === id) count(name);
    }
  }
  return uses;
}

const SHOWN = 12;

/** Where the open scenario uses an entry. */
function UsedBy({ kind, id }: { readonly kind: ShownKind; readonly id: string }) {
  const message = useMessage();
  const scenario = useScenario((whole) => whole);
  const uses = useMemo(() => usesOf(scenario, kind, id), [scenario, kind, id]);
  const total = [...uses.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return <p className={styles.uses}>{message('catalogue:usedBy.none')}</p>;
  const names = [...uses].map(([name, count]) => (count > 1 ? `${name} (${count})` : name));
  const shown = names.slice(0, SHOWN).join(', ');
  const more = names.length - SHOWN;
  return (
    <p className={styles.uses}>
      {message('catalogue:usedBy.some', { count: total, names: shown })}
      {more > 0 && ` ${message('catalogue:usedBy.more', { count: more })}`}
    </p>
  );
}

const kindKey: RememberedKey<ShownKind> = {
  key: 'catalogue.kind',
  schema: z.enum(shownKinds),
  initial: 'accelerators',
};

/** Everything that plans are made of: each figure with its sources, and the choice between them. */
export function CatalogueScreen() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const [kind, setKind] = useRemembered(kindKey);
  const [words, setWords] = useState('');
  const [opened, open] = useState<string>();
  const [isNew, setNew] = useState(false);
  const choosable = useDocuments(({ current }) => current !== undefined);
  const entries = useMemo(() => entriesOf(catalogue, kind), [catalogue, kind]);
  const visible = entries.filter((entry) => matches(entry, words));
  const entry = visible.find(({ id }) => id === opened) ?? visible[0];
  return (
    <div className={catalogueStyles.screen}>
      <nav className={catalogueStyles.side} aria-label={message('catalogue:entries')}>
        <Select
          label={message('catalogue:kind')}
          value={kind}
          options={shownKinds.map((value) => ({ value, label: message(`catalogue:kinds.${value}`) }))}
          onChange={(next) => {
            setKind(next);
            setNew(false);
          }}
        />
        {choosable && isOwnKind(kind) && (
          <Button icon="plus" onClick={() => setNew(true)}>
            {message('catalogue:actions.new')}
          </Button>
        )}
        <input
          type="search"
          className={catalogueStyles.search}
          aria-label={message('catalogue:search')}
          placeholder={message('catalogue:search')}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <ul className={catalogueStyles.entries}>
          {visible.map(({ id, name, vendor }) => (
            <li key={id}>
              <button
                type="button"
                aria-current={!isNew && id === entry?.id}
                onClick={() => {
                  open(id);
                  setNew(false);
                }}
              >
                {name}
                {vendor && <span className={catalogueStyles.vendor}>{vendor}</span>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section
        className={catalogueStyles.main}
        aria-label={entry?.name ?? message('shell:screenNames.catalogue')}
      >
        {isNew && choosable && isOwnKind(kind) ? (
          <NewOwnEntry
            key={kind}
            kind={kind}
            onDone={(id) => {
              setNew(false);
              if (id !== undefined) open(id);
            }}
          />
        ) : entry ? (
          <Entry key={entry.id} entry={entry} choosable={choosable} onShow={open} />
        ) : (
          <EmptyState title={message('catalogue:nothing')} text={message('catalogue:nothingHint')} />
        )}
      </section>
    </div>
  );
}

interface EntryProps {
  readonly entry: CatalogueEntry;
  readonly choosable: boolean;
  readonly onShow: (id: string) => void;
}

function Entry({ entry, choosable, onShow }: EntryProps) {
  const message = useMessage();
  const { kind, id } = entry;
  const figures = (
    <>
      {choosable && <UsedBy kind={kind} id={id} />}
      {entry.notes.map((note) => (
        <p key={note} lang="en" className={catalogueStyles.note}>
          {note}
        </p>
      ))}
      {entry.figures.length === 0 && <p className={catalogueStyles.note}>{message('catalogue:noFigures')}</p>}
      {entry.figures.map((addressed) => (
        <FigureReadings key={addressed.path} addressed={addressed} choosable={choosable} />
      ))}
    </>
  );
  return (
    <>
      <h2 className={catalogueStyles.heading}>{entry.name}</h2>
      <p className={catalogueStyles.identity}>
        {entry.vendor && `${entry.vendor} · `}
        <code>{id}</code>
      </p>
      {choosable && isOwnKind(kind) ? (
        <OwnEntryPane kind={kind} id={id} onShow={onShow}>
          {figures}
        </OwnEntryPane>
      ) : (
        figures
      )}
    </>
  );
}
