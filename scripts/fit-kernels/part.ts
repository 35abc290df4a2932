import { measuredOn } from '../../src/main/simulator/gpu/kernels/measured-on';

export const measuredPart = measuredOn.rates;
