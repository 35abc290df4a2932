import { ownValue } from '#shared/schema/own-value';
import { type RememberedKey, useDocuments, useRemembered, useScenario } from '#renderer/documents/hooks';
import type { Deployment, Workload } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';

export const views = ['fleet', 'tradeOff', 'time', 'timeline', 'serving'] as const;
export type View = (typeof views)[number];

export const viewKey: RememberedKey<View> = {
  key: 'performance.view',
  schema: z.enum(views),
  initial: 'fleet',
};

const Picked = z.strictObject({
  scenario: z.string(),
  kind: z.enum(['deployment', 'workload']),
  id: z.string(),
});

type Picked = z.infer<typeof Picked>;

const pickedKey: RememberedKey<Picked | undefined> = {
  key: 'performance.picked',
  schema: Picked.optional(),
  initial: undefined,
};

/** What the inspector is about. */
export type Subject =
  | { readonly kind: 'deployment'; readonly deployment: Deployment }
  | { readonly kind: 'workload'; readonly workload: Workload };

export interface Picking {
  readonly subject: Subject | undefined;
  /** The deployment that the views show: the picked one, else the first. */
  readonly deployment: Deployment | undefined;
  readonly pick: (kind: 'deployment' | 'workload', id: string) => void;
}

/** Which deployment or workload of the open scenario is looked at; the first deployment where none was picked. */
export function usePicking(): Picking {
  const scenario = useDocuments(({ current }) => current) ?? '';
  const deployments = useScenario((open) => open.deployments);
  const workloads = useScenario((open) => open.workloads);
  const [picked, setPicked] = useRemembered(pickedKey);
  const here = picked?.scenario === scenario ? picked : undefined;
  const found = here?.kind === 'deployment' ? ownValue(deployments, here.id) : undefined;
  const deployment = found ?? Object.values(deployments)[0];
  const workload = here?.kind === 'workload' ? ownValue(workloads, here.id) : undefined;
  return {
    subject: workload ? { kind: 'workload', workload } : deployment && { kind: 'deployment', deployment },
    deployment,
    pick: (kind, id) => setPicked({ scenario, kind, id }),
  };
}
