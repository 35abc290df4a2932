import { Button } from '../../../components/button';
import page from '../../../components/page.module.css';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import type { MeasuredLengths } from './measured-points';

export interface MeasuredLengthsBarProps {
  readonly lengths: readonly MeasuredLengths[];
  readonly shown: { readonly input: number; readonly output: number };
  readonly onChoose: (lengths: { readonly input: number; readonly output: number }) => void;
}

/** At which lengths something was measured; a press moves the sliders there, so that the points appear. */
export function MeasuredLengthsBar({ lengths, shown, onChoose }: MeasuredLengthsBarProps) {
  const message = useMessage();
  if (lengths.length === 0) return <p className={page.note}>{message('performance:sweep.noneMeasured')}</p>;
  return (
    <div className={styles.lengths} role="group" aria-label={message('performance:sweep.measuredAt')}>
      <span className={page.note}>{message('performance:sweep.measuredAt')}</span>
      {lengths.map(({ input, output, count }) => (
        <Button
          key={`${input} ${output}`}
          aria-pressed={input === shown.input && output === shown.output}
          onClick={() => onChoose({ input, output })}
        >
          {message('performance:sweep.lengths', { input, output })}{' '}
          <span className={page.quiet}>({count})</span>
        </Button>
      ))}
    </div>
  );
}
