import { createContext } from 'react';

/** Leads back from what stands in the place of a screen to the screen before; the shell provides it. */
export const LeavePlace = createContext<() => void>(() => undefined);
