import type { Money } from '#shared/money/money';
import { CatalogueId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { type SizeOutcome, SizingRequest } from './sizing';

/**
 * Who is cheapest at equal service, over an objective and a price. Every hardware is sized once per objective; what its
 * fleet costs is linear in the price of one item, so that two plans, at the ends of the price, say it for all between.
 */

/** A price as the map moves it, in major units of its own currency. */
export const MovedPrice = z
  .strictObject({
    path: z.string().max(300).describe('Path of the price in the catalogue: prices/ID/amount'),
    low: z.number().min(0).max(1e9),
    high: z.number().min(0).max(1e9),
  })
  .refine(({ low, high }) => low < high, { message: 'low < high must hold' });
export type MovedPrice = Readonly<z.infer<typeof MovedPrice>>;

export const SizePricedRequest = z.strictObject({
  request: SizingRequest,
  hardware: CatalogueId,
  price: MovedPrice,
});
export type SizePricedRequest = Readonly<z.infer<typeof SizePricedRequest>>;

/** A sized hardware with what its fleet costs over all years at both ends of the price; absent where it has no whole price. */
export interface PricedOutcome {
  readonly outcome: SizeOutcome;
  readonly totals?: { readonly low: Money; readonly high: Money };
}

/** The outcomes at one objective. */
export interface ObjectiveColumn {
  /** The time that the objective allows here, in seconds. */
  readonly seconds: number;
  readonly outcomes: readonly PricedOutcome[];
}

interface Line {
  readonly hardware: string;
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** The fleets of a column that meet the objective and are wholly priced. */
const linesOf = ({ outcomes }: ObjectiveColumn): readonly Line[] =>
  outcomes
    .flatMap(({ outcome: { hardware, name, meets }, totals }): Line[] =>
      meets && totals !== undefined
        ? [{ hardware, name, low: totals.low.amount, high: totals.high.amount }]
        : [],
    )
    .toSorted((a, b) => (a.hardware < b.hardware ? -1 : 1));

const shareOf = (price: number, { low, high }: MovedPrice): number => (price - low) / (high - low);

const costAt = ({ low, high }: Line, share: number): number => low + (high - low) * share;

export interface MapCell {
  readonly hardware: string;
  readonly name: string;
  /** Minor units over all years. */
  readonly total: number;
  /** The next fleet's cost over this one's; absent where none else meets the objective. */
  readonly ahead?: number;
}

/** The cheapest fleet of a column at a price; undefined where none meets the objective. */
export function cheapestAt(column: ObjectiveColumn, price: number, moved: MovedPrice): MapCell | undefined {
  const share = shareOf(price, moved);
  const [first, second] = linesOf(column)
    .map((line) => ({ line, total: costAt(line, share) }))
    .toSorted((a, b) => a.total - b.total);
  if (first === undefined) return undefined;
  const { hardware, name } = first.line;
  const cell = { hardware, name, total: first.total };
  return second === undefined || first.total === 0 ? cell : { ...cell, ahead: second.total / first.total };
}

/** A price at which the cheapest fleet changes. */
export interface MapTurn {
  readonly price: number;
  /** Cheapest below that price. */
  readonly below: string;
  /** Cheapest above it. */
  readonly above: string;
}

/**
 * The prices at which the cheapest fleet of a column changes, solved: costs are straight lines, so that each pair meets
 * at most once, and from the cheapest at the low end one walks from crossing to crossing.
 */
export function turnsOf(column: ObjectiveColumn, moved: MovedPrice): readonly MapTurn[] {
  const lines = linesOf(column);
  const turns: MapTurn[] = [];
  let share = 0;
  // At equal cost the flatter line is cheaper from there on.
  let [current] = lines.toSorted((a, b) => a.low - b.low || a.high - b.high);
  while (current !== undefined) {
    const from: Line = current;
    const next = lines
      .filter((line) => slope(line) < slope(from))
      .map((line) => ({ line, at: (line.low - from.low) / (slope(from) - slope(line)) }))
      .filter(({ at }) => at > share && at < 1)
      .toSorted((a, b) => a.at - b.at || slope(a.line) - slope(b.line))[0];
    if (next === undefined) return turns;
    const price = moved.low + next.at * (moved.high - moved.low);
    turns.push({ price, below: from.hardware, above: next.line.hardware });
    [share, current] = [next.at, next.line];
  }
  return turns;
}

const slope = ({ low, high }: Line): number => high - low;
