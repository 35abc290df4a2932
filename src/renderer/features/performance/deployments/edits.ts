import { useState } from 'react';
import type { Command } from '#renderer/documents/command';
import { useCommands } from '#renderer/documents/hooks';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateCase } from '#shared/estimate/case';
import type { Refusal, Result } from '#shared/refusal/refusal';
import type { Deployment, Workload } from '#shared/scenario/schema';
import { startingPoint } from './new-deployment';

export type Estimate = Deployment['estimate'];

export const addDeployment = (deployment: Deployment): Command => ({
  name: { key: 'performance:commands.addDeployment', params: { deployment: deployment.name } },
  recipe: (draft) => {
    draft.deployments[deployment.id] = deployment;
  },
});

export const duplicateDeployment = (copy: Deployment, original: Deployment): Command => ({
  name: { key: 'performance:commands.duplicateDeployment', params: { deployment: original.name } },
  recipe: (draft) => {
    draft.deployments[copy.id] = copy;
  },
});

export const removeDeployment = (deployment: Deployment): Command => ({
  name: { key: 'performance:commands.removeDeployment', params: { deployment: deployment.name } },
  recipe: (draft) => {
    Reflect.deleteProperty(draft.deployments, deployment.id);
  },
});

export const renameDeployment = (deployment: Deployment, name: string): Command => ({
  name: { key: 'performance:commands.rename', params: { from: deployment.name, to: name } },
  recipe: (draft) => {
    const renamed = draft.deployments[deployment.id];
    if (renamed) renamed.name = name;
  },
});

/** What is undefined in the change is taken out, so that the simulators choose. */
export type EstimateChange = { readonly [Key in keyof Estimate]?: Estimate[Key] | undefined };

export const changeDeployment = (deployment: Deployment, change: EstimateChange): Command => ({
  name: { key: 'performance:commands.changeDeployment', params: { deployment: deployment.name } },
  recipe: (draft) => {
    const changed = draft.deployments[deployment.id];
    if (changed) changed.estimate = changedEstimate(changed.estimate, change);
  },
  merge: `deployment ${deployment.id} ${Object.keys(change).join()}`,
});

export function changedEstimate(estimate: Estimate, change: EstimateChange): Estimate {
  const entries = Object.entries({ ...estimate, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Estimate;
}

/** Puts a deployment on other accelerators, with the precision, engine and split that suit them. */
export function movedTo(
  estimate: Estimate,
  {
    hardware,
    devices,
    catalogue,
  }: { readonly hardware: string; readonly devices: number; readonly catalogue: Catalogue },
): EstimateChange {
  const accelerator = catalogue.accelerators[hardware];
  const model = catalogue.models[estimate.model];
  const sameKind = accelerator?.kind === catalogue.accelerators[estimate.hardware]?.kind;
  const start = accelerator && model ? startingPoint(accelerator, model, devices) : {};
  const kept = sameKind ? { mode: estimate.mode, batch: estimate.batch } : {};
  return {
    tensorParallel: undefined,
    pipelineParallel: undefined,
    powerCapWatts: undefined,
    batch: undefined,
    ...start,
    ...kept,
    hardware,
    devices,
  };
}

/** Lets a deployment serve a workload: it takes over model and lengths, so that both speak of the same requests. */
export const assignWorkload = (deployment: Deployment, workload: Workload | undefined): Command => ({
  name: { key: 'performance:commands.assignWorkload', params: { deployment: deployment.name } },
  recipe: (draft) => {
    const changed = draft.deployments[deployment.id];
    if (!changed) return;
    if (!workload) {
      delete changed.workload;
      return;
    }
    changed.workload = workload.id;
    changed.estimate = {
      ...changed.estimate,
      model: workload.model,
      input: workload.inputTokens,
      output: workload.outputTokens,
    };
  },
});

export const addWorkload = (workload: Workload): Command => ({
  name: { key: 'performance:commands.addWorkload', params: { workload: workload.name } },
  recipe: (draft) => {
    draft.workloads[workload.id] = workload;
  },
});

export const duplicateWorkload = (copy: Workload, original: Workload): Command => ({
  name: { key: 'performance:commands.duplicateWorkload', params: { workload: original.name } },
  recipe: (draft) => {
    draft.workloads[copy.id] = copy;
  },
});

/** Deployments that served it stay, and serve none. */
export const removeWorkload = (workload: Workload): Command => ({
  name: { key: 'performance:commands.removeWorkload', params: { workload: workload.name } },
  recipe: (draft) => {
    Reflect.deleteProperty(draft.workloads, workload.id);
    for (const deployment of Object.values(draft.deployments)) {
      if (deployment.workload === workload.id) delete deployment.workload;
    }
  },
});

export type WorkloadChange = Partial<Omit<Workload, 'id'>>;

export const changeWorkload = (workload: Workload, change: WorkloadChange): Command => ({
  name: { key: 'performance:commands.changeWorkload', params: { workload: workload.name } },
  recipe: (draft) => {
    const changed = draft.workloads[workload.id];
    if (changed) Object.assign(changed, change);
  },
  merge: `workload ${workload.id} ${Object.keys(change).join()}`,
});

/** The case that simulators are asked about for a deployment. */
export const caseOf = ({ id, estimate }: Deployment): EstimateCase => ({ ...estimate, id });

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
