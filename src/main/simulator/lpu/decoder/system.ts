import { CLOCK_HERTZ, SRAM_BYTES, WORDS_PER_SLICE } from '#main/simulator/lpu/chip/geometry';
import { linkTo } from '#main/simulator/lpu/chip/kernels/all-reduce';
import {
  emitReceives,
  emitSends,
  type HandOver,
  handOverCycles,
} from '#main/simulator/lpu/chip/kernels/hand-over';
import { emptyMemory, type Memory } from '#main/simulator/lpu/chip/memory';
import { programBuilder } from '#main/simulator/lpu/chip/program';
import { linkSystem } from '#main/simulator/lpu/chip/linked';
import type { Cable, ChipLoad } from '#main/simulator/lpu/chip/run';
import { CHIPS_PER_NODE, HOP_CYCLES, linkCycles } from '#main/simulator/lpu/schedule/network';
import { LANES } from '#main/simulator/lpu/chip/geometry';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { counted, written } from '#shared/text/plural';
import { embedPhases, headPhases, layerPhases, positionPhases } from './compile';
import type { DecoderNetwork } from './network';
import { cyclesOf, type Phase, programOf } from './phases';
import { type ChipPlan, fits, planChip } from './plan-chip';
import { chosenToken, writeToken } from './token-exchange';

/** A network on chips: each holds neighbouring layers, and a token passes them one after another. */
export interface DecoderSystem {
  readonly chips: number;
  readonly plans: readonly ChipPlan[];
  /** Cycles of one token's pass without and with the choice of the next token. */
  readonly bodyCycles: number;
  readonly tokenCycles: number;
  readonly phases: readonly TimedPhase[];
  /** Runs one token through all chips with values; returns the next token where it is wanted. */
  readonly pass: (step: PassStep) => number | undefined;
  readonly memories: readonly Memory[];
}

interface PassStep {
  readonly token: number;
  readonly position: number;
  readonly chooses: boolean;
}

export interface TimedPhase {
  readonly chip: number;
  readonly name: string;
  readonly unit: Phase['unit'];
  readonly start: number;
  readonly cycles: number;
}

interface Wanted {
  readonly chips: number;
  readonly positions: number;
}

/** Layers that each chip holds, as evenly as they divide; chips beyond one per layer stay idle. */
export function splitLayers(layers: number, chips: number): readonly (readonly [number, number])[] {
  const used = Math.max(1, Math.min(layers, chips));
  return Array.from({ length: used }, (_, chip) => [
    Math.round((chip * layers) / used),
    Math.round(((chip + 1) * layers) / used),
  ]);
}

/** Lays a network over chips of one node and makes their programs; refuses what their SRAM does not hold. */
export function decoderSystem(
  network: DecoderNetwork,
  { chips, positions }: Wanted,
): Result<DecoderSystem, Refusal> {
  if (chips < 1 || chips > CHIPS_PER_NODE) return failure(tooManyChips(chips));
  const parts = splitLayers(network.shape.layers, chips);
  const plans = parts.map(([firstLayer, lastLayer], chip) =>
    planChip(network, {
      firstLayer,
      lastLayer,
      embeds: chip === 0,
      heads: chip === parts.length - 1,
      positions,
    }),
  );
  const full = plans.find((plan) => !fits(plan));
  if (full !== undefined) return failure(doesNotFit(chips, plans.indexOf(full), full));
  return systemOf(plans, chips);
}

function systemOf(plans: readonly ChipPlan[], chips: number): Result<DecoderSystem, Refusal> {
  const cables: readonly Cable[] = plans.slice(1).map((_, chip) => ({
    from: { chip, link: linkTo(chip, chip + 1, CHIPS_PER_NODE) },
    to: { chip: chip + 1, link: linkTo(chip + 1, chip, CHIPS_PER_NODE) },
    latencyCycles: CABLE_CYCLES,
  }));
  const last = plans.at(-1);
  if (last === undefined) return failure(tooManyChips(0));
  const { loads, phases } = bodyOf(plans);
  const choice = headPhases(last);
  const body = linkSystem(loads, cables);
  if (!body.ok) return body;
  const head = linkSystem([{ program: programOf(choice) }], []);
  if (!head.ok) return head;
  const memories = plans.map((plan) => {
    const memory = emptyMemory();
    plan.store(memory);
    return memory;
  });
  const tokenCycles = body.value.cycles + head.value.cycles;
  return success({
    chips,
    plans,
    memories,
    bodyCycles: body.value.cycles,
    tokenCycles,
    phases: [...phases, ...placedAfter(choice, plans.length - 1, body.value.cycles)],
    pass: ({ token, position, chooses }) => {
      for (const [chip, plan] of plans.entries()) {
        const memory = memories[chip];
        if (memory !== undefined) writeToken(memory, plan, { token, position });
      }
      body.value.run(memories);
      const memory = memories.at(-1);
      if (!chooses || memory === undefined) return undefined;
      head.value.run([memory]);
      return chosenToken(memory, last);
    },
  });
}

