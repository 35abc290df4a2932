import type { DeviceType } from '#shared/catalogue/entries';

/** The colours that a canvas draws with: the tokens of the theme, read from the page once for as long as it lasts. */
export interface Inks {
  readonly ground: string;
  readonly frame: string;
  readonly onFrame: string;
  readonly onFrameQuiet: string;
  readonly bay: string;
  readonly line: string;
  readonly face: string;
  readonly faceLine: string;
  readonly sunken: string;
  readonly text: string;
  readonly textQuiet: string;
  readonly accent: string;
  readonly fine: string;
  readonly near: string;
  readonly over: string;
  readonly track: string;
  readonly ramp: readonly string[];
  /** What is legible on each step of the ramp. */
  readonly onRamp: readonly string[];
  readonly hues: Readonly<Record<DeviceType['front'], string>>;
  readonly font: string;
}

export const RAMP_STEPS = 6;

/** The inks of the theme that an element is shown in. */
export function inksOf(element: Element): Inks {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const [lpu, gpu, cpu] = [token('series-lpu'), token('series-gpu'), token('series-cpu')];
  return {
    ground: token('ground'),
    frame: token('rack-frame'),
    onFrame: 'oklch(0.97 0.003 255)',
    onFrameQuiet: 'oklch(0.9 0.005 255)',
    bay: token('rack-bay'),
    line: token('line'),
    face: token('device-face'),
    faceLine: token('device-line'),
    sunken: token('sunken'),
    text: token('text'),
    textQuiet: token('text-quiet'),
    accent: token('accent'),
    fine: token('fine'),
    near: token('near'),
    over: token('over'),
    track: token('line-strong'),
    ramp: Array.from({ length: RAMP_STEPS }, (_, step) => token(`ramp-${step + 1}`)),
    onRamp: Array.from({ length: RAMP_STEPS }, (_, step) => token(`on-ramp-${step + 1}`)),
    hues: {
      'lpu-node': lpu,
      'gpu-chassis': gpu,
      'gpu-cards': gpu,
      server: cpu,
      storage: token('series-storage'),
      switch: token('series-switch'),
      pdu: token('series-pdu'),
      shelf: cpu,
      blank: token('sunken'),
    },
    font: token('font'),
  };
}
