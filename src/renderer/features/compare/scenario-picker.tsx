import { useDocuments } from '../../documents/hooks';
import { useMessage } from '../../i18n/use-language';
import type { Compared } from '../../documents/compared';
import { toggled, withBaseline } from './chosen';
import styles from './compare.module.css';

export interface ScenarioPickerProps {
  readonly chosen: Compared;
  readonly onChange: (chosen: Compared) => void;
}

/** The library as a list to tick: what is compared, and which one the others are measured against. */
export function ScenarioPicker({ chosen, onChange }: ScenarioPickerProps) {
  const message = useMessage();
  const library = useDocuments((state) => state.library);
  const baseline = chosen.scenarios[0];
  const byName = [...library].sort((a, b) => a.name.localeCompare(b.name));
  return (
    <fieldset className={styles.picker}>
      <legend>{message('compare:pick')}</legend>
      <ul>
        {byName.map(({ id, name }) => {
          const ticked = chosen.scenarios.includes(id);
          return (
            <li key={id}>
              <label className={styles.pick}>
                <input type="checkbox" checked={ticked} onChange={() => onChange(toggled(chosen, id))} />
                <span>{name}</span>
              </label>
              {ticked && (
                <label className={styles.baseline}>
                  <input
                    type="radio"
                    name="compare-baseline"
                    checked={id === baseline}
                    onChange={() => onChange(withBaseline(chosen, id))}
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
