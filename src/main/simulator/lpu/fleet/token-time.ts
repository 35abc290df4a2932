import { CLOCK_HERTZ } from '../chip/geometry';
import { allLayersCycles, headCycles, type LayerPass } from '../schedule/decoder-layer';
import { changeCycles, waitCycles, type LayerWaits } from '../schedule/graphs/decoder';
import { calibration } from './constants';

/** The calibrated constants in cycles of a chip. */
export const calibratedWaits: LayerWaits = {
  layer: calibration.layerSeconds * CLOCK_HERTZ,
  expertLayer: calibration.expertLayerSeconds * CLOCK_HERTZ,
};

/** Where one pass through the pipeline spends its time. */
export interface TokenTime {
  readonly seconds: number;
  /** As the schedule has it: units, pipelines of the chip, all-reduces. */
  readonly layerSeconds: number;
  readonly headSeconds: number;
  readonly hopSeconds: number;
  /** Calibrated: what no published mechanism explains. */
  readonly unexplainedSeconds: number;
}

export interface Generation {
  /** How much faster than the first generation the units and links are. */
  readonly speed: number;
}

/** Time of one pass of tokens from the first stage to the last. */
export function tokenTime(pass: LayerPass, pipeline: number, { speed }: Generation): TokenTime {
  const seconds = (cycles: number): number => cycles / (CLOCK_HERTZ * speed);
  const layerSeconds = seconds(allLayersCycles(pass));
  const headSeconds = seconds(headCycles(pass));
  const hopSeconds = changeCycles(pass, pipeline) / CLOCK_HERTZ;
  const unexplainedSeconds = seconds(waitCycles(pass, calibratedWaits));
  return {
    seconds: layerSeconds + headSeconds + hopSeconds + unexplainedSeconds,
    layerSeconds,
    headSeconds,
    hopSeconds,
    unexplainedSeconds,
  };
}
