import { createContext, use, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The element of the shell that the active screen's inspector is shown in. */
export const InspectorPlace = createContext<HTMLElement | null>(null);

/** Shows its children in the inspector at the right; a screen renders one where it has something to inspect. */
export function Inspector({ children }: { readonly children: ReactNode }) {
  const place = use(InspectorPlace);
  return place && createPortal(children, place);
}
