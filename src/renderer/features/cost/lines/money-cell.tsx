import type { MoneyRange } from '#shared/money';
import { RangeValue } from '../../../components/range-value';
import { Trace } from '../../../components/trace';

export interface MoneyCellProps {
  readonly label: string;
  /** Its place in the plan. */
  readonly path: string;
  readonly range: MoneyRange;
}

/** An amount with its range that opens where it comes from. */
export const MoneyCell = ({ label, path, range: { low, typical, high } }: MoneyCellProps) => (
  <Trace label={label} path={path}>
    <RangeValue
      range={{ low: low.amount, typical: typical.amount, high: high.amount }}
      unit={typical.currency}
    />
  </Trace>
);
