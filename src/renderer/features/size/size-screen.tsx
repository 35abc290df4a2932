import { useCallback, useEffect, useRef, useState } from 'react';
import { EmptyState } from '#renderer/components/empty-state';
import { JobProgress } from '#renderer/components/job-progress';
import page from '#renderer/components/page.module.css';
import { useApi, useCatalogue, useRemembered, useScenario } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Refusal } from '#shared/refusal/refusal';
import {
  plannedRate,
  rankSizes,
  type SizeOutcome,
  type SizingReport,
  type SizingRequest,
} from '#shared/sizing/sizing';
import { NeedForm, needKey, requestOf } from './need-form';
import { SizeResults } from './size-results';
import styles from './size.module.css';

interface Sizing {
  readonly request: SizingRequest | undefined;
  /** The report of what is found so far; it grows while parts are still being sized. */
  readonly report: SizingReport | undefined;
  readonly refusal: Refusal | undefined;
  readonly running: boolean;
  readonly done: number;
  readonly all: number;
  readonly start: (request: SizingRequest) => void;
  readonly cancel: () => void;
}

interface Found {
  readonly request: SizingRequest;
  readonly outcomes: readonly SizeOutcome[];
  readonly refusal: Refusal | undefined;
  readonly running: boolean;
}

/** Sizes a need on every hardware at once; each answer is shown as it comes, ranked among those that are there. */
function useSizing(): Sizing {
  const api = useApi();
  const { accelerators } = useCatalogue();
  const [found, setFound] = useState<Found>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const hardware = Object.keys(accelerators);
  const start = useCallback(
    (request: SizingRequest) => {
      running.current?.abort();
      const control = new AbortController();
      running.current = control;
      setFound({ request, outcomes: [], refusal: undefined, running: true });
      const asked = Object.keys(accelerators).map(async (each) => {
        const answer = await api.sizeOn({ request, hardware: each }, { signal: control.signal });
        if (control.signal.aborted) return;
        setFound((was) => {
          if (was?.request !== request) return was;
          return answer.ok
            ? { ...was, outcomes: [...was.outcomes, answer.value] }
            : { ...was, refusal: answer.error };
        });
      });
      void Promise.all(asked).then(() => {
        if (!control.signal.aborted) setFound((was) => was && { ...was, running: false });
      });
    },
    [api, accelerators],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    setFound((was) => was && { ...was, running: false });
  }, []);
  return {
    request: found?.request,
    report: found && rankSizes(found.request, found.outcomes),
    refusal: found?.refusal,
    running: found?.running ?? false,
    done: found?.outcomes.length ?? 0,
    all: hardware.length,
    start,
    cancel,
  };
}

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
