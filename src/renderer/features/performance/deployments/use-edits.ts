import { useState } from 'react';
import type { Refusal } from '#shared/refusal';
import type { Result } from '#shared/result';
import type { Command } from '../../../documents/command';
import { useCommands } from '../../../documents/hooks';

/** Sends edits and keeps the reason of the last one that was refused. */
export function useEdits() {
  const dispatch = useCommands();
  const [refusal, setRefusal] = useState<Refusal>();
  const send = (command: Command): void => {
    const result: Result<unknown, Refusal> = dispatch(command);
    setRefusal(result.ok ? undefined : result.error);
  };
  return { send, refusal };
}
