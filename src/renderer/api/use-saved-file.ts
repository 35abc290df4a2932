import { useCallback, useState } from 'react';
import type { Answer, JobControl, SavedFile } from '#shared/api/contract';
import { useJob, type RunningJob } from './use-job';

export interface SavedFileJob<Input> extends RunningJob<Input> {
  /** The file that the last job wrote; null before, while one runs, and where the user chose no place for it. */
  readonly saved: SavedFile;
}

/** A job that ends in a file which the user puts somewhere, and what became of it. */
export function useSavedFile<Input>(
  write: (input: Input, control: JobControl) => Promise<Answer<SavedFile>>,
): SavedFileJob<Input> {
  const [saved, setSaved] = useState<SavedFile>(null);
  const { start: startJob, ...job } = useJob(write, setSaved);
  const start = useCallback(
    (input: Input) => {
      setSaved(null);
      startJob(input);
    },
    [startJob],
  );
  return { ...job, start, saved };
}
