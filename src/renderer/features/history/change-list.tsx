import { useMemo, useState } from 'react';
import { scenarioDifference } from '#shared/scenario/difference';
import type { Scenario } from '#shared/scenario/schema';
import { Button } from '../../components/button';
import { useCatalogue } from '../../documents/hooks';
import { useFormats } from '../../format/use-formats';
import { useMessage } from '../../i18n/use-language';
import { changeGroups, type Change, type ChangeGroup } from './change-groups';
import { fieldWords, nameInCatalogue, type WordsContext } from './change-words';
import styles from './history.module.css';

export interface ChangeListProps {
  readonly before: Scenario;
  readonly after: Scenario;
}

/** What was changed from one state to the other, in words and under headings. */
export function ChangeList({ before, after }: ChangeListProps) {
  const message = useMessage();
  const formats = useFormats();
  const catalogue = useCatalogue();
  const groups = useMemo(() => {
    const nameOfType = (type: string) => nameInCatalogue(type, catalogue) ?? type;
    return changeGroups({ difference: scenarioDifference(before, after), before, after, nameOfType });
  }, [before, after, catalogue]);
  const context = { before, after, catalogue, formats, message };
  if (groups.length === 0) return <p className={styles.quiet}>{message('history:same')}</p>;
  return groups.map((group) => <Group key={group.id} group={group} context={context} />);
}

const SHOWN_AT_FIRST = 50;

function Group({ group, context }: { readonly group: ChangeGroup; readonly context: WordsContext }) {
  const { message } = context;
  const [all, setAll] = useState(false);
  const shown = all ? group.changes : group.changes.slice(0, SHOWN_AT_FIRST);
  const left = group.changes.length - shown.length;
  const title = message(`history:groups.${group.id}`);
  return (
    <section className={styles.group} aria-label={title}>
      <h4>{title}</h4>
      <ul>
        {shown.map((change) => (
          <ChangeLine key={change.key} change={change} context={context} />
        ))}
      </ul>
      {left > 0 && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {message('history:more', { count: left })}
        </Button>
      )}
    </section>
  );
}

const MEMBERS_NAMED = 12;

function ChangeLine({ change, context }: { readonly change: Change; readonly context: WordsContext }) {
  const { message } = context;
  const { kind, name, count, members, fields } = change;
  const what = name === undefined || count === 1 ? name : message('history:counted', { count, name });
  const words = fields.map((field) => ({ path: field.path, ...fieldWords(field, context) }));
  const named = members.slice(0, MEMBERS_NAMED).join(', ');
  return (
    <li className={styles.change}>
      <span className={styles.kind} data-kind={kind}>
        {message(`history:kinds.${kind}`)}
      </span>
      <span>
        {what !== undefined && <strong>{what}</strong>}
        {members.length > 0 && (
          <span className={styles.quiet}>
            {' '}
            {named}
            {members.length > MEMBERS_NAMED && ' …'}
          </span>
        )}
        {words.map(({ path, label, before, after }) => (
          <span key={path} className={what === undefined ? undefined : styles.field}>
            {message('history:field', { label, before, after })}
          </span>
        ))}
      </span>
    </li>
  );
}
