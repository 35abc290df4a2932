import type { TokenPrices } from '#shared/scenario/finance';
import page from '#renderer/components/page.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCommands, useScenario } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { changeTerm } from '#renderer/components/finance-terms/finance-edits';

const MOST = 1e6;

/** What is asked for tokens, so that revenue and margin can be held against the cost; nothing where none are sold. */
export function TokenPriceFields() {
  const message = useMessage();
  const dispatch = useCommands();
  const prices = useScenario(({ finance }) => finance.tokenPrices);
  const currency = useScenario((scenario) => scenario.currency);
  const set = (tokenPrices: TokenPrices | undefined) =>
    dispatch(changeTerm({ tokenPrices }, message('finance:tokens')));
  const start: TokenPrices = { currency, inputPerMillion: 0, outputPerMillion: 0, cachedShare: 0 };
  return (
    <fieldset className={page.group}>
      <legend>{message('finance:tokens')}</legend>
      <Select
        label={message('finance:sold')}
        value={prices ? 'sold' : 'none'}
        options={[
          { value: 'none', label: message('finance:notSold') },
          { value: 'sold', label: message('finance:atPrices') },
        ]}
        onChange={(kind) => set(kind === 'sold' ? start : undefined)}
      />
      {prices && <Fields prices={prices} set={set} />}
    </fieldset>
  );
}

interface FieldsProps {
  readonly prices: TokenPrices;
  readonly set: (prices: TokenPrices) => void;
}

function Fields({ prices, set }: FieldsProps) {
  const message = useMessage();
  const { currency, inputPerMillion, outputPerMillion, cachedInputPerMillion, cachedShare } = prices;
  return (
    <div className={page.pair}>
      {(['inputPerMillion', 'outputPerMillion'] as const).map((field) => (
        <QuantityField
          key={field}
          label={message(`finance:${field}`)}
          unit={currency}
          value={prices[field]}
          minimum={0}
          maximum={MOST}
          step={0.01}
          onCommit={(value) => set({ ...prices, [field]: value })}
        />
      ))}
      <QuantityField
        label={message('finance:cachedInputPerMillion')}
        unit={currency}
        value={cachedInputPerMillion}
        minimum={0}
        maximum={MOST}
        step={0.01}
        hint={message('finance:cachedHint')}
        onCommit={(value) => set({ ...prices, cachedInputPerMillion: value })}
        onClear={() => set({ currency, inputPerMillion, outputPerMillion, cachedShare })}
      />
      <QuantityField
        label={message('finance:cachedShare')}
        unit="%"
        value={Number((cachedShare * 100).toFixed(6))}
        minimum={0}
        maximum={100}
        onCommit={(value) => set({ ...prices, cachedShare: value / 100 })}
      />
    </div>
  );
}