function placedAfter(phases: readonly Phase[], chip: number, after: number): readonly TimedPhase[] {
  let start = after;
  return phases.map(({ name, unit, cycles }) => {
    start += cycles;
    return { chip, name, unit, start: start - cycles, cycles };
  });
}

/** Mean latency of a cable in cycles (docs/facts.md section 1). */
const CABLE_CYCLES = 217;

interface Body {
  readonly loads: readonly Pick<ChipLoad, 'program'>[];
  readonly phases: readonly TimedPhase[];
}

/** A token's way through all layers: one program for each chip, all counted from the same cycle. */
export function bodyOf(plans: readonly ChipPlan[]): Body {
  const builders = plans.map(() => programBuilder());
  const phases: TimedPhase[] = [];
  let start = 0;
  for (const [chip, plan] of plans.entries()) {
    const builder = builders[chip];
    if (builder === undefined) break;
    // Tables of the position are ready long before the activations come.
    const tables = positionPhases(plan);
    if (start < cyclesOf(tables)) start = cyclesOf(tables);
    let before = start - cyclesOf(tables);
    for (const phase of tables) {
      phase.emit(builder, before);
      before += phase.cycles;
    }
    for (const phase of [
      ...(plan.part.embeds ? embedPhases(plan) : []),
      ...plan.layers.flatMap((layer) => layerPhases(plan, layer, plan.part.positions)),
    ]) {
      phase.emit(builder, start);
      phases.push({ chip, name: phase.name, unit: phase.unit, start, cycles: phase.cycles });
      start += phase.cycles;
    }
    const next = builders[chip + 1];
    if (next === undefined) continue;
    const handOver = handOverOf(plan, chip);
    emitSends(builder, handOver, start);
    emitReceives(next, handOver, start);
    const cycles = handOverCycles(handOver);
    phases.push({ chip, name: `to chip ${chip + 1}`, unit: 'c2c', start, cycles });
    start += cycles;
  }
  return { loads: builders.map((builder) => ({ program: builder.build() })), phases };
}

const handOverOf = ({ places, tiles }: ChipPlan, chip: number): HandOver => ({
  place: places.x,
  count: tiles.hidden,
  sendLink: linkTo(chip, chip + 1, CHIPS_PER_NODE),
  receiveLink: linkTo(chip + 1, chip, CHIPS_PER_NODE),
  hopCycles: HOP_CYCLES,
  carried: (vectors) => linkCycles(vectors * LANES),
});

const tooManyChips = (chips: number): Refusal => ({
  code: 'lpu-run-chips',
  message: `A model runs on at most ${counted(CHIPS_PER_NODE, 'chip')} of one node, not ${chips}.`,
  path: 'chips',
  limit: CHIPS_PER_NODE,
  demand: chips,
});

const doesNotFit = (chips: number, chip: number, plan: ChipPlan): Refusal => ({
  code: 'lpu-run-sram',
  message:
    `The model does not fit on ${counted(chips, 'chip')}: the fullest slices of chip ${chip} would need ${counted(plan.usedAddresses, 'address', 'addresses')} ` +
    `of ${written(WORDS_PER_SLICE)} (${(plan.bytes / 1e6).toFixed(1)} MB laid out, of ${(SRAM_BYTES / 1e6).toFixed(1)} MB of SRAM).`,
  limit: WORDS_PER_SLICE,
  demand: plan.usedAddresses,
  remedy: 'Use more chips, fewer tokens, or a smaller model.',
});

export const secondsOf = (cycles: number): number => cycles / CLOCK_HERTZ;
