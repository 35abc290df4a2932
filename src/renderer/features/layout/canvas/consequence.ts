import { useEffect, useState } from 'react';
import type { RackId } from '#shared/ids';
import type { Problem, WithoutTraces } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { applyCommand } from '../../../documents/command';
import { useWorkbench } from '../../../documents/workbench';
import { assess } from '../carry/placement';
import { useDesigner, useDesignerState } from '../designer';
import { drop } from '../edits/devices';
import { sceneNow } from '../scene';
import type { WireRackPlan } from './type-sheet';

const WAIT_MILLISECONDS = 120;

/** The scenario with one rack only: what a rack carries depends on it and on the site. */
export function onlyRack(scenario: Scenario, rack: RackId): Scenario {
  const kept = scenario.racks[rack];
  const devices = Object.entries(scenario.devices).filter(([, device]) => device.rack === rack);
  return {
    ...scenario,
    racks: kept ? { [rack]: kept } : {},
    devices: Object.fromEntries(devices),
    workloads: {},
    deployments: {},
  };
}

/** What a drop would leave: the rack's plan, and the limits that it would break, worst first. */
export interface Consequence {
  readonly plan: WireRackPlan;
  readonly broken: readonly WithoutTraces<Problem>[];
}

/** What the rack that is aimed at would carry after the drop; undefined while it is computed or cannot be. */
export function useConsequence(): Consequence | undefined {
  const workbench = useWorkbench();
  const designer = useDesigner();
  const carry = useDesignerState((state) => state.carry);
  const [answer, setAnswer] = useState<{ readonly of: unknown; readonly plan: Consequence }>();
  useEffect(() => {
    if (carry.kind === 'idle' || !carry.target) return undefined;
    const { rack } = carry.target;
    let current = true;
    const timer = setTimeout(() => {
      const scene = sceneNow(workbench, designer);
      const assessment = scene && assess(carry, scene);
      if (!scene || !assessment || assessment.refusal) return;
      const { command } = drop(scene.scenario, carry.load, assessment.places);
      void workbench.api
        .plan(onlyRack(applyCommand(scene.scenario, command).scenario, rack))
        .then((planned) => {
          const plan = planned.ok ? planned.value.racks[rack] : undefined;
          if (!current || !plan || !planned.ok) return;
          const broken = planned.value.problems.filter(
            ({ severity, place }) => severity !== 'note' && place.kind === 'rack' && place.rack === rack,
          );
          setAnswer({ of: carry, plan: { plan, broken } });
        });
    }, WAIT_MILLISECONDS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [carry, workbench, designer]);
  return answer?.of === carry ? answer.plan : undefined;
}
