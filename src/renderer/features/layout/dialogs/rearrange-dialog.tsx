import { useState } from 'react';
import type { RearrangeAnswer, RearrangeMeasure } from '#shared/rack/autofit';
import { useJob } from '#renderer/api/use-job';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { useApi, useCommands, useScenario, useSelection } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { applyMoves, type FitTerms, usualTerms } from './auto-fit';
import { FitProgress } from './auto-fit-dialog';
import styles from './auto-fit.module.css';
import { RackTable } from './fit-preview';
import { FitTermsFields } from './auto-fit-form';

/** Places anew what stands in the selected racks, or in all; shows before and after, and does it in one step. */
export function RearrangeDialog() {
  const message = useMessage();
  const api = useApi();
  const dispatch = useCommands();
  const { racks: selected, select } = useSelection();
  const scenario = useScenario((current) => current);
  const { store } = useDesigner();
  const [terms, setTerms] = useState<FitTerms>(usualTerms);
  const [answer, setAnswer] = useState<RearrangeAnswer>();
  const { state, start, cancel } = useJob(api.rearrange, (found: RearrangeAnswer) => setAnswer(found));
  const close = () => store.setState({ dialog: undefined });
  const find = () =>
    start({
      scenario,
      ...(selected.length > 0 && { racks: [...selected] }),
      strategy: terms.strategy,
      powerLevel: terms.powerLevel,
      spareFraction: terms.sparePercent / 100,
      prove: true,
    });
  const apply = () => {
    if (answer === undefined || !dispatch(applyMoves(answer)).ok) return;
    select({ devices: answer.moves.map(({ id }) => id) });
    close();
  };
  const running = state.kind === 'running';
  return (
    <Dialog
      title={message('autofit:rearrangeTitle')}
      onClose={close}
      actions={
        <>
          <Button onClick={running ? cancel : close}>
            {message(running ? 'autofit:stopNow' : 'layout:add.cancel')}
          </Button>
          <Button actsOnFields disabled={running} onClick={find}>
            {message('autofit:find')}
          </Button>
          <Button kind="primary" disabled={!answer || answer.moves.length === 0} onClick={apply}>
            {message('autofit:apply')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.quiet}>
          {selected.length > 0
            ? message('autofit:rearrangeSelected', { count: selected.length })
            : message('autofit:rearrangeAll')}
        </p>
        <FitTermsFields
          terms={terms}
          onChange={(next) => {
            setTerms({ ...terms, ...next });
            setAnswer(undefined);
          }}
        />
      </div>
      <FitProgress state={state} />
      {answer && <Outcome answer={answer} />}
    </Dialog>
  );
}

function Outcome({ answer }: { readonly answer: RearrangeAnswer }) {
  const message = useMessage();
  const { number } = useFormats();
  const measure = (key: 'before' | 'after', { racks, errors, peakWatts }: RearrangeMeasure): string =>
    message(`autofit:${key}`, { racks, errors, peak: number(peakWatts / 1_000, 1) });
  return (
    <section className={styles.preview} aria-label={message('autofit:preview')}>
      <p className={styles.summary} role="status">
        {answer.moves.length > 0
          ? message('autofit:moves', { count: answer.moves.length })
          : message('autofit:nothingBetter')}
      </p>
      <p className={styles.quiet}>{measure('before', answer.before)}</p>
      {answer.moves.length > 0 && <p className={styles.quiet}>{measure('after', answer.after)}</p>}
      <RackTable filled={answer.filled} />
    </section>
  );
}
