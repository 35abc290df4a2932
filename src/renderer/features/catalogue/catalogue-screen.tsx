import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import { Select } from '#renderer/components/select';
import { type RememberedKey, useCatalogue, useDocuments, useRemembered } from '#renderer/documents/hooks';
import { scenarioOf } from '#renderer/documents/documents';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import { type AskedEntry, openIntake, shownEntry } from '#renderer/shell/intake';
import { type AddressedFigure, type Catalogue, figureList } from '#shared/catalogue/catalogue';
import { z } from '#shared/schema/zod';
import catalogueStyles from './catalogue.module.css';
import { FigureReadings } from './figure-readings';
import { DescribedModel } from './library/model-picture';
import { Faults } from './library/import-library-dialog';
import { LibraryFiles } from './library/library-files';
import { LibraryPane, NewLibraryEntry } from './library/library-pane';
import libraryStyles from './library/library.module.css';
import { type FormEntry, isFormKind, isNewKind, isOwn, isOwnKind, type NewKind } from './own/own-entries';
import { NewOwnEntry, OwnEntryPane } from './own/own-entry-pane';
import { serverFor, ServersFor, UsedBy, UsedByEntries } from './library/uses';

/** The kinds that a reader looks things up in; sources stand behind the figures. */
const shownKinds = [
  'accelerators',
  'deviceTypes',
  'deviceGroups',
  'rackTypes',
  'models',
  'engines',
  'prices',
  'exchangeRates',
  'sites',
  'taxes',
  'figures',
] as const;
type ShownKind = (typeof shownKinds)[number];
const isShownKind = (kind: string): kind is ShownKind => (shownKinds as readonly string[]).includes(kind);

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

const kindKey: RememberedKey<ShownKind> = {
  key: 'catalogue.kind',
  schema: z.enum(shownKinds),
  initial: 'accelerators',
};

const ownOnlyKey: RememberedKey<boolean> = {
  key: 'catalogue.ownOnly',
  schema: z.boolean(),
  initial: false,
};

/** What the screen is doing beside showing an entry: writing a new one, perhaps with something in it already. */
type Beginning = { readonly begun?: Partial<FormEntry> } | undefined;

