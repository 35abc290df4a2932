import styles from '../performance.module.css';
import type { ServingRun } from './runs';

/** Which colour is which run, beside the pictures. */
export const RunKeys = ({ runs }: { readonly runs: readonly ServingRun[] }) => (
  <ul className={styles.unitKeys}>
    {runs.map(({ id, name, series }) => (
      <li key={id}>
        <span className={styles.ink} style={{ backgroundColor: `var(--series-${series + 1})` }} aria-hidden />
        {name}
      </li>
    ))}
  </ul>
);
