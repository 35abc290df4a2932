import { useCallback } from 'react';
import { useFormats } from './format';

/** A quantity as one text with its unit. */
export function useShown(): (value: number, unit: string) => string {
  const { quantity } = useFormats();
  return useCallback(
    (value, unit) => {
      const shown = quantity(value, unit);
      return shown.unit === '' ? shown.value : `${shown.value} ${shown.unit}`;
    },
    [quantity],
  );
}
