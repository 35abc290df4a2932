import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useMessage } from '../../../i18n/use-language';
import styles from './auto-fit.module.css';
import type { FitTerms } from './auto-fit-draft';

const strategies = ['fewest', 'compact', 'spread'] as const;
const levels = ['maximum', 'typical'] as const;

/** What counts in a fit: the strategy, the power held against the limits, and what stays spare. */
export function FitTermsFields({
  terms,
  onChange,
}: {
  readonly terms: FitTerms;
  readonly onChange: (change: Partial<FitTerms>) => void;
}) {
  const message = useMessage();
  return (
    <div className={styles.three}>
      <Select
        label={message('autofit:strategy')}
        value={terms.strategy}
        options={strategies.map((value) => ({ value, label: message(`autofit:strategies.${value}`) }))}
        onChange={(strategy) => onChange({ strategy })}
      />
      <Select
        label={message('autofit:power')}
        value={terms.powerLevel}
        options={levels.map((value) => ({ value, label: message(`autofit:levels.${value}`) }))}
        onChange={(powerLevel) => onChange({ powerLevel })}
      />
      <QuantityField
        label={message('autofit:spare')}
        unit="%"
        value={terms.sparePercent}
        minimum={0}
        maximum={90}
        onCommit={(sparePercent) => onChange({ sparePercent })}
      />
    </div>
  );
}
