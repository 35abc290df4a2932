/** Puts the clock of this program wrong by so many milliseconds; timers go on as before. */
export function shiftClock(milliseconds: number): void {
  const Real = Date;
  const now = (): number => Real.now() + milliseconds;
  globalThis.Date = new Proxy(Real, {
    construct: (target, given: unknown[]) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given) as Date,
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  });
}

/** The address of a module that does so, for Node's `--import`. */
export const shiftedClock = (milliseconds: number): string =>
  `data:text/javascript,${encodeURIComponent(`(${shiftClock.toString()})(${milliseconds})`)}`;
