/** Small numbers for the requests of one replica, used again as soon as one leaves. */
export interface Places {
  readonly take: (request: number) => number;
  /** Frees a place and returns who had it. */
  readonly leave: (place: number) => number;
  /** Who has a place. */
  readonly holder: (place: number) => number;
  /** The place of a request that has one. */
  readonly of: (request: number) => number;
}

export function createPlaces(): Places {
  const holders: number[] = [];
  const free: number[] = [];
  const placeOf = new Map<number, number>();
  return {
    take: (request) => {
      const place = free.pop() ?? holders.length;
      holders[place] = request;
      placeOf.set(request, place);
      return place;
    },
    leave: (place) => {
      const request = holders[place] ?? -1;
      placeOf.delete(request);
      free.push(place);
      return request;
    },
    holder: (place) => holders[place] ?? -1,
    of: (request) => placeOf.get(request) ?? -1,
  };
}
