import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceId, FeedId, RackId } from '#shared/schema/ids';
import type { Device, Feed } from '#shared/scenario/schema';
import { feedPresets, feedsOf } from '#shared/power/usual-feeds';
import { cordsOf, hasOutlets, outletsOf, type Plugs } from '#renderer/features/layout/hall/cords';
import { hungBetween, inTurn, pluggedInto } from '#renderer/features/layout/edits/cords';

const feedsFrom = (preset: string): readonly Feed[] => {
  const found = feedPresets.find(({ id }) => id === preset);
  if (!found) throw new Error(preset);
  return feedsOf(found);
};
const delta = feedsFrom('2x208v60a3p');
const wye = feedsFrom('1x415v60a3p');
const single = feedsFrom('1x230v32a1p');
const feed = (id: string) => FeedId.parse(id);

describe('the cords of a device', () => {
  it('hang between two lines of a delta, on one line of a wye, and on none that could be named at a single phase', () => {
    expect(outletsOf(feed('a1'), delta)).toEqual(['L1-L2', 'L2-L3', 'L3-L1']);
    expect(outletsOf(undefined, wye)).toEqual(['L1', 'L2', 'L3']);
    expect(outletsOf(feed('b1'), single)).toEqual([]);
  });

  it('leave the other supplies as they were when one is plugged in, also those before it', () => {
    expect(pluggedInto({}, 2, feed('b1'), delta).supplyFeeds).toEqual([null, null, 'b1']);
    const plugs: Plugs = { supplyFeeds: [feed('a1'), null, feed('a2')] };
    expect(pluggedInto(plugs, 1, feed('b1'), delta).supplyFeeds).toEqual(['a1', 'b1', 'a2']);
  });

  it('leave the other supplies as they were when one is spread again', () => {
    const plugs: Plugs = { supplyFeeds: [feed('a1'), feed('b1'), feed('a2')] };
    expect(pluggedInto(plugs, 1, undefined, delta).supplyFeeds).toEqual(['a1', null, 'a2']);
    expect(pluggedInto(plugs, 2, undefined, delta).supplyFeeds).toEqual(['a1', 'b1']);
    expect(pluggedInto({ supplyFeeds: [feed('a1')] }, 0, undefined, delta).supplyFeeds).toBeUndefined();
  });

  it('lose a line that the outlets of the new feed do not have', () => {
    const feeds = [...delta.slice(0, 1), { ...wye[1], id: feed('b9') } as Feed];
    const plugs: Plugs = { supplyFeeds: [feed('a1')], supplyLines: ['L1-L2'] };
    expect(pluggedInto(plugs, 0, feed('b9'), feeds)).toEqual({
      supplyFeeds: ['b9'],
      supplyLines: undefined,
    });
    expect(hasOutlets(plugs, delta)).toBe(true);
    expect(hasOutlets(plugs, wye)).toBe(false);
  });

  it('say what was chosen last of each supply, whatever was chosen before', () => {
    const choice = fc.record({
      supply: fc.nat(5),
      line: fc.constantFrom('L1-L2', 'L2-L3', 'unknown' as const),
    });
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 20 }), (choices) => {
        let plugs: Plugs = {};
        const last = new Map<number, string>();
        for (const { supply, line } of choices) {
          plugs = hungBetween(plugs, supply, line);
          last.set(supply, line);
        }
        cordsOf(plugs, delta, 6).forEach(({ line }, supply) => {
          expect(line).toBe(last.get(supply) ?? 'unknown');
        });
        expect(plugs.supplyLines?.at(-1)).not.toBe('unknown');
      }),
    );
  });

  it('go over the lines in turn from the bottom up, both cords of a device on the same', () => {
    const nodes = [9, 1, 5, 13].map((position) => ({
      ...({
        id: DeviceId.parse(`node-${position}`),
        name: `node ${position}`,
        type: 'groq-node-v1',
        rack: RackId.parse('a01'),
        position,
        face: 'front',
      } satisfies Device),
      supplies: 2,
      feeds: wye,
    }));
    expect(inTurn(nodes).map(({ supplyLines }) => supplyLines)).toEqual([
      ['L3', 'L3'],
      ['L1', 'L1'],
      ['L2', 'L2'],
      ['L1', 'L1'],
    ]);
  });
});
