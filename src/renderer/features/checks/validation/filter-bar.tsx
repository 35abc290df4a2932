import type { ValidationRow } from '#shared/validation';
import { Button } from '../../../components/button';
import { Select } from '../../../components/select';
import { messageFor } from '../../../i18n/message';
import { useMessage } from '../../../i18n/use-language';
import styles from '../checks.module.css';
import { choicesOf, filterFields, type FilterField, type RowFilter } from './row-filter';

export interface FilterBarProps {
  readonly rows: readonly ValidationRow[];
  readonly filter: RowFilter;
  readonly onChange: (filter: RowFilter) => void;
}

/** Which of the measured cases are looked at; a choice that would leave nothing is not offered. */
export function FilterBar({ rows, filter, onChange }: FilterBarProps) {
  const message = useMessage();
  const shown = (field: FilterField, value: string): string =>
    (field === 'group' ? messageFor(`checks:validation.groups.${value}`) : undefined) ?? value;
  return (
    <div className={styles.filters} role="group" aria-label={message('checks:validation.filters')}>
      {filterFields.map((field) => (
        <Select
          key={field}
          label={message(`checks:validation.${field}`)}
          value={filter[field] ?? ALL}
          options={[
            { value: ALL, label: message('checks:validation.all') },
            ...choicesOf(rows, filter, field).map((value) => ({ value, label: shown(field, value) })),
          ]}
          onChange={(value) => onChange({ ...filter, [field]: value === ALL ? undefined : value })}
        />
      ))}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={filter.outside === true}
          onChange={({ target }) => onChange({ ...filter, outside: target.checked })}
        />
        {message('checks:validation.outside')}
      </label>
      <Button
        disabled={!filterFields.some((field) => filter[field] !== undefined) && filter.outside !== true}
        onClick={() => onChange({})}
      >
        {message('checks:validation.reset')}
      </Button>
    </div>
  );
}

const ALL = '';
