import page from '../../../components/page.module.css';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import { prefixKinds, type BatchingProps, type PrefixKind, type ServingDraft } from './serving-draft';

/** Which beginnings of prompts are found again: none, a stated share of each, those of groups, or those that a trace names. */
export function PrefixFields({ draft, change, batching }: BatchingProps) {
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
