import {
  c2cPosition,
  functionalDelay,
  memPosition,
  SUPERLANE_DELAY,
  transit,
} from '#main/simulator/lpu/chip/geometry';
import type { ProgramBuilder } from '#main/simulator/lpu/chip/program';
import type { TensorPlace } from './tensor-place';

/** FP32 vectors that go over a cable of the western hemisphere from one chip's memory into the same place of another. */
export interface HandOver {
  readonly place: TensorPlace;
  readonly count: number;
  readonly sendLink: number;
  readonly receiveLink: number;
  readonly hopCycles: number;
  /** Cycles until a link has carried its first so many vectors. */
  readonly carried: (vectors: number) => number;
}

const BYTES = 4;
/** No other kernel's vectors flow on it while some come in. */
const STREAM = 24;
const toLinks = (slice: number): number => transit(memPosition('west', slice), c2cPosition('west'));

/** From the first read until the last superlane of the last vector lies in the other chip's memory. */
export const handOverCycles = ({ count, hopCycles, carried }: HandOver): number =>
  carried(BYTES * count) + hopCycles;

/** Every byte of every vector, and the cycle in which its time on the link is over. */
function eachVector(
  { place, count, carried }: HandOver,
  visit: (slice: number, address: number, at: number) => void,
): void {
  for (let index = 0; index < BYTES * count; index += 1) {
    const byte = index % BYTES;
    visit(place.slice + byte, place.address + Math.floor(index / BYTES), carried(index + 1));
  }
}

export function emitSends(builder: ProgramBuilder, handOver: HandOver, start: number): void {
  const { place, sendLink: link } = handOver;
  const sent = functionalDelay.read + toLinks(place.slice);
  eachVector(handOver, (slice, address, at) => {
    const stream = { direction: 'west', stream: STREAM } as const;
    const read = {
      unit: 'mem',
      op: 'read',
      at: { hemisphere: 'west', slice },
      address,
      stride: 0,
      stream,
    } as const;
    builder.place({ cycle: start + at + sent - toLinks(slice) - functionalDelay.read }, read);
    builder.place({ cycle: start + at + sent }, { unit: 'c2c', op: 'send', link, from: stream });
  });
}

export function emitReceives(builder: ProgramBuilder, handOver: HandOver, start: number): void {
  const { receiveLink: link, hopCycles } = handOver;
  eachVector(handOver, (slice, address, at) => {
    const written = start + at + hopCycles - functionalDelay.write - SUPERLANE_DELAY;
    const stream = { direction: 'east', stream: STREAM } as const;
    builder.place(
      { cycle: written - toLinks(slice) - functionalDelay.receive },
      { unit: 'c2c', op: 'receive', link, to: stream },
    );
    const into = { hemisphere: 'west', slice } as const;
    builder.place({ cycle: written }, { unit: 'mem', op: 'write', at: into, address, stride: 0, stream });
  });
}
