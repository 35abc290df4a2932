import { z } from '#shared/zod';
import type { Workbench } from '../../documents/workbench';
import { colours, faceViews, type Designer, type DesignerState } from './designer';
import { LARGEST_SCALE, SMALLEST_SCALE } from './hall/view';

const KEY = 'layout.looks';
const MOST_SCENARIOS = 50;
const WAIT_MILLISECONDS = 300;

const Look = z.object({
  face: z.enum(faceViews),
  colour: z.enum(colours),
  view: z.object({
    scale: z.number().min(SMALLEST_SCALE).max(LARGEST_SCALE),
    x: z.number(),
    y: z.number(),
  }),
});
type Look = z.infer<typeof Look>;

const Looks = z.array(z.object({ scenario: z.string(), look: Look }));

const looksIn = ({ remembered }: Workbench) => Looks.safeParse(remembered.store.getState()[KEY]).data ?? [];

const currentOf = ({ documents }: Workbench): string => documents.store.getState().current ?? '';

/** How the open scenario was looked at last: zoom, face and colouring. */
export function rememberedLook(workbench: Workbench): Partial<DesignerState> {
  const scenario = currentOf(workbench);
  const found = looksIn(workbench).find((kept) => kept.scenario === scenario);
  return found ? { ...found.look, viewKept: true } : {};
}

/** Remembers how the scenario is looked at, once the view rests; the function that it returns stops it. */
export function rememberLook(workbench: Workbench, { store }: Designer): () => void {
  const scenario = currentOf(workbench);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    timer = undefined;
    const { face, colour, view, size } = store.getState();
    if (size.width === 0) return;
    const others = looksIn(workbench).filter((kept) => kept.scenario !== scenario);
    const look: Look = { face, colour, view };
    workbench.remembered.set(KEY, [{ scenario, look }, ...others].slice(0, MOST_SCENARIOS));
  };
  const stop = store.subscribe((state, before) => {
    const same = state.view === before.view && state.face === before.face && state.colour === before.colour;
    if (same) return;
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT_MILLISECONDS);
  });
  return () => {
    stop();
    if (timer === undefined) return;
    clearTimeout(timer);
    keep();
  };
}
