import type { Problem } from '#shared/plan/plan';
import { Icon } from '#renderer/components/icon';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './inspector.module.css';

export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const message = useMessage();
  if (problems.length === 0) return null;
  return (
    <section className={styles.section} aria-label={message('layout:inspector.problems')}>
      <h3 className={styles.heading}>{message('layout:inspector.problems')}</h3>
      {problems.map(({ severity, refusal }, index) => (
        <p key={index} className={styles.problem}>
          <Icon name={severity} />
          <span>{refusalText(refusal)}</span>
        </p>
      ))}
    </section>
  );
}
