import type { MoneyRange } from '#shared/money';
import { inMinorUnits, type MoneyRateRange } from '#shared/money-rate';
import { RangeValue } from '../../../components/range-value';
import { Trace } from '../../../components/trace';

export interface MoneyCellProps {
  readonly label: string;
  /** Its place in the plan. */
  readonly path: string;
  readonly range: MoneyRange | MoneyRateRange;
}

/** An amount with its range that opens where it comes from. */
export const MoneyCell = ({ label, path, range }: MoneyCellProps) => (
  <Trace label={label} path={path}>
    <RangeValue range={inMinorUnits(range)} unit={range.typical.currency} />
  </Trace>
);
