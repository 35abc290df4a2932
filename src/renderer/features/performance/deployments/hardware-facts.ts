import type { Accelerator, ModelSpecification } from '#shared/catalogue/entries';
import { isKnown, type Figure } from '#shared/catalogue/figure';

/** The typical value of the reading that counts first; undefined where nothing is published. */
export const typicalOf = (figure: Figure): number | undefined =>
  isKnown(figure)
    ? figure.readings.find(({ referenceOnly }) => referenceOnly === undefined)?.typical
    : undefined;

export const memoryBytesOf = ({ memory }: Accelerator): number | undefined => typicalOf(memory);

export const maximumWattsOf = ({ power }: Accelerator): number | undefined => typicalOf(power.maximum);

export const parametersOf = ({ parameters }: ModelSpecification): number | undefined => typicalOf(parameters);

/** Tensor splits that give every accelerator whole heads, up to those there are. */
export const tensorSplits = (
  { heads }: ModelSpecification,
  { devices, most = 8 }: { readonly devices: number; readonly most?: number },
): readonly number[] =>
  [1, 2, 4, 8, 16].filter((split) => split <= Math.min(devices, most) && heads % split === 0);
