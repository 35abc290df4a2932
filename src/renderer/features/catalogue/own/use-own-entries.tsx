import { useState } from 'react';
import { applyCommand, type Command } from '#renderer/documents/command';
import { useApi, useCommands, useScenario } from '#renderer/documents/hooks';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Problem, WirePlan } from '#shared/plan/plan';
import type { Refusal } from '#shared/refusal/refusal';
import { type Doubted, DoubtDialog, useDoubt } from './doubt';
import styles from './own.module.css';

/** Problems of the worst kind that a change brings, so that they are said before it is made. */
export function newErrors(
  before: Pick<WirePlan, 'problems'>,
  after: Pick<WirePlan, 'problems'>,
): readonly Problem[] {
  const known = new Set(before.problems.filter(isError).map(keyOf));
  return after.problems.filter((problem) => isError(problem) && !known.has(keyOf(problem)));
}

const isError = ({ severity }: Problem): boolean => severity === 'error';

/** Two problems are one when they say the same of the same place, whatever the numbers in it. */
const keyOf = ({ place, refusal }: Problem): string => JSON.stringify([place, refusal.code]);

/** A change that would break something, waiting for the user to decide. */
interface Doubt {
  readonly command: Command;
  readonly errors: readonly Problem[];
}

export interface OwnEntryEdits extends Doubted<Doubt> {
  /** Makes the change, or asks first where the scenario would have new errors. */
  readonly make: (command: Command) => Promise<boolean>;
  readonly refusal: Refusal | undefined;
}

/** Edits of own entries; what a change would break is found by planning the scenario with it. */
export function useOwnEntries(): OwnEntryEdits {
  const api = useApi();
  const dispatch = useCommands();
  const scenario = useScenario((whole) => whole);
  const [refusal, setRefusal] = useState<Refusal>();
  const take = (command: Command): boolean => {
    const done = dispatch(command);
    setRefusal(done.ok ? undefined : done.error);
    return done.ok;
  };
  const { ask, ...doubted } = useDoubt<Doubt>(({ command }) => take(command));
  return {
    make: async (command) => {
      const changed = applyCommand(scenario, command).scenario;
      const [before, after] = await Promise.all([api.plan(scenario), api.plan(changed)]);
      const errors = before.ok && after.ok ? newErrors(before.value, after.value) : [];
      if (errors.length === 0) return take(command);
      ask({ command, errors });
      return false;
    },
    refusal,
    ...doubted,
  };
}

const SHOWN = 50;

/** Says what a change would break before it is made. */
export function ConsequencesDialog({
  edits,
  onDone,
}: {
  readonly edits: OwnEntryEdits;
  readonly onDone: () => void;
}) {
  const message = useMessage();
  if (!edits.doubt) return null;
  const { errors } = edits.doubt;
  return (
    <DoubtDialog
      title={message('catalogue:consequences.title', { count: errors.length })}
      edits={edits}
      onDone={onDone}
    >
      <ul className={styles.consequences}>
        {errors.slice(0, SHOWN).map(({ refusal }, index) => (
          <li key={index}>{refusalText(refusal)}</li>
        ))}
      </ul>
    </DoubtDialog>
  );
}
