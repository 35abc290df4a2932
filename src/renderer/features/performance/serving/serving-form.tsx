import { useId, useState } from 'react';
import { readOpenedFile } from '#renderer/api/choose-file';
import { Button } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import styles from '#renderer/features/performance/performance.module.css';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Deployment } from '#shared/scenario/schema';
import { readLengths } from '#shared/serving/request-table';
import { MoreSettings } from './more-settings';
import { arrivalKinds, lengthKinds, onGpus, type PartProps, type ServingDraft } from './serving-draft';

interface FileFieldProps {
  readonly label: string;
  /** What is expected, as long as no file is chosen. */
  readonly hint: string;
  /** What was taken from the file, such as its name. */
  readonly chosen: string | undefined;
  /** Takes the content over, or refuses it. */
  readonly onFile: (file: TextFile) => Result<void, Refusal>;
}

interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** A CSV file for the run; a refusal says at once which line is at fault. */
function FileField({ label, hint, chosen, onFile }: FileFieldProps) {
  const id = useId();
  const [refused, setRefused] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readOpenedFile(file);
    const taken = read.ok ? onFile(read.value) : read;
    setRefused(taken.ok ? undefined : refusalText(taken.error));
  };
  return (
    <div className={styles.form}>
      <label className={page.note} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        className={styles.file}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      {refused === undefined && <p className={page.note}>{chosen ?? hint}</p>}
      {refused !== undefined && (
        <p role="alert" className={page.refusal}>
          {refused}
        </p>
      )}
    </div>
  );
}

interface ServingFormProps {
  readonly draft: ServingDraft;
  readonly deployment: Deployment;
  readonly onChange: (draft: ServingDraft) => void;
  readonly canStart: boolean;
  readonly onStart: () => void;
}

/** How requests arrive, how long they are, how they are served, and what counts as good. */
export function ServingForm({ draft, deployment, onChange, canStart, onStart }: ServingFormProps) {
  const message = useMessage();
  const change: PartProps['change'] = (part) => onChange({ ...draft, ...part });
  return (
    <form
      className={styles.servingForm}
      aria-label={message('performance:serving.form')}
      onSubmit={(event) => event.preventDefault()}
    >
      <h2 className={page.subheading}>{message('performance:serving.form')}</h2>
      <ArrivalFields draft={draft} change={change} />
      {draft.arrivals !== 'trace' && <LengthFields draft={draft} change={change} />}
      <ObjectiveFields draft={draft} change={change} />
      <MoreSettings draft={draft} change={change} batching={onGpus(deployment)} />
      <Button kind="primary" disabled={!canStart} onClick={onStart}>
        {message('performance:serving.start')}
      </Button>
    </form>
  );
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
        <FileField
          label={message('performance:serving.trace')}
          hint={message('performance:serving.noTrace')}
          chosen={draft.trace?.name}
          onFile={(trace) => {
            change({ trace });
            return success(undefined);
          }}
        />
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
  const { lengthTable } = draft;
  return (
    <>
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
      {draft.lengths === 'empirical' && (
        <FileField
          label={message('performance:serving.lengthFile')}
          hint={message('performance:serving.noLengthFile')}
          chosen={
            lengthTable &&
            message('performance:serving.lengthsChosen', {
              name: lengthTable.name,
              count: lengthTable.pairs.length,
            })
          }
          onFile={({ name, text }) => {
            const pairs = readLengths(text);
            if (pairs.ok) change({ lengthTable: { name, pairs: pairs.value } });
            return pairs.ok ? success(undefined) : pairs;
          }}
        />
      )}
    </>
  );
}

function ObjectiveFields({ draft, change }: PartProps) {
  const message = useMessage();
  const objective = { unit: 's', minimum: 0.000_001, maximum: 1e6, step: 0.01 };
  return (
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
  );
}
