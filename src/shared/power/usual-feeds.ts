import { FeedId } from '#shared/schema/ids';
import type { Feed, Side } from '#shared/scenario/schema';

type Supply = Pick<Feed, 'volts' | 'amperes' | 'phases'>;

/** Usual supplies of a rack (docs/facts.md section 5); `perSide` of them on A and on B. */
export interface FeedPreset extends Supply {
  readonly id: string;
  readonly perSide: number;
}

export const feedPresets: readonly FeedPreset[] = [
  { id: '2x208v60a3p', perSide: 2, volts: 208, amperes: 60, phases: 3 },
  { id: '1x208v60a3p', perSide: 1, volts: 208, amperes: 60, phases: 3 },
  { id: '1x208v30a3p', perSide: 1, volts: 208, amperes: 30, phases: 3 },
  { id: '1x415v60a3p', perSide: 1, volts: 415, amperes: 60, phases: 3 },
  { id: '1x415v32a3p', perSide: 1, volts: 415, amperes: 32, phases: 3 },
  { id: '1x400v32a3p', perSide: 1, volts: 400, amperes: 32, phases: 3 },
  { id: '1x230v32a1p', perSide: 1, volts: 230, amperes: 32, phases: 1 },
];

const sides: readonly Side[] = ['A', 'B'];

export const feedsOf = ({ perSide, volts, amperes, phases }: FeedPreset): Feed[] =>
  sides.flatMap((side) =>
    Array.from({ length: perSide }, (_, index) => ({
      id: FeedId.parse(`${side.toLowerCase()}${index + 1}`),
      side,
      volts,
      amperes,
      phases,
    })),
  );

const signature = (feeds: readonly Feed[]): string =>
  feeds
    .map(({ side, volts, amperes, phases }) => `${side}${volts}/${amperes}/${phases}`)
    .toSorted()
    .join(' ');

/** The preset that these feeds are, if any. */
export const presetOf = (feeds: readonly Feed[]): FeedPreset | undefined =>
  feedPresets.find((preset) => signature(feedsOf(preset)) === signature(feeds));
