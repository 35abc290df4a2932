import { useState } from 'react';
import type { Problem } from '#shared/plan/plan';
import type { Refusal } from '#shared/refusal';
import { applyCommand, type Command } from '../../../documents/command';
import { useApi, useCommands, useScenario } from '../../../documents/hooks';
import { newErrors } from './consequences';

/** A change that would break something, waiting for the user to decide. */
export interface Doubt {
  readonly command: Command;
  readonly errors: readonly Problem[];
}

export interface OwnEntryEdits {
  /** Makes the change, or asks first where the scenario would have new errors. */
  readonly make: (command: Command) => Promise<boolean>;
  readonly doubt: Doubt | undefined;
  readonly refusal: Refusal | undefined;
  readonly confirm: () => void;
  readonly forget: () => void;
}

/** Edits of own entries; what a change would break is found by planning the scenario with it. */
export function useOwnEntries(): OwnEntryEdits {
  const api = useApi();
  const dispatch = useCommands();
  const scenario = useScenario((whole) => whole);
  const [doubt, setDoubt] = useState<Doubt>();
  const [refusal, setRefusal] = useState<Refusal>();
  const take = (command: Command): boolean => {
    const done = dispatch(command);
    setRefusal(done.ok ? undefined : done.error);
    return done.ok;
  };
  return {
    make: async (command) => {
      const changed = applyCommand(scenario, command).scenario;
      const [before, after] = await Promise.all([api.plan(scenario), api.plan(changed)]);
      const errors = before.ok && after.ok ? newErrors(before.value, after.value) : [];
      if (errors.length === 0) return take(command);
      setDoubt({ command, errors });
      return false;
    },
    doubt,
    refusal,
    confirm: () => {
      if (doubt) take(doubt.command);
      setDoubt(undefined);
    },
    forget: () => setDoubt(undefined),
  };
}
