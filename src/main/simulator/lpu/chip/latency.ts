import { SUPERLANES } from './geometry';

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
