import { useState } from 'react';
import { comparedLimits, type Compared } from '#shared/compare/comparison';
import { useDocuments } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { type Arrange, baselineOf, listedOf, toggled, withBaseline } from './compared-scenarios';
import styles from './compare.module.css';

export interface ScenarioPickerProps {
  readonly compared: Compared;
  readonly arrange: Arrange;
}

/** From so many scenarios on a field searches them. */
const MANY = 12;

/** The library as a list to tick: what is compared, and which one the others are measured against. */
export function ScenarioPicker({ compared, arrange }: ScenarioPickerProps) {
  const message = useMessage();
  const library = useDocuments((state) => state.library);
  const [search, setSearch] = useState('');
  const columns = listedOf(compared, library);
  const baseline =
    columns[
      baselineOf(
        compared,
        columns.map(({ id }) => id),
      )
    ]?.id;
  const full = compared.scenarios.length >= comparedLimits.scenarios;
  const wanted = search.trim().toLowerCase();
  const byName = library
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name));
  return (
    <fieldset className={styles.picker}>
      <legend>{message('compare:pick')}</legend>
      {library.length >= MANY && (
        <input
          type="search"
          className={styles.search}
          aria-label={message('library:search')}
          placeholder={message('library:search')}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      <ul>
        {byName.map(({ id, name }) => {
          const ticked = compared.scenarios.includes(id);
          return (
            <li key={id}>
              <label className={styles.pick}>
                <input
                  type="checkbox"
                  checked={ticked}
                  disabled={full && !ticked}
                  onChange={() =>
                    arrange(
                      { key: ticked ? 'commands:compareRemove' : 'commands:compareAdd', params: { name } },
                      (before) => toggled(before, id),
                    )
                  }
                />
                <span>{name}</span>
              </label>
              {ticked && (
                <label className={styles.baseline}>
                  <input
                    type="radio"
                    name="compare-baseline"
                    checked={id === baseline}
                    onChange={() =>
                      arrange({ key: 'commands:compareBaseline', params: { name } }, (before) =>
                        withBaseline(before, id),
                      )
                    }
                    aria-label={message('compare:makeBaseline', { name })}
                  />
                  <span aria-hidden>{message('compare:baseline')}</span>
                </label>
              )}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
