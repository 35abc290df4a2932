import { useCatalogue } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { FigureChoice } from './figure-choice';
import { figuresOfType } from './figures-of-type';
import styles from './inspector.module.css';

/** What a device type is, and its figures with a choice of the reading that counts. */
export function TypeFigures({ type }: { readonly type: string }) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { number } = useFormats();
  const entry = catalogue.deviceTypes[type];
  if (!entry) return null;
  return (
    <section className={styles.section} aria-label={message('layout:inspector.figures')}>
      <h3 className={styles.heading}>{message('layout:inspector.figures')}</h3>
      <p className={styles.quiet}>
        {entry.vendor} {entry.name} · {number(entry.heightUnits, 1)}U ·{' '}
        {message(`layout:kinds.${entry.front}`)}
      </p>
      <p className={styles.quiet}>{message('layout:inspector.figuresHint')}</p>
      {figuresOfType(catalogue, type).map((figure) => (
        <FigureChoice key={figure.path} {...figure} />
      ))}
    </section>
  );
}
