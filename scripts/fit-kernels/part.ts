import type { Rates } from '../../src/main/simulator/gpu/kernels/rates';

/** The rates of the part that is being fitted; parts are fitted one after another. */
export const measuredPart: Rates = {
  flops16: 0,
  flops8: 0,
  flops4: 0,
  bytesPerSecond: 0,
  multiprocessors: 0,
  linkBytesPerSecond: 0,
  linkSeconds: 0,
  nearDevices: 8,
  overPcie: false,
};

export const measure = (rates: Rates): void => void Object.assign(measuredPart, rates);
