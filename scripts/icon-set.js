import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { root } from './runtime.js';

/** The icons that installers need, drawn from our own SVG files: PNG for Linux, ICO for Windows, ICNS for macOS. */

const drawings = { app: 'src/renderer/public/icon.svg', document: 'packaging/icons/document.svg' };

/** The sizes of the freedesktop icon theme `hicolor`. */
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];

/** Windows shows small icons from bitmaps; only larger ones may be PNG (Windows Vista and later). */
const bitmapSizes = [16, 24, 32, 48, 64];
const windowsPngSizes = [128, 256];

/** The types of Apple's icon file that hold a PNG, by the side of the picture in pixels; a side may have two of them. */
const appleTypes = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

function rendered(svg, side) {
  const drawing = new Resvg(svg, { fitTo: { mode: 'width', value: side }, font: { loadSystemFonts: false } });
  const picture = drawing.render();
  try {
    return { side, png: Buffer.from(picture.asPng()), pixels: Buffer.from(picture.pixels) };
  } finally {
    picture.free();
    drawing.free();
  }
}

/** A bitmap as an icon holds it: header, then rows from the bottom in BGRA, then a mask that nobody reads beside alpha. */
function bitmapOf({ side, pixels }) {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(side, 4);
  // Both parts, colours and mask, count in the height.
  header.writeInt32LE(side * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const colours = Buffer.alloc(side * side * 4);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const from = (row * side + column) * 4;
      const to = ((side - 1 - row) * side + column) * 4;
      const alpha = pixels[from + 3];
      const straight = (value) => (alpha === 0 ? 0 : Math.min(255, Math.round((value * 255) / alpha)));
      colours[to] = straight(pixels[from + 2]);
      colours[to + 1] = straight(pixels[from + 1]);
      colours[to + 2] = straight(pixels[from]);
      colours[to + 3] = alpha;
    }
  }
  const mask = Buffer.alloc(Math.ceil(side / 32) * 4 * side);
  return Buffer.concat([header, colours, mask]);
}

/** An icon file of Windows. */
function icoOf(images) {
  const directory = Buffer.alloc(6 + images.length * 16);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(images.length, 4);
  let offset = directory.length;
  images.forEach(({ side, bytes }, index) => {
    const at = 6 + index * 16;
    // 256 does not fit a byte and is written as 0.
    directory.writeUInt8(side % 256, at);
    directory.writeUInt8(side % 256, at + 1);
    directory.writeUInt16LE(1, at + 4);
    directory.writeUInt16LE(32, at + 6);
    directory.writeUInt32LE(bytes.length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  });
  return Buffer.concat([directory, ...images.map(({ bytes }) => bytes)]);
}

/** An icon file of macOS. */
function icnsOf(images) {
  const parts = images.map(({ type, png }) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(
    parts.reduce((sum, part) => sum + part.length, 8),
    4,
  );
  return Buffer.concat([head, ...parts]);
}

/** Every icon file by its path in the project; the same bytes on every machine. */
export async function iconSet() {
  await initWasm(readFileSync(join(root, 'node_modules/@resvg/resvg-wasm/index_bg.wasm')));
  const files = new Map();
  for (const [name, path] of Object.entries(drawings)) {
    const svg = readFileSync(join(root, path), 'utf8');
    const sides = new Set([...linuxSizes, ...appleTypes.map(([, side]) => side)]);
    const bySide = new Map([...sides].map((side) => [side, rendered(svg, side)]));
    files.set(
      `packaging/icons/${name}.ico`,
      icoOf([
        ...bitmapSizes.map((side) => ({ side, bytes: bitmapOf(bySide.get(side)) })),
        ...windowsPngSizes.map((side) => ({ side, bytes: bySide.get(side).png })),
      ]),
    );
    files.set(
      `packaging/icons/${name}.icns`,
      icnsOf(appleTypes.map(([type, side]) => ({ type, png: bySide.get(side).png }))),
    );
    if (name !== 'app') continue;
    for (const side of linuxSizes)
      files.set(`packaging/icons/linux/${side}x${side}.png`, bySide.get(side).png);
  }
  return files;
}
