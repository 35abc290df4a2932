/** What is wrong with the catalogue: in which file, where in it, and why. */
export interface CatalogueFault {
  readonly file: string;
  /** Such as `entries[3].power.typical`; empty for the whole file. */
  readonly path: string;
  readonly reason: string;
}

/** One line for people, such as `prices.json entries[0].amount: the unit must be USD`. */
export const describeFault = ({ file, path, reason }: CatalogueFault): string =>
  `${file}${path === '' ? '' : ` ${path}`}: ${reason}`;
