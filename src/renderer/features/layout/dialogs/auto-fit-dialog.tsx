import { useState } from 'react';
import type { FitAnswer, FitRequest } from '#shared/rack/autofit';
import { useJob, type JobState } from '#renderer/api/use-job';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { Icon } from '#renderer/components/icon';
import { useApi, useCatalogue, useCommands, useScenario, useSelection } from '#renderer/documents/hooks';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { applyFit, firstDraft, type FitDraft, requestOf } from './auto-fit';
import styles from './auto-fit.module.css';
import { AutoFitForm } from './auto-fit-form';
import { FitPreview } from './fit-preview';

/** Places a list of servers: what is wanted, what it comes to, and one step that does it. */
export function AutoFitDialog() {
  const message = useMessage();
  const api = useApi();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const { racks: selected, select } = useSelection();
  const scenario = useScenario((current) => current);
  const { store } = useDesigner();
  const [draft, setDraft] = useState(() => firstDraft(catalogue, selected.length));
  const [answer, setAnswer] = useState<FitAnswer>();
  const { state, start, cancel } = useJob(api.fit, (found: FitAnswer) => setAnswer(found));
  const close = () => store.setState({ dialog: undefined });
  const change = (next: Partial<FitDraft>) => {
    setDraft({ ...draft, ...next });
    setAnswer(undefined);
  };
  const apply = () => {
    if (answer === undefined || !dispatch(applyFit(answer, catalogue)).ok) return;
    select({ devices: answer.devices.map(({ id }) => id) });
    close();
  };
  const running = state.kind === 'running';
  return (
    <Dialog
      title={message('autofit:title')}
      onClose={close}
      actions={
        <>
          <Button onClick={running ? cancel : close}>
            {message(running ? 'autofit:stopNow' : 'layout:add.cancel')}
          </Button>
          <Button actsOnFields disabled={running} onClick={() => start(requestOf(draft, scenario, selected))}>
            {message('autofit:find')}
          </Button>
          <Button kind="primary" disabled={!answer || answer.devices.length === 0} onClick={apply}>
            {message('autofit:apply')}
          </Button>
        </>
      }
    >
      <AutoFitForm draft={draft} onChange={change} selected={selected.length} />
      <FitProgress state={state} />
      {answer && <FitPreview answer={answer} />}
    </Dialog>
  );
}

/** That it runs, how far it is, or why there is no answer. */
export function FitProgress({ state }: { readonly state: JobState<FitRequest> | JobState<unknown> }) {
  const message = useMessage();
  switch (state.kind) {
    case 'running':
      return (
        <progress
          className={styles.progress}
          value={state.progress}
          aria-label={message('autofit:running')}
        />
      );
    case 'refused':
      return (
        <p className={styles.problem} role="alert">
          <Icon name="error" />
          <span>{refusalText(state.refusal)}</span>
        </p>
      );
    case 'cancelled':
      return <p role="status">{message('autofit:cancelled')}</p>;
    case 'idle':
      return null;
  }
}
