import { floorPlanOf, type FloorPlan } from '#shared/floor/floor-plan';
import { useMemo } from 'react';
import { useCatalogue, useScenario } from '../../../documents/hooks';
import { rowsOnFloor, type RowOnFloor } from './floor-geometry';

export interface FloorNow {
  readonly plan: FloorPlan;
  readonly rows: readonly RowOnFloor[];
}

/** The floor plan of the open scenario, worked out when its racks or its floor change. */
export function useFloor(): FloorNow {
  const racks = useScenario((scenario) => scenario.racks);
  const floor = useScenario((scenario) => scenario.floor);
  const choices = useScenario((scenario) => scenario.choices);
  const overrides = useScenario((scenario) => scenario.overrides);
  const { rackTypes } = useCatalogue();
  return useMemo(() => {
    const plan = floorPlanOf({ racks, choices, overrides, ...(floor && { floor }) }, rackTypes);
    return { plan, rows: rowsOnFloor(plan) };
  }, [racks, floor, choices, overrides, rackTypes]);
}
