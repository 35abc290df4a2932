import { useState } from 'react';
import { Button } from '#renderer/components/button';
import { applyCommand } from '#renderer/documents/command';
import type { AnyProblem, Fix } from '#renderer/documents/fixes/fix';
import { fixesOf } from '#renderer/documents/fixes/fixes';
import { useApi, useCatalogue, useCommands, usePlan, useScenario } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import type { WirePlan } from '#shared/plan/plan';
import styles from './problems.module.css';

interface Counts {
  readonly errors: number;
  readonly warnings: number;
}

const countsOf = ({ problems }: Pick<WirePlan, 'problems'>): Counts => ({
  errors: problems.filter(({ severity }) => severity === 'error').length,
  warnings: problems.filter(({ severity }) => severity === 'warning').length,
});

interface Preview {
  readonly fix: Fix;
  readonly after: Counts;
}

/** The edits that mend a problem. Each shows what would be left of all problems before it is made. */
export function ProblemFixes({ problem }: { readonly problem: AnyProblem }) {
  const message = useMessage();
  const api = useApi();
  const dispatch = useCommands();
  const catalogue = useCatalogue();
  const scenario = useScenario((open) => open);
  const plan = usePlan((whole) => whole);
  const [preview, setPreview] = useState<Preview>();
  if (plan === undefined) return null;
  const fixes = fixesOf(problem, { scenario, catalogue, plan });
  if (fixes.length === 0) return null;
  const nameOf = ({ command: { name } }: Fix): string => message(name.key, name.params);
  const show = async (fix: Fix): Promise<void> => {
    const planned = await api.plan(applyCommand(scenario, fix.command).scenario);
    if (planned.ok) setPreview({ fix, after: countsOf(planned.value) });
  };
  const before = countsOf(plan);
  return (
    <div className={styles.fixes}>
      {fixes.map((fix) => (
        <Button key={fix.command.name.key} onClick={() => void show(fix)}>
          {nameOf(fix)}
        </Button>
      ))}
      {preview && (
        <div className={styles.preview} role="status">
          <p>
            {message('shell:fixes.after', {
              errors: preview.after.errors,
              warnings: preview.after.warnings,
              errorsNow: before.errors,
              warningsNow: before.warnings,
            })}
          </p>
          <Button
            kind="primary"
            onClick={() => {
              dispatch(preview.fix.command);
              setPreview(undefined);
            }}
          >
            {message('shell:fixes.make', { what: nameOf(preview.fix) })}
          </Button>
          <Button kind="quiet" onClick={() => setPreview(undefined)}>
            {message('shell:fixes.leave')}
          </Button>
        </div>
      )}
    </div>
  );
}
