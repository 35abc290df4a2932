import { hemisphereOfPlane, PLANES_PER_HEMISPHERE, type Hemisphere } from '../geometry';
import type { GemmPlan } from './gemm-plan';

/** How the planes that work independently are numbered: four for INT8, two pairs for FP16. */

/** The first INT8 plane of each independent plane: 0–3 for INT8, 0 and 2 for FP16. */
export const planeNumber = (plan: GemmPlan, worker: number): number =>
  plan.planes === 4 ? worker : 2 * worker;
export const localPlane = (plan: GemmPlan, worker: number): number =>
  plan.planes === 4 ? worker % PLANES_PER_HEMISPHERE : 0;
export const hemisphereOf = (plan: GemmPlan, worker: number): Hemisphere =>
  hemisphereOfPlane(planeNumber(plan, worker));

/** Which columns and rows a plane works on. */
export const shareOf = (plan: GemmPlan, worker: number) => ({
  columnGroup: worker % plan.columnGroups,
  rowGroup: Math.floor(worker / plan.columnGroups),
});

export const weightSlice = (plan: GemmPlan, worker: number, stream: number): number =>
  plan.planes === 4 ? 16 * localPlane(plan, worker) + stream : stream;
