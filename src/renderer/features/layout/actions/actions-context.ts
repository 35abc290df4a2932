import { createContext, use } from 'react';
import type { LayoutActions } from './actions';

export const LayoutActionsContext = createContext<LayoutActions | undefined>(undefined);

export function useLayoutActions(): LayoutActions {
  const actions = use(LayoutActionsContext);
  if (!actions) throw new Error('A layout hook was used outside of LayoutActionsContext');
  return actions;
}
