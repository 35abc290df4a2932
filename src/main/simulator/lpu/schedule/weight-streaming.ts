import { CLOCK_HERTZ, LANES, WEIGHTS_INSTALLED } from '../chip/geometry';

const HEMISPHERES = 2;

/**
 * Bytes per second that the streamed operand of an INT8 product must arrive at, if it is too large for the chip and every
 * plane is kept busy (ISCA 2022, section 5.2; docs/facts.md A2.4). Taken column by column it passes as activations, one vector
 * per hemisphere and cycle; taken row by row it is what is installed, 409,600 weights for every pass over all rows.
 */
export function streamingBytesPerSecond(order: 'column-major' | 'row-major', rows: number): number {
  const bytesPerCycle = order === 'column-major' ? HEMISPHERES * LANES : WEIGHTS_INSTALLED / rows;
  return bytesPerCycle * CLOCK_HERTZ;
}
