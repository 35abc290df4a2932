import type { z } from '../zod';
import type { Kind, kinds } from './kinds';

type ById<Entry> = Readonly<Record<string, Entry>>;

/** The whole catalogue and price book, checked, each kind keyed by id in the order of its file. */
export type Catalogue = {
  readonly [Each in Kind]: ById<Readonly<z.infer<(typeof kinds)[Each]['schema']>>>;
} & {
  /** The day up to which prices were collected; printed on quotes. */
  readonly priceBookDate: string;
};

/**
 * The address of a figure: kind, entry and field, such as `accelerators/groq-lpu-v1/power.typical`
 * or `prices/groq-card-usd/amount`. Scenarios choose and override readings by it.
 */
export type FigurePath = string;
