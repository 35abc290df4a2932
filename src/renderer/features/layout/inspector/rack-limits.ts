/** The limits of a rack's own that the inspector offers, with the unit and the scale that they are entered in. */
export const rackLimits = [
  { field: 'massKilograms', label: 'massLimit', unit: 'kg', scale: 1 },
  { field: 'powerWatts', label: 'powerLimit', unit: 'kW', scale: 1_000 },
  { field: 'coolingWatts', label: 'coolingLimit', unit: 'kW', scale: 1_000 },
] as const;
