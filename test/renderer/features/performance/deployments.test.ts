import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import { Scenario, Workload } from '#shared/scenario/schema';
import { applyPatches } from 'immer';
import { applyCommand, type Command } from '#renderer/documents/command';
import {
  addDeployment,
  addWorkload,
  assignWorkload,
  caseOf,
  changeDeployment,
  changeWorkload,
  duplicateDeployment,
  movedTo,
  removeDeployment,
  removeWorkload,
  renameDeployment,
} from '#renderer/features/performance/deployments/edits';
import {
  copyOfDeployment,
  newDeployment,
  newWorkload,
} from '#renderer/features/performance/deployments/new-deployment';
import { freeAccelerators, rackedAccelerators } from '#renderer/features/performance/deployments/hardware';
import { shippedCatalogue } from '../../../support/catalogue';
import { aDeployment, aScenario, devicesOf } from './a-deployment';

const catalogue = await shippedCatalogue();
const aNode = 'groq-node-v1';
const aServer = 'dgx-h100';

const after = (scenario: Scenario, ...commands: readonly Command[]): Scenario =>
  commands.reduce((current, command) => applyCommand(current, command).scenario, scenario);

describe('the accelerators in the racks', () => {
  it('are counted from the servers that hold them, the most numerous first', () => {
    const scenario = aScenario({ devices: devicesOf(aServer, aNode, aNode, 'blank-1u') });
    expect(rackedAccelerators(scenario, catalogue)).toEqual([
      { type: 'groq-lpu-v1', count: 16 },
      { type: 'h100-sxm', count: 8 },
    ]);
  });

  it('are free as far as no deployment asks for them', () => {
    const scenario = after(
      aScenario({ devices: devicesOf(aServer, aNode) }),
      addDeployment(aDeployment({ devices: 6 })),
    );
    expect(freeAccelerators(scenario, catalogue)).toEqual([
      { type: 'groq-lpu-v1', count: 8 },
      { type: 'h100-sxm', count: 2 },
    ]);
  });
});

describe('a new deployment', () => {
  it.each([
    ['one H100 server', [aServer]],
    ['72 LPUs', Array.from({ length: 9 }, () => aNode)],
    ['nothing in the racks', []],
  ])('can run at once: %s', (_, types) => {
    const scenario = aScenario({ devices: devicesOf(...types) });
    const deployment = newDeployment({ scenario, catalogue });
    const [result] = estimate([caseOf(deployment)], catalogue);
    expect(result).toMatchObject({ fits: true });
  });

  it('takes all free accelerators, and the model and lengths of the first workload', () => {
    const workload = Workload.parse({
      id: 'chat',
      name: 'Chat',
      model: 'llama-3.1-8b',
      inputTokens: 300,
      outputTokens: 40,
      requestsPerSecond: 2,
    });
    const scenario = aScenario({ devices: devicesOf(aServer, aServer), workloads: { chat: workload } });
    expect(newDeployment({ scenario, catalogue })).toMatchObject({
      workload: 'chat',
      estimate: { hardware: 'h100-sxm', devices: 16, model: 'llama-3.1-8b', input: 300, output: 40 },
    });
  });

  it('has a free id, as has a copy', () => {
    const first = newDeployment({ scenario: aScenario(), catalogue });
    const scenario = after(aScenario(), addDeployment(first));
    const second = newDeployment({ scenario, catalogue });
    expect([first.id, second.id]).toEqual(['deployment-1', 'deployment-2']);
    expect(copyOfDeployment(scenario, first, 'Copy').id).toBe('deployment-2');
  });
});

describe('the edits of deployments and workloads', () => {
  const workload = Workload.parse({ ...newWorkload(aScenario(), { model: 'llama-3.1-8b', name: 'Chat' }) });
  const deployment = aDeployment();
  const served = after(
    aScenario(),
    addDeployment(deployment),
    addWorkload(workload),
    assignWorkload(deployment, workload),
  );
  const current = (scenario: Scenario) => Object.values(scenario.deployments)[0];

  it.each<readonly [string, Command]>([
    ['rename', renameDeployment(deployment, 'Other')],
    ['change', changeDeployment(deployment, { batch: 4 })],
    ['duplicate', duplicateDeployment(copyOfDeployment(served, deployment, 'Copy'), deployment)],
    ['remove', removeDeployment(deployment)],
    ['change a workload', changeWorkload(workload, { inputTokens: 7 })],
    ['remove a workload', removeWorkload(workload)],
    ['assign none', assignWorkload(deployment, undefined)],
  ])('leave a document that can be read back, and are undone whole: %s', (_, command) => {
    const { scenario, inverse } = applyCommand(served, command);
    expect(scenario).not.toEqual(served);
    expect(Scenario.safeParse(scenario).success).toBe(true);
    expect(applyPatches(scenario, [...inverse])).toEqual(served);
  });

  it('take out what is cleared, so that the simulators choose', () => {
    const scenario = after(served, changeDeployment(deployment, { tensorParallel: undefined }));
    expect(current(scenario)?.estimate).not.toHaveProperty('tensorParallel');
  });

  it('let a deployment take over model and lengths of its workload, and keep them when that goes', () => {
    expect(current(served)?.estimate).toMatchObject({ model: 'llama-3.1-8b', input: 1024, output: 1024 });
    const without = after(served, removeWorkload(workload));
    expect(current(without)).not.toHaveProperty('workload');
    expect(current(without)?.estimate.model).toBe('llama-3.1-8b');
  });
});

describe('a deployment moved to other accelerators', () => {
  it('takes the engine, precision and mode that suit LPUs, and drops the split and cap of the GPUs', () => {
    const own = aDeployment({ powerCapWatts: 500 }).estimate;
    const change = movedTo(own, { hardware: 'groq-lpu-v1', devices: 576, catalogue });
    expect(change).toMatchObject({
      hardware: 'groq-lpu-v1',
      devices: 576,
      engine: 'groq-2024',
      weights: 'int8',
      mode: 'static',
      batch: 1,
      tensorParallel: undefined,
      powerCapWatts: undefined,
    });
  });

  it('keeps mode and batch between GPUs', () => {
    const own = aDeployment({ mode: 'static', batch: 16 }).estimate;
    expect(movedTo(own, { hardware: 'h200-sxm', devices: 8, catalogue })).toMatchObject({
      mode: 'static',
      batch: 16,
    });
  });
});
