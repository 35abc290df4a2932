import fitted from './coefficients.json';

/** The part that the measured tables come from: what of the catalogue other parts are compared with. */
export const { measuredOn } = fitted;
