/** Bytes that a tensor takes from the operation that makes it to the last one that reads it. */
export interface Lifetime {
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

export interface SramAllocator {
  /** The address of a tensor; undefined where nothing is left that is large enough. */
  allocate(lifetime: Lifetime): number | undefined;
  /** The most that was ever in use, weights included. */
  peak(): number;
}

interface Held {
  readonly address: number;
  readonly end: number;
  readonly to: number;
}

/** Weights stay at the bottom; results take the lowest gap above them that is free while they live. */
export function sramAllocator(residentBytes: number, capacityBytes: number): SramAllocator {
  let held: Held[] = [];
  let peak = residentBytes;
  return {
    allocate({ bytes, from, to }) {
      held = held.filter((each) => each.to >= from);
      let address = residentBytes;
      for (const each of held) {
        if (each.address - address >= bytes) break;
        address = Math.max(address, each.end);
      }
      const end = address + bytes;
      if (end > capacityBytes) return undefined;
      held.push({ address, end, to });
      held.sort((a, b) => a.address - b.address);
      peak = Math.max(peak, end);
      return address;
    },
    peak: () => peak,
  };
}
