import { plannedRate } from '#shared/sizing';
import { EmptyState } from '../../components/empty-state';
import { useRemembered, useScenario } from '../../documents/hooks';
import { useFormats } from '../../format/use-formats';
import { refusalText } from '../../i18n/refusal-text';
import { useMessage } from '../../i18n/use-language';
import { JobProgress } from '../../components/job-progress';
import page from '../../components/page.module.css';
import { needKey, requestOf } from './need';
import { NeedForm } from './need-form';
import { SizeResults } from './size-results';
import styles from './size.module.css';
import { useSizing } from './use-sizing';

/** From a need to fleets that meet it: every hardware held to the same objective, ranked by what it costs. */
export function SizeScreen() {
  const message = useMessage();
  const formats = useFormats();
  const [need, change] = useRemembered(needKey);
  const terms = useScenario((scenario) => scenario);
  const sizing = useSizing();
  const request = requestOf(need, terms);
  const { report } = sizing;
  return (
    <section className={styles.screen} aria-label={message('size:title')}>
      <NeedForm
        need={need}
        onChange={change}
        canRun={request !== undefined}
        running={sizing.running}
        onRun={() => request && sizing.start(request)}
      />
      <div className={styles.main} aria-busy={sizing.running}>
        <h2 className={page.heading}>{message('size:heading')}</h2>
        {request && (
          <p className={page.intro}>
            {message('size:planned', { rate: formats.number(plannedRate(request), 1) })}{' '}
            {message('size:termsHint')}
          </p>
        )}
        {sizing.running && (
          <JobProgress
            label={message('size:running', { done: sizing.done, all: sizing.all })}
            progress={sizing.done / sizing.all}
            cancelLabel={message('size:cancel')}
            onCancel={sizing.cancel}
          />
        )}
        {sizing.refusal && (
          <p role="alert" className={page.refusal}>
            {refusalText(sizing.refusal)}
          </p>
        )}
        {!report && <EmptyState title={message('size:empty')} text={message('size:emptyHint')} />}
        {report && sizing.request && (
          <SizeResults report={report} request={sizing.request} running={sizing.running} all={sizing.all} />
        )}
      </div>
    </section>
  );
}
