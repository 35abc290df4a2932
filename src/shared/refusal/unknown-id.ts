import { didYouMean, nearestId } from '#shared/schema/nearest-id';
import type { Refusal } from './refusal';

interface UnknownId {
  readonly code: string;
  /** What the catalogue has none of, such as “device type”. */
  readonly what: string;
  /** What the message of the code calls the id. */
  readonly parameter: string;
  readonly id: string;
  readonly known: Readonly<Record<string, unknown>>;
}

/** Refuses an id that the catalogue does not have, with the one that was probably meant. */
export function unknownId({ code, what, parameter, id, known }: UnknownId): Refusal {
  const nearest = nearestId(id, Object.keys(known));
  return {
    code,
    message: `The catalogue has no ${what} ${id}.${didYouMean(id, Object.keys(known))}`,
    params: { [parameter]: id, ...(nearest !== undefined && { nearest }) },
  };
}
