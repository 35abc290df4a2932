import { useMemo } from 'react';
import { useRemembered } from '../documents/hooks';
import { screenBeforeKey, screenKey } from './settings';

export interface HistoryPlace {
  readonly isOpen: boolean;
  readonly toggle: () => void;
  /** Goes back to the screen from which the history was opened. */
  readonly close: () => void;
}

/** The history in the middle of the window: opened from a screen, and left to it. */
export function useHistoryPlace(): HistoryPlace {
  const [screen, setScreen] = useRemembered(screenKey);
  const [before, setBefore] = useRemembered(screenBeforeKey);
  return useMemo(() => {
    const isOpen = screen === 'history';
    const close = () => setScreen(before);
    const open = () => {
      if (screen !== 'history') setBefore(screen);
      setScreen('history');
    };
    return { isOpen, close, toggle: isOpen ? close : open };
  }, [screen, before, setScreen, setBefore]);
}
