/** Models are written in many ways: case, spaces and punctuation do not tell two types apart. */
export const nameKey = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