/** Everything that plans are made of: each figure with its sources, and the user's own entries beside the published ones. */
export function CatalogueScreen() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { library } = useWorkbench();
  const [kind, setKind] = useRemembered(kindKey);
  const [ownOnly, setOwnOnly] = useRemembered(ownOnlyKey);
  const [words, setWords] = useState('');
  const [opened, open] = useState<string>();
  const [beginning, begin] = useState<Beginning>();
  const choosable = useDocuments(({ current }) => current !== undefined);
  const held = useStore(library.records.store, ({ records }) => records);
  const faults = useStore(library.laid, ({ laid }) => laid?.faults);
  useAskedEntry((asked) => {
    if (isShownKind(asked.kind)) setKind(asked.kind);
    setWords('');
    const accelerator = asked.makeServer && catalogue.accelerators[asked.id];
    if (accelerator) {
      setKind('deviceTypes');
      begin({ begun: serverFor(accelerator) });
      return;
    }
    open(asked.id);
    begin(undefined);
  });
  const entries = useMemo(() => entriesOf(catalogue, kind), [catalogue, kind]);
  const isHeld = (id: string): boolean => held[`${kind}/${id}`] !== undefined;
  const visible = entries
    .filter((entry) => matches(entry, words) && (!ownOnly || isHeld(entry.id)))
    .toSorted((a, b) => Number(isHeld(b.id)) - Number(isHeld(a.id)));
  const entry = visible.find(({ id }) => id === opened) ?? visible[0];
  const canBegin = isNewKind(kind) && (choosable || kind !== 'sites');
  const show = (id: string | undefined): void => {
    begin(undefined);
    if (id !== undefined) open(id);
  };
  return (
    <div className={catalogueStyles.screen}>
      <nav className={catalogueStyles.side} aria-label={message('catalogue:entries')}>
        <Select
          label={message('catalogue:kind')}
          value={kind}
          options={shownKinds.map((value) => ({ value, label: message(`catalogue:kinds.${value}`) }))}
          onChange={(next) => {
            setKind(next);
            begin(undefined);
          }}
        />
        {kind === 'models' && (
          <Button icon="plus" kind="primary" onClick={() => openIntake({ kind: 'model' })}>
            {message('catalogue:model.addButton')}
          </Button>
        )}
        {canBegin && (
          <Button icon="plus" onClick={() => begin({})}>
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
        <label className={catalogueStyles.only}>
          <input type="checkbox" checked={ownOnly} onChange={({ target }) => setOwnOnly(target.checked)} />
          {message('catalogue:library.onlyOwn')}
        </label>
        <ul className={catalogueStyles.entries}>
          {visible.map(({ id, name, vendor }) => (
            <li key={id}>
              <button
                type="button"
                aria-current={beginning === undefined && id === entry?.id}
                onClick={() => show(id)}
              >
                {name}
                {isHeld(id) && (
                  <span className={libraryStyles.badge}>{message('catalogue:library.mine')}</span>
                )}
                {vendor && <span className={catalogueStyles.vendor}>{vendor}</span>}
              </button>
            </li>
          ))}
        </ul>
        <LibraryFiles />
      </nav>
      <section
        className={catalogueStyles.main}
        aria-label={entry?.name ?? message('shell:screenNames.catalogue')}
      >
        <Faults faults={faults ?? []} />
        {beginning && canBegin ? (
          <BegunEntry key={kind} kind={kind} begun={beginning.begun} onDone={show} />
        ) : entry ? (
          <Entry
            key={entry.id}
            entry={entry}
            choosable={choosable}
            onShow={open}
            onServer={(begun) => {
              setKind('deviceTypes');
              begin({ begun });
            }}
          />
        ) : ownOnly && words === '' ? (
          <EmptyState
            title={message('catalogue:library.noneTitle')}
            text={message('catalogue:library.noneText')}
          />
        ) : (
          <EmptyState title={message('catalogue:nothing')} text={message('catalogue:nothingHint')} />
        )}
      </section>
    </div>
  );
}

/** Shows the entry that something else asks for, once. */
function useAskedEntry(show: (asked: AskedEntry) => void): void {
  const asked = useStore(shownEntry, (state) => state.asked);
  useEffect(() => {
    if (asked === undefined) return;
    shownEntry.setState({ asked: undefined });
    show(asked);
  });
}

interface BegunEntryProps {
  readonly kind: NewKind;
  readonly begun: Partial<FormEntry> | undefined;
  readonly onDone: (id?: string) => void;
}

/** A new entry: of the library, or a site of the open scenario. */
const BegunEntry = ({ kind, begun, onDone }: BegunEntryProps) =>
  kind === 'sites' ? (
    <NewOwnEntry kind={kind} onDone={onDone} />
  ) : (
    <NewLibraryEntry kind={kind} begun={begun} onDone={onDone} />
  );

interface EntryProps {
  readonly entry: CatalogueEntry;
  readonly choosable: boolean;
  readonly onShow: (id: string) => void;
  /** Begins a server with these fields. */
  readonly onServer: (begun: Partial<FormEntry>) => void;
}

function Entry({ entry, choosable, onShow, onServer }: EntryProps) {
  const message = useMessage();
  const { kind, id } = entry;
  const figures = (
    <>
      {kind === 'accelerators' && <ServersFor id={id} name={entry.name} onServer={onServer} />}
      {choosable && <UsedBy kind={kind} id={id} />}
      <UsedByEntries kind={kind} id={id} />
      {entry.notes.map((note) => (
        <p key={note} lang="en" className={catalogueStyles.note}>
          {note}
        </p>
      ))}
      {kind === 'models' && <DescribedModel id={id} />}
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
      <Editable kind={kind} id={id} choosable={choosable} onShow={onShow}>
        {figures}
      </Editable>
    </>
  );
}

interface EditableProps {
  readonly kind: ShownKind;
  readonly id: string;
  readonly choosable: boolean;
  readonly onShow: (id: string) => void;
  readonly children: ReactNode;
}

/** What is kept in the scenario is edited there; everything else that has a form, in the library. */
function Editable({ kind, id, choosable, onShow, children }: EditableProps) {
  const own = useDocuments((state) => scenarioOf(state)?.userCatalogue);
  if (isOwnKind(kind) && choosable && (kind === 'sites' || isOwn(own, kind, id))) {
    return (
      <OwnEntryPane kind={kind} id={id} onShow={onShow}>
        {children}
      </OwnEntryPane>
    );
  }
  if (!isFormKind(kind) || kind === 'sites') return children;
  return (
    <LibraryPane kind={kind} id={id} onShow={onShow}>
      {children}
    </LibraryPane>
  );
}
