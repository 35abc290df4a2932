import type { ModelShape } from '#main/simulator/case/resolved-case';
import { CLOCK_HERTZ } from '#main/simulator/lpu/chip/geometry';
import { allLayersCycles, headCycles, type LayerPass } from '#main/simulator/lpu/schedule/decoder-layer';
import { changeCycles, type LayerWaits, waitCycles } from '#main/simulator/lpu/schedule/graphs/decoder';
import { linkRateNames, MOST_CHIPS } from '#main/simulator/lpu/schedule/network';
import { calibration } from './generation';

/** The calibrated constants in cycles of a chip. */
export const calibratedWaits: LayerWaits = {
  layer: calibration.layerSeconds * CLOCK_HERTZ,
  expertLayer: calibration.expertLayerSeconds * CLOCK_HERTZ,
};

/** Where one pass through the pipeline spends its time. */
export interface TokenTime {
  readonly seconds: number;
  /** As the schedule has it: units, pipelines of the chip, all-reduces. */
  readonly layerSeconds: number;
  readonly headSeconds: number;
  readonly hopSeconds: number;
  /** Calibrated: what no published mechanism explains. */
  readonly unexplainedSeconds: number;
}

interface Generation {
  /** How much faster than the first generation the units and links are. */
  readonly speed: number;
}

/** Time of one pass of tokens from the first stage to the last. */
export function tokenTime(pass: LayerPass, pipeline: number, { speed }: Generation): TokenTime {
  const seconds = (cycles: number): number => cycles / (CLOCK_HERTZ * speed);
  const layerSeconds = seconds(allLayersCycles(pass));
  const headSeconds = seconds(headCycles(pass));
  const hopSeconds = changeCycles(pass, pipeline) / CLOCK_HERTZ;
  const unexplainedSeconds = seconds(waitCycles(pass, calibratedWaits));
  return {
    seconds: layerSeconds + headSeconds + hopSeconds + unexplainedSeconds,
    layerSeconds,
    headSeconds,
    hopSeconds,
    unexplainedSeconds,
  };
}

/** How a prompt is read by a pipeline: in chunks that follow each other through the stages. */
interface PromptTime {
  /** From the first chunk's start to the first token, where nothing else is in the pipeline. */
  readonly seconds: number;
  /** For how long it keeps the first stage from other prompts and tokens, and every other stage likewise. */
  readonly stageSeconds: number;
  readonly chunkTokens: number;
}

/** Longer chunks would need more SRAM for activations than is set aside for them. */
const LONGEST_CHUNK = 512;

/**
 * Reads a prompt in the chunks that give the first token soonest: short ones leave the stages behind the first idle for less
 * time, long ones pay the fixed cost of a pass less often. The size is chosen once per doubling of the prompt.
 */
export function promptTime(pass: LayerPass, pipeline: number, generation: Generation): PromptTime {
  return inChunks(pass, pipeline, { generation, chunk: chunkFor(pass, pipeline, generation) });
}

const kept = new WeakMap<ModelShape, Map<number, number>>();
const MOST_KEPT = 10_000;

function chunkFor(pass: LayerPass, pipeline: number, generation: Generation): number {
  const octave = Math.round(Math.log2(pass.tokens));
  const known = kept.get(pass.model) ?? new Map<number, number>();
  kept.set(pass.model, known);
  const key = keyOf(pass, { pipeline, octave, speed: generation.speed });
  const tokens = 2 ** octave;
  const found = known.get(key) ?? soonest({ ...pass, tokens, context: tokens / 2 }, pipeline, generation);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, found);
  return found;
}

interface Distinction {
  readonly pipeline: number;
  readonly octave: number;
  readonly speed: number;
}

/** One whole number for all that the size of chunks depends on beside the model. */
function keyOf({ tensor, precision, link }: LayerPass, { pipeline, octave, speed }: Distinction): number {
  const split = pipeline * (MOST_CHIPS + 1) + tensor;
  const kind =
    (linkRateNames.indexOf(link) * 2 + (precision === 'int8' ? 0 : 1)) * SPEEDS + Math.round(speed * 8);
  return (split * OCTAVES + octave) * linkRateNames.length * 2 * SPEEDS + kind;
}

const OCTAVES = 32;
const SPEEDS = 64;

function soonest(pass: LayerPass, pipeline: number, generation: Generation): number {
  let [best, least] = [1, Infinity];
  for (let chunk = 1; chunk <= Math.min(LONGEST_CHUNK, pass.tokens); chunk *= 2) {
    const { seconds } = inChunks(pass, pipeline, { generation, chunk });
    if (seconds < least) [best, least] = [chunk, seconds];
  }
  return best;
}

interface Chunking {
  readonly generation: Generation;
  readonly chunk: number;
}

function inChunks(pass: LayerPass, pipeline: number, { generation, chunk }: Chunking): PromptTime {
  const tokens = Math.min(chunk, pass.tokens);
  const { seconds } = tokenTime({ ...pass, tokens }, pipeline, generation);
  const chunks = pass.tokens / tokens;
  const perStage = seconds / pipeline;
  return {
    seconds: seconds + Math.max(0, chunks - 1) * perStage,
    stageSeconds: chunks * perStage,
    chunkTokens: tokens,
  };
}
