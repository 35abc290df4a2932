import type { Deployment } from '#shared/scenario/schema';
import { Deployment as DeploymentSchema, Scenario } from '#shared/scenario/schema';
import { aDraft } from '../../../support/scenario';

/** Llama-3.1-70B in FP8 on eight H100 at a full load, unless changed. */
export const aDeployment = (changes: Partial<Deployment['estimate']> = {}): Deployment =>
  DeploymentSchema.parse({
    id: 'chat',
    name: 'Chat',
    estimate: {
      hardware: 'h100-sxm',
      devices: 8,
      tensorParallel: 2,
      model: 'llama-3.1-70b',
      weights: 'fp8',
      kv: 'fp8',
      engine: 'trtllm-0.17',
      mode: 'in-flight',
      input: 1024,
      output: 1024,
      ...changes,
    },
  });

export const aScenario = (changes: Readonly<Record<string, unknown>> = {}): Scenario =>
  Scenario.parse(aDraft(changes));

/** Devices of these types in the one rack, by numbered ids. */
export const devicesOf = (...types: readonly string[]) =>
  Object.fromEntries(
    types.map((type, index) => {
      const id = `device-${index + 1}`;
      return [id, { id, name: id, type, rack: 'a01', position: 1 + 4 * index, face: 'front' }];
    }),
  );
