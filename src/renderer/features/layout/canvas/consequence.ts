import { useEffect, useState } from 'react';
import type { Problem, WirePlan, WithoutTraces } from '#shared/plan/plan';
import { applyCommand } from '../../../documents/command';
import { useWorkbench } from '../../../documents/workbench';
import { assess } from '../carry/placement';
import { useDesigner, useDesignerState } from '../designer';
import { drop } from '../edits/devices';
import { sceneNow } from '../scene';
import type { WireRackPlan } from './type-sheet';

const WAIT_MILLISECONDS = 120;

type WireProblem = WithoutTraces<Problem>;

/** What a drop would leave: every rack that something goes into, and what would be wrong that is not so yet. */
export interface Consequence {
  readonly racks: readonly WireRackPlan[];
  readonly broken: readonly WireProblem[];
}

/**
 * The problems of a plan that the one before does not have, anywhere in the scenario: a rack, a feed above it, the
 * cooling of the room, or a group that is torn apart. A limit that is exceeded by more than before counts as new.
 */
export function newProblems(
  { problems }: Pick<WirePlan, 'problems'>,
  before: Pick<WirePlan, 'problems'> | undefined,
): readonly WireProblem[] {
  const keyOf = ({ place, refusal }: WireProblem): string => JSON.stringify([place, refusal]);
  const known = new Set(before?.problems.map(keyOf));
  return problems.filter((problem) => problem.severity !== 'note' && !known.has(keyOf(problem)));
}

/** What would be after the drop; undefined while it is worked out or where nothing can be dropped. */
export function useConsequence(): Consequence | undefined {
  const workbench = useWorkbench();
  const designer = useDesigner();
  const carry = useDesignerState((state) => state.carry);
  const [answer, setAnswer] = useState<{ readonly of: unknown; readonly consequence: Consequence }>();
  useEffect(() => {
    if (carry.kind === 'idle' || !carry.target) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      const scene = sceneNow(workbench, designer);
      const assessment = scene && assess(carry, scene);
      if (!scene || !assessment || assessment.refusal) return;
      const { command } = drop(scene.scenario, carry.load, assessment.places);
      const concerned = new Set(assessment.places.map(({ rack }) => rack));
      void workbench.preview(applyCommand(scene.scenario, command).scenario).then((planned) => {
        if (!current || !planned?.ok) return;
        const racks = [...concerned].flatMap((rack) => planned.value.racks[rack] ?? []);
        const broken = newProblems(planned.value, workbench.plans.store.getState().plan);
        setAnswer({ of: carry, consequence: { racks, broken } });
      });
    }, WAIT_MILLISECONDS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [carry, workbench, designer]);
  return answer?.of === carry ? answer.consequence : undefined;
}
