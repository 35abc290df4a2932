import { Icon, type IconName } from '#renderer/components/icon';
import { useDocuments, useRemembered } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { screenKey } from './settings';
import styles from './start-screen.module.css';
import { useExamples } from './use-examples';
import { useLibrary } from './use-library';

/** So many scenarios are listed; all of them are in the library beside. */
const RECENT = 6;

/** Where work begins: from a need, from racks, from a file, from what was open lately, or from an example. */
export function StartScreen({ onLeave }: { readonly onLeave: () => void }) {
  const message = useMessage();
  const current = useDocuments((state) => state.current);
  const [, setScreen] = useRemembered(screenKey);
  const { create, chooseFile } = useLibrary();
  const fromNeed = async () => {
    if (current === undefined) await create();
    setScreen('size');
    onLeave();
  };
  const fromRacks = async () => {
    await create();
    onLeave();
  };
  const fromFile = async () => {
    await chooseFile();
    onLeave();
  };
  return (
    <div className={styles.start}>
      <h2 className={styles.title}>{message('start:title')}</h2>
      <div className={styles.doors}>
        <Door icon="search" door="need" onOpen={() => void fromNeed()} />
        <Door icon="devices" door="racks" onOpen={() => void fromRacks()} />
        <Door icon="import" door="file" onOpen={() => void fromFile()} />
      </div>
      <Recent onLeave={onLeave} />
      <Examples onLeave={onLeave} />
    </div>
  );
}

interface DoorProps {
  readonly icon: IconName;
  readonly door: 'need' | 'racks' | 'file';
  readonly onOpen: () => void;
}

function Door({ icon, door, onOpen }: DoorProps) {
  const message = useMessage();
  return (
    <button type="button" className={styles.door} onClick={onOpen}>
      <Icon name={icon} />
      <strong>{message(`start:doors.${door}`)}</strong>
      <span className={styles.quiet}>{message(`start:doorTexts.${door}`)}</span>
    </button>
  );
}

function Recent({ onLeave }: { readonly onLeave: () => void }) {
  const message = useMessage();
  const { day } = useFormats();
  const library = useDocuments((state) => state.library);
  const { open } = useLibrary();
  if (library.length === 0) return null;
  return (
    <section aria-labelledby="start-recent">
      <h3 id="start-recent" className={styles.heading}>
        {message('start:recent')}
      </h3>
      <ul className={styles.list}>
        {library.slice(0, RECENT).map(({ id, name, racks, updatedAt }) => (
          <li key={id}>
            <button type="button" className={styles.entry} onClick={() => void open(id).then(onLeave)}>
              <span>{name}</span>
              <span className={styles.quiet}>
                {message('library:racks', { count: racks })} · {day(updatedAt)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Examples({ onLeave }: { readonly onLeave: () => void }) {
  const message = useMessage();
  const examples = useExamples();
  const { addExample } = useLibrary();
  if (examples.length === 0) return null;
  return (
    <section aria-labelledby="start-examples">
      <h3 id="start-examples" className={styles.heading}>
        {message('library:examples')}
      </h3>
      <ul className={styles.list}>
        {examples.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              className={styles.entry}
              onClick={() => void addExample(example).then(onLeave)}
            >
              <span>{example.name}</span>
              <span className={styles.quiet}>{example.note}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
