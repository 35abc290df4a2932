import {
  functionalDelay,
  LANES,
  memPosition,
  opposite,
  SUPERLANE_DELAY,
  sxmPosition,
  transit,
  VXM_POSITION,
} from '#main/simulator/lpu/chip/geometry';
import type { ProgramBuilder } from '#main/simulator/lpu/chip/program';
import type { TensorPlace } from './tensor-place';

/**
 * One step of a maximum or minimum over all lanes: an FP32 vector goes to the switch, which moves every lane `by` lanes on, and
 * meets itself at the VXM. Nine steps by 1, 2, 4 … 256 leave the result in every lane. The result lies in the other hemisphere.
 */
export interface LaneFold {
  readonly function: 'maximum' | 'minimum';
  readonly by: number;
  readonly from: TensorPlace;
  readonly to: TensorPlace;
}

export const foldSteps = Array.from({ length: Math.ceil(Math.log2(LANES)) }, (_, step) => 2 ** step);

const BYTES = 4;
const MOVED = 8;
const STAYED = 12;
const RESULT = 16;

const hopsToVxm = ({ hemisphere, slice }: TensorPlace, byte: number): number =>
  transit(memPosition(hemisphere, slice + byte), VXM_POSITION);

function timingOf({ from, to }: LaneFold) {
  const switchAt = sxmPosition(from.hemisphere);
  // The innermost slice is the farthest from the switch.
  const switched = functionalDelay.read + transit(memPosition(from.hemisphere, from.slice), switchAt);
  const met = switched + functionalDelay.permute + transit(switchAt, VXM_POSITION);
  const ready = met + functionalDelay.alu;
  return {
    switched,
    met,
    ready,
    cycles: ready + hopsToVxm(to, BYTES - 1) + functionalDelay.write + SUPERLANE_DELAY,
  };
}

export const laneFoldCycles = (fold: LaneFold): number => timingOf(fold).cycles;

/** Emits the step from a cycle on; returns the cycle in which its last superlane is done. */
export function emitLaneFold(builder: ProgramBuilder, fold: LaneFold, start: number): number {
  const { from, to, by } = fold;
  const { hemisphere } = from;
  const { switched, met, ready, cycles } = timingOf(fold);
  const inwards = opposite(hemisphere);
  const map = Array.from({ length: LANES }, (_, lane) => (lane + by) % LANES);
  for (let byte = 0; byte < BYTES; byte += 1) {
    const at = { hemisphere, slice: from.slice + byte };
    const read = { unit: 'mem', op: 'read', at, address: from.address, stride: 0 } as const;
    const toSwitch = transit(memPosition(hemisphere, at.slice), sxmPosition(hemisphere));
    const moved = { direction: hemisphere, stream: byte };
    builder.place({ cycle: start + switched - toSwitch - functionalDelay.read }, { ...read, stream: moved });
    builder.place(
      { cycle: start + switched },
      {
        unit: 'sxm',
        op: 'permute',
        hemisphere,
        index: byte,
        map,
        from: moved,
        to: { direction: inwards, stream: MOVED + byte },
      },
    );
    builder.place(
      { cycle: start + met - hopsToVxm(from, byte) - functionalDelay.read },
      { ...read, stream: { direction: inwards, stream: STAYED + byte } },
    );
    builder.place(
      { cycle: start + ready + hopsToVxm(to, byte) },
      {
        unit: 'mem',
        op: 'write',
        at: { hemisphere: to.hemisphere, slice: to.slice + byte },
        address: to.address,
        stride: 0,
        stream: { direction: to.hemisphere, stream: RESULT + byte },
      },
    );
  }
  builder.place(
    { cycle: start + met },
    {
      unit: 'vxm',
      op: 'alu',
      alu: 0,
      function: fold.function,
      operands: [
        { from: { direction: inwards, stream: MOVED }, type: 'fp32' },
        { from: { direction: inwards, stream: STAYED }, type: 'fp32' },
      ],
      to: { direction: to.hemisphere, stream: RESULT },
      type: 'fp32',
    },
  );
  return start + cycles;
}
