import type { Deployment } from '#shared/scenario/schema';
import { Button } from '../../../components/button';
import page from '../../../components/page.module.css';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import { arrivalKinds, lengthKinds, routings, schedulings, type ServingDraft } from './serving-draft';
import { TraceField } from './trace-field';

export interface ServingFormProps {
  readonly draft: ServingDraft;
  readonly deployment: Deployment;
  readonly onChange: (draft: ServingDraft) => void;
  readonly canStart: boolean;
  readonly onStart: () => void;
}

type Change = (part: Partial<ServingDraft>) => void;

/** How requests arrive, how long they are, how they are served, and what counts as good. */
export function ServingForm({ draft, deployment, onChange, canStart, onStart }: ServingFormProps) {
  const message = useMessage();
  const change: Change = (part) => onChange({ ...draft, ...part });
  return (
    <form
      className={styles.servingForm}
      aria-label={message('performance:serving.form')}
      onSubmit={(event) => event.preventDefault()}
    >
      <h2 className={page.subheading}>{message('performance:serving.form')}</h2>
      <ArrivalFields draft={draft} change={change} />
      {draft.arrivals !== 'trace' && <LengthFields draft={draft} change={change} />}
      <ServiceFields draft={draft} change={change} onGpus={!deployment.estimate.hardware.includes('lpu')} />
      <Button kind="primary" disabled={!canStart} onClick={onStart}>
        {message('performance:serving.start')}
      </Button>
      <p className={page.note}>{message('performance:serving.seedNote')}</p>
    </form>
  );
}

interface PartProps {
  readonly draft: ServingDraft;
  readonly change: Change;
}

function ArrivalFields({ draft, change }: PartProps) {
  const message = useMessage();
  const seconds = { unit: 's', minimum: 0.001, maximum: 1e6 };
  return (
    <>
      <Select
        label={message('performance:serving.arrivals')}
        value={draft.arrivals}
        options={arrivalKinds.map((value) => ({
          value,
          label: message(`performance:serving.kinds.${value}`),
        }))}
        onChange={(arrivals) => change({ arrivals })}
      />
      {draft.arrivals === 'gamma' && (
        <QuantityField
          label={message('performance:serving.variation')}
          unit=""
          value={draft.variation}
          minimum={0.05}
          maximum={20}
          step={0.1}
          onCommit={(variation) => change({ variation })}
        />
      )}
      {draft.arrivals === 'on-off' && (
        <div className={`${page.pair} ${styles.servingPair}`}>
          <QuantityField
            label={message('performance:serving.on')}
            {...seconds}
            value={draft.onSeconds}
            onCommit={(onSeconds) => change({ onSeconds })}
          />
          <QuantityField
            label={message('performance:serving.off')}
            {...seconds}
            value={draft.offSeconds}
            onCommit={(offSeconds) => change({ offSeconds })}
          />
        </div>
      )}
      {draft.arrivals === 'trace' ? (
        <TraceField trace={draft.trace} onChange={(trace) => change({ trace })} />
      ) : (
        <div className={`${page.pair} ${styles.servingPair}`}>
          <QuantityField
            label={message('performance:serving.rate')}
            unit="/s"
            value={draft.requestsPerSecond}
            minimum={0.000_001}
            maximum={1e9}
            onCommit={(requestsPerSecond) => change({ requestsPerSecond })}
          />
          <QuantityField
            label={message('performance:serving.count')}
            unit=""
            value={draft.requests}
            minimum={1}
            maximum={2_000_000}
            step={1_000}
            whole
            onCommit={(requests) => change({ requests })}
          />
        </div>
      )}
    </>
  );
}

function LengthFields({ draft, change }: PartProps) {
  const message = useMessage();
  return (
    <div className={`${page.pair} ${styles.servingPair}`}>
      <Select
        label={message('performance:serving.lengths')}
        value={draft.lengths}
        options={lengthKinds.map((value) => ({
          value,
          label: message(`performance:serving.lengthKinds.${value}`),
        }))}
        onChange={(lengths) => change({ lengths })}
      />
      {draft.lengths === 'log-normal' && (
        <QuantityField
          label={message('performance:serving.sigma')}
          unit="σ"
          value={draft.sigma}
          minimum={0}
          maximum={3}
          step={0.1}
          onCommit={(sigma) => change({ sigma })}
        />
      )}
    </div>
  );
}

function ServiceFields({ draft, change, onGpus }: PartProps & { readonly onGpus: boolean }) {
  const message = useMessage();
  const objective = { unit: 's', minimum: 0.000_001, maximum: 1e6, step: 0.01 };
  return (
    <>
      <Select
        label={message('performance:serving.routing')}
        value={draft.routing}
        options={routings.map((value) => ({
          value,
          label: message(`performance:serving.routings.${value}`),
        }))}
        onChange={(routing) => change({ routing })}
      />
      {onGpus && (
        <Select
          label={message('performance:serving.scheduling')}
          value={draft.scheduling}
          options={schedulings.map((value) => ({
            value,
            label: message(`performance:serving.schedulings.${value}`),
          }))}
          onChange={(scheduling) => change({ scheduling })}
        />
      )}
      <div className={`${page.pair} ${styles.servingPair}`}>
        <QuantityField
          label={message('performance:serving.firstToken')}
          {...objective}
          value={draft.firstTokenSeconds}
          placeholder={message('performance:form.notAsked')}
          onCommit={(firstTokenSeconds) => change({ firstTokenSeconds })}
          onClear={() => change({ firstTokenSeconds: undefined })}
        />
        <QuantityField
          label={message('performance:serving.perToken')}
          {...objective}
          value={draft.perTokenSeconds}
          placeholder={message('performance:form.notAsked')}
          onCommit={(perTokenSeconds) => change({ perTokenSeconds })}
          onClear={() => change({ perTokenSeconds: undefined })}
        />
      </div>
      <QuantityField
        label={message('performance:serving.seed')}
        unit=""
        value={draft.seed}
        minimum={0}
        maximum={Number.MAX_SAFE_INTEGER}
        whole
        onCommit={(seed) => change({ seed })}
      />
    </>
  );
}
