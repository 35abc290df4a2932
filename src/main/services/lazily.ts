import type { Catalogue } from '#shared/catalogue/catalogue';
import type { MeasuredCase } from '#shared/validation/validation';
import type { ComputationName, Computations } from './computing';
import type { EffectiveCatalogues } from './effective-catalogues';

/** What computations are made from. */
export interface ComputationParts {
  readonly catalogue: Catalogue;
  readonly measured: () => Promise<readonly MeasuredCase[]>;
  readonly effective: EffectiveCatalogues;
}

/** Makes the computations of these names. */
export type Make<Name extends ComputationName> = (parts: ComputationParts) => Pick<Computations, Name>;

type AnyComputation = (input: unknown, context: unknown) => unknown;

/**
 * Computations of these names, whose modules are loaded when the first of them is asked for: a command that plans one
 * scenario does without the simulators of chips, and a window without all of them until it computes something.
 */
export function lazily<Name extends ComputationName>(
  names: readonly Name[],
  parts: ComputationParts,
  load: () => Promise<Make<Name>>,
): Pick<Computations, Name> {
  let made: Promise<Pick<Computations, Name>> | undefined;
  const computation =
    (name: Name): AnyComputation =>
    async (input, context) => {
      made ??= load().then((make) => make(parts));
      return ((await made)[name] as AnyComputation)(input, context);
    };
  return Object.fromEntries(names.map((name) => [name, computation(name)])) as unknown as Pick<
    Computations,
    Name
  >;
}
