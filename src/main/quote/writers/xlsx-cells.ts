import type { Cell } from 'write-excel-file/universal';
import { majorUnitsOf, type Money } from '#shared/money/money';
import { decimalOf } from './quote-table';

const HEAD_FILL = '#E8ECF0';

/** Yen and won have no smaller unit. */
const amountFormat = (money: Money): string => (decimalOf(money).includes('.') ? '#,##0.00' : '#,##0');

/** Texts are stored as texts, which no spreadsheet evaluates; amounts as numbers that can be summed. */
export const text = (value: string): Cell => ({ value, type: String });
export const strong = (value: string): Cell => ({ value, type: String, fontWeight: 'bold' });
export const wrapped = (value: string): Cell => ({ value, type: String, wrap: true, alignVertical: 'top' });
export const count = (value: number): Cell => ({ value, type: Number, format: '#,##0' });
export const percentage = (value: number): Cell => ({ value, type: Number, format: '0.####%' });
export const plainNumber = (value: number): Cell => ({ value, type: Number });
export const amount = (money: Money): Cell => ({
  value: majorUnitsOf(money),
  type: Number,
  format: amountFormat(money),
});
export const strongAmount = (money: Money): Cell => ({
  value: majorUnitsOf(money),
  type: Number,
  format: amountFormat(money),
  fontWeight: 'bold',
  topBorderStyle: 'thin',
});
export const title = (value: string): Cell => ({ value, type: String, fontWeight: 'bold', fontSize: 16 });
export const head = (label: string, align: 'left' | 'right' = 'left'): Cell => ({
  value: label,
  type: String,
  fontWeight: 'bold',
  backgroundColor: HEAD_FILL,
  align,
});
