import { Button, IconButton } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import styles from '#renderer/features/performance/performance.module.css';
import { useMessage } from '#renderer/i18n/use-language';
import type { ReplicaFailure } from '#shared/serving/case';
import {
  type BatchingProps,
  cachePolicies,
  type PartProps,
  type PrefixKind,
  prefixKinds,
  routings,
  schedulings,
  type ServingDraft,
} from './serving-draft';

const MOST_FAILURES = 1_000;
const LONGEST_SECONDS = 1e9;

/** Replicas that go down during the run: which, when, and for how long. */
function FailureFields({ draft, change }: PartProps) {
  const message = useMessage();
  const { failures } = draft;
  const put = (index: number, failure: ReplicaFailure) => change({ failures: failures.with(index, failure) });
  return (
    <fieldset className={styles.failures}>
      <legend>{message('performance:serving.failures')}</legend>
      {failures.map((failure, index) => (
        // A failure has no name of its own, and the order never changes but by removing one.
        <div key={index} className={styles.failure}>
          <QuantityField
            label={message('performance:serving.failureOf')}
            unit=""
            value={failure.replica + 1}
            minimum={1}
            maximum={10_000}
            whole
            onCommit={(number) => put(index, { ...failure, replica: number - 1 })}
          />
          <QuantityField
            label={message('performance:serving.failureAt')}
            unit="s"
            value={failure.atSeconds}
            minimum={0}
            maximum={LONGEST_SECONDS}
            onCommit={(atSeconds) => put(index, { ...failure, atSeconds })}
          />
          <QuantityField
            label={message('performance:serving.failureFor')}
            unit="s"
            value={failure.forSeconds}
            minimum={0.001}
            maximum={LONGEST_SECONDS}
            placeholder={message('performance:serving.forGood')}
            onCommit={(forSeconds) => put(index, { ...failure, forSeconds })}
            onClear={() => put(index, { replica: failure.replica, atSeconds: failure.atSeconds })}
          />
          <IconButton
            icon="close"
            label={message('performance:serving.removeFailure', { number: index + 1 })}
            onClick={() => change({ failures: failures.filter((_, other) => other !== index) })}
          />
        </div>
      ))}
      <Button
        kind="quiet"
        icon="plus"
        disabled={failures.length >= MOST_FAILURES}
        onClick={() => change({ failures: [...failures, { replica: 0, atSeconds: 10, forSeconds: 30 }] })}
      >
        {message('performance:serving.addFailure')}
      </Button>
    </fieldset>
  );
}

/** Which beginnings of prompts are found again: none, a stated share of each, those of groups, or those that a trace names. */
function PrefixFields({ draft, change, batching }: BatchingProps) {
  const message = useMessage();
  const { prefixes } = draft;
  return (
    <>
      <Select
        label={message('performance:serving.prefixes')}
        value={prefixes}
        options={kindsFor(draft, batching).map((value) => ({
          value,
          label: message(`performance:serving.prefixKinds.${value}`),
        }))}
        onChange={(kind) => change({ prefixes: kind })}
      />
      {prefixes === 'share' && (
        <QuantityField
          label={message('performance:serving.prefixShare')}
          unit="%"
          value={draft.prefixShare * PERCENT}
          minimum={0}
          maximum={99}
          step={5}
          onCommit={(share) => change({ prefixShare: share / PERCENT })}
        />
      )}
      {prefixes === 'groups' && (
        <div className={`${page.pair} ${styles.servingPair}`}>
          <QuantityField
            label={message('performance:serving.prefixGroups')}
            unit=""
            value={draft.prefixGroups}
            minimum={1}
            maximum={100_000}
            whole
            onCommit={(prefixGroups) => change({ prefixGroups })}
          />
          <QuantityField
            label={message('performance:serving.prefixTokens')}
            unit=""
            value={draft.prefixTokens}
            minimum={1}
            maximum={10_000_000}
            step={128}
            whole
            onCommit={(prefixTokens) => change({ prefixTokens })}
          />
        </div>
      )}
    </>
  );
}

const PERCENT = 100;

/** An LPU pipeline knows a stated share only, and only a trace can name beginnings; what is chosen stays to be seen. */
const kindsFor = ({ arrivals, prefixes }: ServingDraft, batching: boolean): readonly PrefixKind[] =>
  prefixKinds.filter(
    (kind) =>
      kind === prefixes ||
      kind === 'none' ||
      kind === 'share' ||
      (batching && (kind === 'groups' || arrivals === 'trace')),
  );

