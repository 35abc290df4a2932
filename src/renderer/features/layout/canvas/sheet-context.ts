import { createContext, use } from 'react';
import type { WireRackPlan } from './type-sheet';

export interface Sheet {
  readonly powerOf: (type: string) => WireRackPlan['power'] | undefined;
  /** What the hungriest type draws at most; bars along the faces are shares of it. */
  readonly largestPower: number;
}

export const SheetContext = createContext<Sheet>({ powerOf: () => undefined, largestPower: 1 });

export const useSheet = (): Sheet => use(SheetContext);
