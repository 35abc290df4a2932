import { useMemo, useState } from 'react';
import { EmptyState } from '../../components/empty-state';
import { Select } from '../../components/select';
import { useCatalogue, useDocuments, useRemembered, type RememberedKey } from '../../documents/hooks';
import { useMessage } from '../../i18n/use-language';
import { z } from '#shared/zod';
import styles from './catalogue.module.css';
import { Button } from '../../components/button';
import { entriesOf, matches, shownKinds, type CatalogueEntry, type ShownKind } from './entry-list';
import { FigureReadings } from './figure-readings';
import { NewOwnEntry, OwnEntryPane } from './own/own-entry-pane';
import { isOwnKind } from './own/own-entries';
import { UsedBy } from './own/used-by';

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
    <div className={styles.screen}>
      <nav className={styles.side} aria-label={message('catalogue:entries')}>
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
          className={styles.search}
          aria-label={message('catalogue:search')}
          placeholder={message('catalogue:search')}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <ul className={styles.entries}>
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
                {vendor && <span className={styles.vendor}>{vendor}</span>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section className={styles.main} aria-label={entry?.name ?? message('shell:screenNames.catalogue')}>
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
        <p key={note} lang="en" className={styles.note}>
          {note}
        </p>
      ))}
      {entry.figures.length === 0 && <p className={styles.note}>{message('catalogue:noFigures')}</p>}
      {entry.figures.map((addressed) => (
        <FigureReadings key={addressed.path} addressed={addressed} choosable={choosable} />
      ))}
    </>
  );
  return (
    <>
      <h2 className={styles.heading}>{entry.name}</h2>
      <p className={styles.identity}>
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
