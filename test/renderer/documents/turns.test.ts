import { describe, expect, it } from 'vitest';
import { turns } from '#renderer/documents/documents-state';

const afterTicks = async (ticks: number): Promise<void> => {
  for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
};

describe('turns', () => {
  it('are taken in the order in which they were asked for, however long each takes', async () => {
    const { take } = turns();
    const done: number[] = [];
    await Promise.all(
      [30, 2, 10].map((ticks) => take(() => afterTicks(ticks).then(() => void done.push(ticks)))),
    );
    expect(done).toEqual([30, 2, 10]);
  });

  it('go on after one that fails, which tells the one who asked', async () => {
    const { take, settled, isBusy } = turns();
    const failing = take(() => Promise.reject(new Error('no room')));
    const next = take(() => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('no room');
    expect(await next).toBe('done');
    await settled();
    expect(isBusy()).toBe(false);
  });

  it('are settled only once what was asked for on the way is done as well', async () => {
    const { take, during, settled, isBusy } = turns();
    const done: string[] = [];
    const whole = async (): Promise<void> => {
      await afterTicks(5);
      done.push('read');
      await take(() => afterTicks(5).then(() => void done.push('written')));
    };
    void during(whole());
    expect(isBusy()).toBe(true);
    await settled();
    expect(done).toEqual(['read', 'written']);
    expect(isBusy()).toBe(false);
  });
});