/** What few runs need to say, folded away: routing, batching, prefix caching, prompts read apart, failures, limits. */
export function MoreSettings({ draft, change, batching }: BatchingProps) {
  const message = useMessage();
  const unlimited = message('performance:serving.unlimited');
  return (
    <details className={styles.more}>
      <summary>{message('performance:serving.more')}</summary>
      <div className={styles.moreFields}>
        <Select
          label={message('performance:serving.routing')}
          value={draft.routing}
          options={routings.map((value) => ({
            value,
            label: message(`performance:serving.routings.${value}`),
          }))}
          onChange={(routing) => change({ routing })}
        />
        {batching && <BatchingFields draft={draft} change={change} />}
        <PrefixFields draft={draft} change={change} batching={batching} />
        {batching && <ApartFields draft={draft} change={change} />}
        <div className={`${page.pair} ${styles.servingPair}`}>
          <QuantityField
            label={message('performance:serving.queueLimit')}
            unit=""
            value={draft.queueLimit}
            minimum={0}
            maximum={10_000_000}
            whole
            placeholder={unlimited}
            onCommit={(queueLimit) => change({ queueLimit })}
            onClear={() => change({ queueLimit: undefined })}
          />
          <QuantityField
            label={message('performance:serving.until')}
            unit="s"
            value={draft.untilSeconds}
            minimum={0.001}
            maximum={1e9}
            placeholder={unlimited}
            onCommit={(untilSeconds) => change({ untilSeconds })}
            onClear={() => change({ untilSeconds: undefined })}
          />
        </div>
        <FailureFields draft={draft} change={change} />
        <QuantityField
          label={message('performance:serving.seed')}
          unit=""
          value={draft.seed}
          minimum={0}
          maximum={Number.MAX_SAFE_INTEGER}
          whole
          hint={message('performance:serving.seedNote')}
          onCommit={(seed) => change({ seed })}
        />
      </div>
    </details>
  );
}

function BatchingFields({ draft, change }: PartProps) {
  const message = useMessage();
  return (
    <>
      <Select
        label={message('performance:serving.scheduling')}
        value={draft.scheduling}
        options={schedulings.map((value) => ({
          value,
          label: message(`performance:serving.schedulings.${value}`),
        }))}
        onChange={(scheduling) => change({ scheduling })}
      />
      <QuantityField
        label={message('performance:serving.chunk')}
        unit=""
        value={draft.chunkTokens}
        minimum={1}
        maximum={1_000_000}
        step={256}
        whole
        placeholder={message('performance:serving.ofEngine')}
        onCommit={(chunkTokens) => change({ chunkTokens })}
        onClear={() => change({ chunkTokens: undefined })}
      />
      <Select
        label={message('performance:serving.cachePolicy')}
        value={draft.cachePolicy}
        options={cachePolicies.map((value) => ({
          value,
          label: message(`performance:serving.cachePolicies.${value}`),
        }))}
        onChange={(cachePolicy) => change({ cachePolicy })}
      />
    </>
  );
}

/** Replicas that only read prompts, and the link over which caches leave each of them. */
function ApartFields({ draft, change }: PartProps) {
  const message = useMessage();
  return (
    <div className={`${page.pair} ${styles.servingPair}`}>
      <QuantityField
        label={message('performance:serving.prefillReplicas')}
        unit=""
        value={draft.prefillReplicas}
        minimum={1}
        maximum={10_000}
        whole
        placeholder={message('performance:serving.nobody')}
        onCommit={(prefillReplicas) => change({ prefillReplicas })}
        onClear={() => change({ prefillReplicas: undefined })}
      />
      <QuantityField
        label={message('performance:serving.link')}
        unit="GB/s"
        value={draft.linkGigabytesPerSecond}
        minimum={0.001}
        maximum={1e6}
        placeholder={message('performance:serving.linkDefault')}
        disabled={draft.prefillReplicas === undefined}
        onCommit={(linkGigabytesPerSecond) => change({ linkGigabytesPerSecond })}
        onClear={() => change({ linkGigabytesPerSecond: undefined })}
      />
    </div>
  );
}
