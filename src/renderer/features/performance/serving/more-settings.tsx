import page from '../../../components/page.module.css';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import { FailureFields } from './failure-fields';
import { PrefixFields } from './prefix-fields';
import { cachePolicies, routings, schedulings, type BatchingProps, type PartProps } from './serving-draft';

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
