import {
  functionalDelay,
  type Hemisphere,
  memPosition,
  opposite,
  SUPERLANE_DELAY,
  transit,
} from '#main/simulator/lpu/chip/geometry';
import type { ProgramBuilder } from '#main/simulator/lpu/chip/program';

/**
 * Rows of FP32 tables by address: a map, two bytes a superlane, flows inwards past a table, whose four slices each launch
 * the row that it names; the row flows on through the VXM into the other hemisphere.
 */
export interface GatherRows {
  /** Where the table and its maps lie; rows arrive in the opposite hemisphere. */
  readonly hemisphere: Hemisphere;
  /** The first of the table's slices, for each row in turn. */
  readonly tables: readonly number[];
  /** The first address of the maps, one for each row. */
  readonly maps: number;
  readonly to: { readonly slice: number; readonly address: number };
}

/** The slices that hold the low and the high bytes of maps: farther out than every table. */
export const MAP_SLICE = 30;
const ROW_STREAM = 4;
const BYTES = 4;

const MAP_LEAD = functionalDelay.read + 1;

const arrival = ({ hemisphere, to }: GatherRows, byte: number): number =>
  transit(memPosition(hemisphere, MAP_SLICE), memPosition(opposite(hemisphere), to.slice + byte)) +
  functionalDelay.gather;

export const gatherRowsCycles = (rows: GatherRows): number =>
  MAP_LEAD + rows.tables.length - 1 + arrival(rows, BYTES - 1) + functionalDelay.write + SUPERLANE_DELAY;

/** Emits the rows from a cycle on, one a cycle; returns the cycle in which its last superlane is done. */
export function emitGatherRows(builder: ProgramBuilder, rows: GatherRows, start: number): number {
  const { hemisphere, tables, maps, to } = rows;
  const inwards = opposite(hemisphere);
  const passing = start + MAP_LEAD;
  for (const byte of [0, 1]) {
    // The high bytes lie one slice farther out.
    builder.place(
      { cycle: passing - byte - functionalDelay.read, times: tables.length },
      {
        unit: 'mem',
        op: 'read',
        at: { hemisphere, slice: MAP_SLICE + byte },
        address: maps,
        stride: 1,
        stream: { direction: inwards, stream: byte },
      },
    );
  }
  for (let byte = 0; byte < BYTES; byte += 1) {
    for (const [row, table] of tables.entries()) {
      const at = { hemisphere, slice: table + byte };
      const hops = transit(memPosition(hemisphere, MAP_SLICE), memPosition(hemisphere, at.slice));
      builder.place(
        { cycle: passing + row + hops },
        {
          unit: 'mem',
          op: 'gather',
          at,
          map: { direction: inwards, stream: 0 },
          stream: { direction: inwards, stream: ROW_STREAM + byte },
        },
      );
    }
    builder.place(
      { cycle: passing + arrival(rows, byte), times: tables.length },
      {
        unit: 'mem',
        op: 'write',
        at: { hemisphere: inwards, slice: to.slice + byte },
        address: to.address,
        stride: 1,
        stream: { direction: inwards, stream: ROW_STREAM + byte },
      },
    );
  }
  return start + gatherRowsCycles(rows);
}
