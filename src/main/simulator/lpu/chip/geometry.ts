/**
 * The floor plan of the first tensor streaming processor (Abts et al., ISCA 2020, sections II and III; docs/facts.md
 * section 1). Everything else about the chip follows from these counts.
 */

export const CLOCK_HERTZ = 900e6;
export const SUPERLANES = 20;
export const LANES_PER_SUPERLANE = 16;
/** One vector is one byte per lane on one stream. */
export const LANES = SUPERLANES * LANES_PER_SUPERLANE;
export const STREAMS_PER_DIRECTION = 32;

export const MEM_SLICES_PER_HEMISPHERE = 44;
export const WORDS_PER_SLICE = 8_192; // 13-bit addresses
export const WORDS_PER_BANK = WORDS_PER_SLICE / 2;
const WORD_BYTES = 16;

export const PLANES = 4;
export const PLANES_PER_HEMISPHERE = 2;
export const PLANE_ROWS = 320;
export const PLANE_COLUMNS = 320;
/** Two INT8 planes work as one FP16 plane with a quarter of their multipliers (ISCA 2022: [1×160]×[160×320]). */
export const HALF_PLANE_ROWS = 160;

export const VECTOR_ALUS = 16;
export const SWITCH_UNITS_PER_HEMISPHERE = 8;
export const LINKS = 16;
const QUEUES_PER_PLANE = 4;
const LINKS_PER_QUEUE = 2;

export type Hemisphere = 'west' | 'east';
export type Direction = 'west' | 'east';

/** 88 MEM, 16 VXM, 16 SXM, 16 MXM and 8 C2C queues: 144 in all. */
export const INSTRUCTION_QUEUES =
  2 * MEM_SLICES_PER_HEMISPHERE +
  VECTOR_ALUS +
  2 * SWITCH_UNITS_PER_HEMISPHERE +
  PLANES * QUEUES_PER_PLANE +
  LINKS / LINKS_PER_QUEUE;

export const MEM_SLICES = 2 * MEM_SLICES_PER_HEMISPHERE;
export const SLICE_BYTES = WORDS_PER_SLICE * WORD_BYTES * SUPERLANES;
/** docs/facts.md A1.1: 88 slices of 2.5 MiB. */
export const SRAM_BYTES = MEM_SLICES * SLICE_BYTES;
/** docs/facts.md A1.2: each slice reads and writes one vector per cycle, from different banks. */
export const SRAM_BYTES_PER_CYCLE = MEM_SLICES * 2 * LANES;
/** docs/facts.md A1.3. */
export const WEIGHTS_INSTALLED = PLANES * PLANE_ROWS * PLANE_COLUMNS;
export const INT8_OPERATIONS_PER_CYCLE = 2 * WEIGHTS_INSTALLED;
export const FP16_OPERATIONS_PER_CYCLE = 2 * (PLANES / 2) * HALF_PLANE_ROWS * PLANE_COLUMNS;

/** Slice positions from west to east: C2C, MXM, SXM, 44 MEM, VXM, 44 MEM, SXM, MXM, C2C. */
export const VXM_POSITION = MEM_SLICES_PER_HEMISPHERE + 3;

const outwards = (hemisphere: Hemisphere, hops: number): number =>
  hemisphere === 'east' ? VXM_POSITION + hops : VXM_POSITION - hops;

/** MEM slice 0 lies next to the VXM, slice 43 next to the SXM. */
export const memPosition = (hemisphere: Hemisphere, slice: number): number => outwards(hemisphere, slice + 1);
export const sxmPosition = (hemisphere: Hemisphere): number =>
  outwards(hemisphere, MEM_SLICES_PER_HEMISPHERE + 1);
export const mxmPosition = (hemisphere: Hemisphere): number =>
  outwards(hemisphere, MEM_SLICES_PER_HEMISPHERE + 2);
export const c2cPosition = (hemisphere: Hemisphere): number =>
  outwards(hemisphere, MEM_SLICES_PER_HEMISPHERE + 3);

export const hemisphereOfPlane = (plane: number): Hemisphere =>
  plane < PLANES_PER_HEMISPHERE ? 'west' : 'east';
export const hemisphereOfLink = (link: number): Hemisphere => (link < LINKS / 2 ? 'west' : 'east');
export const opposite = (direction: Direction): Direction => (direction === 'east' ? 'west' : 'east');

/**
 * Cycles from the moment a slice takes its operands to the moment its result stands in its stream register: the
 * d_func of the paper's rule T = N + d_func + δ(j,i) (ISCA 2020, section III). The paper states the rule, not the
 * values; these are our assumptions, kept in one place and accounted for in docs/models/lpu.md.
 */
export const functionalDelay = {
  read: 5,
  write: 3,
  gather: 6,
  scatter: 4,
  /** Every VXM operation, so that chains of them stay aligned. */
  alu: 5,
  loadWeights: 1,
  installWeights: 1,
  /** Through the rows of a plane and its accumulators. */
  multiply: 32,
  shift: 4,
  /** Any lane to any lane waits for all superlanes. */
  permute: SUPERLANES + 4,
  /** Sixteen vectors must be in before the first transposed one leaves. */
  transpose: 20,
  send: 4,
  receive: 4,
} as const;

/** N: an instruction climbs one superlane per cycle, so a vector is whole 20 cycles after its first superlane. */
export const SUPERLANE_DELAY = SUPERLANES;

/** Chip-wide barrier from Notify to the release of every parked queue (ISCA 2020, section III.A). */
export const BARRIER_CYCLES = 35;

/** δ(j,i): one hop per cycle. */
export const transit = (from: number, to: number): number => Math.abs(to - from);
