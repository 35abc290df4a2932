import { IconButton } from '../../../components/button';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import { changeRun, removeRun, runsStore, type ServingRun } from './runs';

/** A run by its colour and name: shown or not, renamed in place, removed. */
export function RunName({ run }: { readonly run: ServingRun }) {
  const message = useMessage();
  const { id, name, shown, series } = run;
  return (
    <span className={styles.run}>
      <input
        type="checkbox"
        checked={shown}
        aria-label={message('performance:serving.shown', { name })}
        onChange={({ target }) =>
          runsStore.setState((state) => changeRun(state, id, { shown: target.checked }))
        }
      />
      <span className={styles.ink} style={{ backgroundColor: `var(--series-${series + 1})` }} aria-hidden />
      <input
        className={styles.runName}
        defaultValue={name}
        maxLength={120}
        aria-label={message('performance:serving.rename', { name })}
        onBlur={({ target }) => {
          const wanted = target.value.trim();
          if (wanted === '') target.value = name;
          else if (wanted !== name) runsStore.setState((state) => changeRun(state, id, { name: wanted }));
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') event.currentTarget.value = name;
        }}
      />
      <IconButton
        icon="close"
        label={message('performance:serving.removeRun', { name })}
        onClick={() => runsStore.setState((state) => removeRun(state, id))}
      />
    </span>
  );
}
