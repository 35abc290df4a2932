import type { RackPlan, Stack } from './builder';

type Feeds = RackPlan['feeds'];

const both = (feed: Omit<Feeds[number], 'side'>, perSide: number): Feeds =>
  (['A', 'B'] as const).flatMap((side) => Array.from({ length: perSide }, () => ({ side, ...feed })));

/** Four 17.3 kW strips, 2N: 34.6 kW usable (GroqRack brief). */
export const groqRackFeeds: Feeds = both({ volts: 208, amperes: 60, phases: 3 }, 2);

/** Two strips of 34.5 kW a side: 69 kW usable with either side lost. */
export const strongFeeds: Feeds = both({ volts: 415, amperes: 60, phases: 3 }, 2);

/** One strip of 17.3 kW a side, as a typical colocation rack of 12 to 15 kW has. */
export const colocationFeeds: Feeds = both({ volts: 208, amperes: 60, phases: 3 }, 1);

export const groqNodes = (count: number): Stack => ({ type: 'groq-node-v1', name: 'Node', count });
export const dgxH100 = (count: number): Stack => ({ type: 'dgx-h100', name: 'DGX', count });
export const blanks = (count: number): Stack => ({ type: 'blank-1u', name: 'Blank', count });
export const managementSwitch: Stack = { type: 'switch-1gbe', name: 'Management' };

/** Racks in one row, at places from 0. */
export const inOneRow = (racks: readonly Omit<RackPlan, 'place'>[]): readonly RackPlan[] =>
  racks.map((rack, place) => ({ ...rack, place }));

/** A conversation of 2,048 tokens, the context that Groq's published rates are for. */
const conversation = { inputTokens: 1024, outputTokens: 1024 };

/** Limits of the MLPerf v4.1 server scenario for Llama-2-70B: first token in 2 s, then 200 ms a token. */
const objective = { timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.2, percentile: 99 };

export const chat = (model: string, requestsPerSecond: number) => ({
  id: 'chat',
  name: 'Chat, 1,024 tokens in and out',
  model,
  ...conversation,
  requestsPerSecond,
  objective,
});

const asked = { input: conversation.inputTokens, output: conversation.outputTokens };

/** One user at a time on one pipeline of LPUs, as the published per-user rates were measured. */
export const onLpus = (model: string, devices: number, precision: 'fp16' | 'int8') => ({
  id: 'chat',
  name: `${model} on ${devices} LPUs, one user`,
  workload: 'chat',
  estimate: {
    hardware: 'groq-lpu-v1',
    devices,
    model,
    weights: precision,
    kv: precision,
    engine: 'groq-2024',
    mode: 'static' as const,
    batch: 1,
    ...asked,
  },
});

/** Saturating load with continuous batching on H100 GPUs, one replica per tensor-parallel group. */
export const onH100 = ({
  model,
  devices,
  tensorParallel,
  precision,
}: {
  readonly model: string;
  readonly devices: number;
  readonly tensorParallel: number;
  readonly precision: 'fp16' | 'fp8';
}) => ({
  id: 'chat',
  name: `${model} on ${devices} H100, full load`,
  workload: 'chat',
  estimate: {
    hardware: 'h100-sxm',
    devices,
    tensorParallel,
    model,
    weights: precision,
    kv: precision,
    engine: precision === 'fp8' ? 'trtllm-0.17' : 'trtllm-bench-2024',
    mode: 'in-flight' as const,
    ...asked,
  },
});
