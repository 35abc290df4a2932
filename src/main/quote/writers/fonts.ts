import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The font that quotes are set in: Noto Sans SC has Latin, Greek and Chinese in one design. */
export interface QuoteFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

const files = { regular: 'NotoSansSC_400Regular.ttf', bold: 'NotoSansSC_700Bold.ttf' } as const;
const FONT_PACKAGE = '@expo-google-fonts/noto-sans-sc';

/**
 * The fonts that the build laid beside the program, or before a build those of the package they come from. Rejects
 * with the places searched when there are none.
 */
export async function loadQuoteFonts(from: string = import.meta.dirname): Promise<QuoteFonts> {
  const [regular, bold] = await Promise.all([
    loadFont(from, '400Regular', files.regular),
    loadFont(from, '700Bold', files.bold),
  ]);
  return { regular, bold };
}

async function loadFont(from: string, weight: string, file: string): Promise<Uint8Array> {
  const places = [join(from, 'fonts', file), join(from, '..', 'fonts', file), packaged(weight, file)];
  for (const place of places) {
    const font = place === undefined ? undefined : await readFile(place).catch(() => undefined);
    if (font !== undefined) return font;
  }
  throw new Error(`The font ${file} is missing; searched ${places.filter(Boolean).join(', ')}`);
}

function packaged(weight: string, file: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`${FONT_PACKAGE}/${weight}/${file}`);
  } catch {
    return undefined;
  }
}
