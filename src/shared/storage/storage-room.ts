/** What the disk has room for, as the side that can see it says. */
export interface StorageRoom {
  /** Whether the library may be written. */
  readonly enough: boolean;
  /** Whether the library may be opened: the database tidies itself up then, which takes room as well. */
  readonly mayOpen: boolean;
  readonly freeBytes: number;
  /** What must be free before the library is written again. */
  readonly neededBytes: number;
}

/** Where a rescue went, in words for the user. */
export interface Rescued {
  readonly place: string;
  readonly scenarios: number;
}
