import type { Language } from '#shared/language';

const BYTES_PER_MEGABYTE = 1_000_000;

/** A size of files as file managers show it, such as `48 MB`. */
export const megabytes = (bytes: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 }).format(
    bytes / BYTES_PER_MEGABYTE,
  );
