import { settle, type Bin, type Placed } from './bin';
import { copyOf } from './grid';

/**
 * The same devices of a bin with the heavy ones low and the switches at the top, as racks are built: the centre of mass
 * stays low. What was found while packing stays where the rack's gaps do not allow it.
 */
export function heavyLow(bin: Bin): readonly Placed[] {
  const grid = copyOf(bin.start);
  const isSwitch = ({ kind }: Placed): boolean => kind.type.kind === 'switch';
  const low = bin.placed
    .filter((each) => !isSwitch(each))
    .map((each, index) => ({ each, index, heights: each.kind.type.heightUnits % 1 === 0 ? 0 : 1 }))
    .sort(
      (a, b) =>
        a.heights - b.heights ||
        b.each.kind.demand.mass - a.each.kind.demand.mass ||
        b.each.kind.type.heightUnits - a.each.kind.type.heightUnits ||
        a.index - b.index,
    )
    .map(({ each }) => each);
  const standing: Placed[] = [];
  for (const each of [...low, ...bin.placed.filter(isSwitch)]) {
    const slot = settle(grid, { kind: each.kind, from: isSwitch(each) ? 'top' : 'bottom' });
    if (slot === undefined) return bin.placed;
    standing.push({ ...each, slot });
  }
  return standing;
}
