import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { QuoteFonts } from '#main/quote/writers/fonts';
import type { Sheet } from '#main/drawing/sheet';
import { sheetSvg } from '#main/drawing/svg';

/** Dots per inch of pictures: sharp on screens, and enough for a slide. */
const DOTS_PER_INCH = 150;
const MILLIMETRES_PER_INCH = 25.4;

const WASM_FILE = 'resvg.wasm';
let ready: Promise<void> | undefined;

/** The rasteriser that the build laid beside the program, or before a build the one of its package. */
async function loadRasteriser(): Promise<void> {
  const places = [
    join(import.meta.dirname, WASM_FILE),
    join(import.meta.dirname, '..', WASM_FILE),
    packaged(),
  ];
  for (const place of places) {
    const bytes = place === undefined ? undefined : await readFile(place).catch(() => undefined);
    if (bytes !== undefined) return initWasm(bytes);
  }
  throw new Error(`The rasteriser is missing; searched ${places.filter(Boolean).join(', ')}`);
}

function packaged(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  } catch {
    return undefined;
  }
}

/** A sheet as a PNG picture in black and grey on white. */
export async function sheetPng(sheet: Sheet, fonts: QuoteFonts): Promise<Uint8Array> {
  ready ??= loadRasteriser();
  await ready;
  const width = Math.round((sheet.width / MILLIMETRES_PER_INCH) * DOTS_PER_INCH);
  const picture = new Resvg(sheetSvg(sheet), {
    fitTo: { mode: 'width', value: width },
    font: { fontBuffers: [fonts.regular, fonts.bold], defaultFontFamily: 'Noto Sans SC' },
  });
  try {
    return picture.render().asPng();
  } finally {
    picture.free();
  }
}
