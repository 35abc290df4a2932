import { type Catalogue, usualServer } from '#shared/catalogue/catalogue';
import type { Accelerator, ModelSpecification, Precision } from '#shared/catalogue/entries';
import { DeploymentId, WorkloadId } from '#shared/schema/ids';
import { bytesPerElement } from '#shared/catalogue/model-arithmetic';
import type { Deployment, Scenario, Workload } from '#shared/scenario/schema';
import {
  freeAccelerators,
  memoryBytesOf,
  parametersOf,
  rackedAccelerators,
  type RackedAccelerators,
  tensorSplits,
} from './hardware';

/** Models to begin with where no workload names one, the largest first; the first that fits is taken. */
const usualModels = ['llama-3.1-70b', 'llama-3.1-8b'];

/** Share of memory that weights may take; the rest is for the cache and the runtime. */
const WEIGHTS_SHARE = 0.8;

export interface NewDeployment {
  readonly scenario: Scenario;
  readonly catalogue: Catalogue;
  /** The accelerators it runs on; otherwise those that are free in the racks, then any in them, then one usual server's. */
  readonly on?: RackedAccelerators;
}

/** A deployment that makes sense to begin with: the accelerators in the racks, a model that fits them, chat lengths. */
export function newDeployment({ scenario, catalogue, on }: NewDeployment): Deployment {
  const accelerators = on ??
    freeAccelerators(scenario, catalogue)[0] ??
    rackedAccelerators(scenario, catalogue)[0] ??
    usualServer(catalogue)?.accelerators ?? { type: '', count: 1 };
  const hardware = catalogue.accelerators[accelerators.type];
  const workload = Object.values(scenario.workloads)[0];
  const model = modelFor({ catalogue, hardware, devices: accelerators.count, workload });
  const id = freeId(scenario.deployments, 'deployment');
  return {
    id: DeploymentId.parse(id),
    name: nameFor(model, hardware, accelerators),
    estimate: {
      hardware: accelerators.type,
      devices: accelerators.count,
      model: model?.id ?? usualModels[0] ?? '',
      input: workload?.inputTokens ?? 1024,
      output: workload?.outputTokens ?? 1024,
      ...(hardware && model ? startingPoint(hardware, model, accelerators.count) : { mode: 'in-flight' }),
    },
    ...(workload && { workload: workload.id }),
  };
}

const nameFor = (
  model: ModelSpecification | undefined,
  hardware: Accelerator | undefined,
  { type, count }: RackedAccelerators,
): string => `${model?.name ?? '?'} · ${count} × ${hardware?.name ?? type}`.slice(0, 120);

interface ModelQuestion {
  readonly catalogue: Catalogue;
  readonly hardware: Accelerator | undefined;
  readonly devices: number;
  readonly workload: Workload | undefined;
}

function modelFor({ catalogue, hardware, devices, workload }: ModelQuestion): ModelSpecification | undefined {
  if (workload) return catalogue.models[workload.model];
  const known = usualModels.flatMap((id) => catalogue.models[id] ?? []);
  const memory = (hardware && memoryBytesOf(hardware)) ?? 0;
  const fits = (model: ModelSpecification): boolean =>
    (parametersOf(model) ?? Infinity) * bytesPerElement(narrowOn(hardware)) <=
    WEIGHTS_SHARE * memory * devices;
  return known.find(fits) ?? known.at(-1);
}

const narrowOn = (hardware: Accelerator | undefined): Precision => {
  if (hardware?.kind === 'lpu') return 'int8';
  return hardware?.densePeak.fp8 === undefined ? 'fp16' : 'fp8';
};

type StartingPoint = Pick<Deployment['estimate'], 'mode'> & Partial<Deployment['estimate']>;

/** How a model is usually run on a part: LPUs one user at the full speed of the pipeline, GPUs at a full load. */
export function startingPoint(
  hardware: Accelerator,
  model: ModelSpecification,
  devices: number,
): StartingPoint {
  const weights = narrowOn(hardware);
  const kv: Precision = weights === 'fp16' ? 'fp16' : weights;
  const common = { weights, kv, engine: hardware.defaultEngine };
  if (hardware.kind === 'lpu') return { ...common, mode: 'static', batch: 1 };
  const needed = (parametersOf(model) ?? 0) * bytesPerElement(weights);
  const held = WEIGHTS_SHARE * (memoryBytesOf(hardware) ?? 0);
  const splits = tensorSplits(model, { devices });
  const tensorParallel = splits.find((split) => needed <= held * split) ?? splits.at(-1) ?? 1;
  return { ...common, mode: 'in-flight', tensorParallel };
}

/** A copy under a free id and a name that says so. */
export const copyOfDeployment = (scenario: Scenario, deployment: Deployment, name: string): Deployment => ({
  ...deployment,
  id: DeploymentId.parse(freeId(scenario.deployments, 'deployment')),
  name: name.slice(0, 120),
});

/** A workload that asks for what most chats do. */
export function newWorkload(
  scenario: Scenario,
  { model, name }: { readonly model: string; readonly name: string },
): Workload {
  return {
    id: WorkloadId.parse(freeId(scenario.workloads, 'workload')),
    name,
    model,
    inputTokens: 1024,
    outputTokens: 1024,
    requestsPerSecond: 1,
    objective: { timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.2, percentile: 99 },
  };
}

export const copyOfWorkload = (scenario: Scenario, workload: Workload, name: string): Workload => ({
  ...workload,
  id: WorkloadId.parse(freeId(scenario.workloads, 'workload')),
  name: name.slice(0, 120),
});

/** `deployment-3`, where 1 and 2 are taken. */
function freeId(taken: Readonly<Record<string, unknown>>, stem: string): string {
  let number = 1;
  while (Object.hasOwn(taken, `${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
