import { describe, expect, it } from 'vitest';
import { callTable } from '#shared/api/call-table';
import type { Answer } from '#shared/api/contract';
import { emptyLibrary } from '#shared/library/library';
import { aScenario, dgx, someRacks } from '../support/fleet';
import { aWindow } from '../support/main-side';

/** What is in the user's library counts at every door of the app as the published entry that it repeats. */

const library = {
  ...emptyLibrary,
  models: [{ id: 'own-70b', name: 'Own 70B', basedOn: 'llama-3.1-70b' }],
  accelerators: [{ id: 'own-gpu', name: 'Own GPU', basedOn: 'h100-sxm' }],
};

const fleetOn = (model: string, hardware: string) =>
  aScenario({
    id: 'fleet',
    ...someRacks([{ stack: [dgx] }]),
    workloads: {
      chat: {
        id: 'chat',
        name: 'Chat',
        model,
        requestsPerSecond: 1,
        inputTokens: 512,
        outputTokens: 64,
        objective: { timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.05 },
      },
    },
    deployments: {
      chat: {
        id: 'chat',
        name: 'Chat',
        estimate: {
          hardware,
          devices: 4,
          tensorParallel: 4,
          model,
          mode: 'in-flight',
          input: 512,
          output: 64,
        },
      },
    },
  });

const caseOn = (model: string, hardware: string) => ({
  ...{ id: 'a', hardware, devices: 4, tensorParallel: 4, model },
  ...{ mode: 'static' as const, batch: 4, input: 512, output: 64 },
});

async function valueOf<Output>(answer: Promise<Answer<Output>>): Promise<Output> {
  const given = await answer;
  if (!given.ok) throw new Error(given.error.message);
  return given.value;
}

/** Without the names, and without intervals: a model that nobody measured has wider ones. */
const namesAway = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, part: unknown) => (key === 'interval' ? undefined : part))
      .replaceAll('own-70b', 'llama-3.1-70b')
      .replaceAll('own-gpu', 'h100-sxm')
      .replaceAll('Own 70B', 'Llama 3.1 70B'),
  );

type Ask = (window: ReturnType<typeof aWindow>, model: string, hardware: string) => Promise<unknown>;

const doors: Readonly<Record<string, Ask>> = {
  estimate: ({ api }, model, hardware) => valueOf(api.estimate({ cases: [caseOn(model, hardware)] })),
  performanceReport: ({ api }, model, hardware) =>
    valueOf(api.performanceReport({ case: caseOn(model, hardware) })),
  plan: async ({ api }, model) => (await valueOf(api.plan(fleetOn(model, 'h100-sxm')))).deployments,
  simulateServing: ({ api }, model, hardware) => {
    return valueOf(
      api.simulateServing({
        cases: [
          {
            ...caseOn(model, hardware),
            mode: 'serving' as const,
            requestsPerSecond: 1,
            requests: 20,
            seed: 1,
          },
        ],
      }),
    );
  },
  serviceVerdicts: ({ api }, model) =>
    valueOf(api.serviceVerdicts({ scenario: fleetOn(model, 'h100-sxm'), placed: { 'h100-sxm': 8 } })),
};

describe('an entry of the library', () => {
  it.each(Object.entries(doors))('counts in %s', async (_name, ask) => {
    const window = aWindow([]);
    window.keep(library);
    const published = await ask(window, 'llama-3.1-70b', 'h100-sxm');
    expect(namesAway(await ask(window, 'own-70b', 'h100-sxm'))).toEqual(namesAway(published));
  });

  it('counts as an accelerator, with a wider interval than one that was measured', async () => {
    const window = aWindow([]);
    window.keep(library);
    const cases = [caseOn('own-70b', 'h100-sxm'), caseOn('own-70b', 'own-gpu')];
    const [measured, own] = await valueOf(window.api.estimate({ cases }));
    if (!measured || !own || !('interval' in measured) || !('interval' in own)) throw new Error('no answer');
    expect(own.outputTokensPerSecond).toBe(measured.outputTokensPerSecond);
    const width = ([low, high]: readonly [number, number]) => high - low;
    expect(width(own.interval.outputTokensPerSecond)).toBeGreaterThan(
      width(measured.interval.outputTokensPerSecond),
    );
  });

  it('is unknown in a window without it', async () => {
    const [result] = await valueOf(aWindow([]).api.estimate({ cases: [caseOn('own-70b', 'h100-sxm')] }));
    expect(result).toMatchObject({ error: { code: 'unknown-model' } });
  });

  it('crosses once, and again when it changed or the main side has forgotten it', async () => {
    const window = aWindow([]);
    window.keep(library);
    const ask = () => valueOf(window.api.estimate({ cases: [caseOn('own-70b', 'h100-sxm')] }));
    const crossings = () => window.sent.filter(({ text }) => text.includes('basedOn')).length;
    await ask();
    await ask();
    expect(crossings()).toBe(1);
    window.restart();
    await ask();
    expect(crossings()).toBe(2);
    window.keep({ ...library, models: library.models.map((model) => ({ ...model, layers: 40 })) });
    const [result] = await ask();
    expect(crossings()).toBe(3);
    expect(result).toMatchObject({ fits: true });
  });

  it('is given to everything that is computed', () => {
    const without = Object.entries(callTable).filter(([, { library: crosses }]) => !crosses);
    expect(without.map(([name]) => name)).not.toContain('lpuTimeline');
    expect(callTable['sweep']?.library).toBe(true);
    expect(callTable['uncertainty']?.library).toBe(true);
    expect(callTable['saveText']?.library).toBe(false);
  });
});
