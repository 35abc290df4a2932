/** Labels of an axis stay level, and one is left out before two of them come near each other on a narrow column. */
export const tickSpacing = { maxRotation: 0, autoSkipPadding: 18 } as const;
