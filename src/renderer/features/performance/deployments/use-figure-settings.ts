import { useMemo } from 'react';
import { useScenario } from '#renderer/documents/hooks';
import type { FigureSettings } from '#shared/scenario/schema';

/** The readings and own figures of the open scenario, which predictions for it go by. */
export function useFigureSettings(): FigureSettings {
  const choices = useScenario((scenario) => scenario.choices);
  const overrides = useScenario((scenario) => scenario.overrides);
  return useMemo(() => ({ choices, overrides }), [choices, overrides]);
}
