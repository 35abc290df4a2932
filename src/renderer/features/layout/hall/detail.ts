/** From how many pixels on something is worth drawing; below, it is noise or a blot. */
const LEGIBLE_TEXT_PIXELS = 6.5;
const VISIBLE_MARK_PIXELS = 3;

/** What a zoom has room for. Each ornament comes and goes by its own size, so that zooming has no steps. */
export interface Detail {
  /** Racks are blocks of colour with their names above them, in the size of the screen rather than of the hall. */
  readonly far: boolean;
  /** Every device by itself rather than runs of one kind together. */
  readonly devices: boolean;
  readonly fronts: boolean;
  readonly names: boolean;
  readonly models: boolean;
  readonly unitNumbers: boolean;
  readonly meters: boolean;
  readonly powerBars: boolean;
}

/** The scale up to which racks are blocks. */
export const FAR_SCALE = 0.26;

export function detailAt(scale: number): Detail {
  const legible = (size: number) => size * scale >= LEGIBLE_TEXT_PIXELS;
  return {
    far: scale < FAR_SCALE,
    devices: 18 * scale >= VISIBLE_MARK_PIXELS / 2,
    fronts: scale >= FAR_SCALE,
    names: legible(14),
    models: legible(11),
    unitNumbers: legible(12),
    meters: legible(13),
    powerBars: 2 * scale >= 0.8,
  };
}
