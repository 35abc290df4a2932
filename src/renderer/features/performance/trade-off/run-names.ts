import { useCallback } from 'react';
import { useCatalogue } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import type { SweepRun } from './sweep';

/** The accelerator of a run, with its split. */
export function useRunName(): (run: SweepRun) => string {
  const message = useMessage();
  const catalogue = useCatalogue();
  return useCallback(
    ({ hardware, tensorParallel }) => {
      const name = catalogue.accelerators[hardware]?.name ?? hardware;
      return tensorParallel === undefined
        ? name
        : `${name} ${message('performance:sweep.tp', { count: tensorParallel })}`;
    },
    [message, catalogue],
  );
}

/** The split alone where all curves are of the same hardware. */
export function useShortName(): (run: SweepRun, runs: readonly SweepRun[]) => string | undefined {
  const message = useMessage();
  return useCallback(
    (run, runs) =>
      run.tensorParallel !== undefined && runs.every(({ hardware }) => hardware === run.hardware)
        ? message('performance:sweep.tp', { count: run.tensorParallel })
        : undefined,
    [message],
  );
}
