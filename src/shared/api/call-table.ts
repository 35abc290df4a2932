import { calls } from './calls';
import { isPriced, type CallKind } from './contract';

export interface CallFacts {
  readonly kind: CallKind;
  readonly priced: boolean;
  readonly library: boolean;
}

/**
 * What a page needs to know of each call. The build puts the values in place of this module, so that a page does without
 * the schemas of all calls: the main side checks every argument anyway.
 */
export const callTable: Readonly<Record<string, CallFacts>> = Object.fromEntries(
  Object.entries(calls).map(([name, declared]) => [
    name,
    { kind: declared.kind, priced: isPriced(declared), library: declared.library },
  ]),
);
