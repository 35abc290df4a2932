import type { Refusal } from '#shared/refusal';
import { Button } from '../../components/button';
import page from '../../components/page.module.css';
import { messageFor } from '../../i18n/message';
import { refusalText } from '../../i18n/refusal-text';
import { useMessage } from '../../i18n/use-language';
import styles from './quote.module.css';

export interface QuoteRefusalProps {
  readonly refusal: Refusal;
  readonly onLeaveOut: () => void;
}

/** Why there is no quote, and the way on: items without a price can be left out, which the quote then says. */
export function QuoteRefusal({ refusal, onLeaveOut }: QuoteRefusalProps) {
  const message = useMessage();
  const remedy = messageFor(`problems:remedy.${refusal.code}`, refusal.params) ?? refusal.remedy;
  return (
    <div role="alert" className={page.refusal}>
      {refusalText(refusal)}
      {remedy !== undefined && <span className={styles.remedy}>{remedy}</span>}
      {refusal.code === 'quote-price-missing' && (
        <Button onClick={onLeaveOut}>{message('quote:leaveOut')}</Button>
      )}
    </div>
  );
}
