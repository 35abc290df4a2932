import { effectiveCatalogue } from '#main/planning/context/effective-catalogue';
import { type Directory, directoryOf } from '#main/simulator/resolve/directory';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { FigureSettings } from '#shared/scenario/schema';

/** The catalogue as one scenario reads it, and what the simulators look up in it. */
export interface Effective {
  readonly catalogue: Catalogue;
  readonly directory: Directory;
}

export type EffectiveCatalogues = (figures: FigureSettings | undefined) => Effective;

/**
 * Gives the catalogue with a scenario's choices and own figures in it. The last one is kept: while a slider moves the same
 * scenario asks again and again, and what the simulators remember hangs on the catalogue they were given.
 */
export function effectiveCatalogues(catalogue: Catalogue): EffectiveCatalogues {
  const published: Effective = { catalogue, directory: directoryOf(catalogue) };
  let last = { key: '', effective: published };
  return (figures) => {
    if (figures === undefined) return published;
    const key = JSON.stringify(figures);
    if (key !== last.key) {
      const own = effectiveCatalogue(catalogue, figures);
      const effective = own === catalogue ? published : { catalogue: own, directory: directoryOf(own) };
      last = { key, effective };
    }
    return last.effective;
  };
}
