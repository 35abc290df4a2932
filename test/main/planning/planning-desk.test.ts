import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainContext } from '#main/services/computing';
import { plan } from '#main/planning/plan';
import { createPlanningDesk, type PlanningDesk, wirePlan } from '#main/planning/planning-desk';
import { plannedStepwise } from '#renderer/documents/plans';
import type { Answer } from '#shared/api/contract';
import type { PlanStepAnswer, PricedStep } from '#shared/plan/plan-step';
import { noPrices } from '#shared/prices/price-book';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../support/catalogue';
import { someEdit, withDevice, type Edit } from '../../support/edits';
import { aScenario, dgx, groqNode, someRacks, times } from '../../support/fleet';
import { aDispatcher } from '../api/a-dispatcher';

const catalogue = await shippedCatalogue();
const hall = aScenario(
  someRacks([{ stack: times(5, groqNode) }, { stack: times(5, dgx) }, { stack: [groqNode, dgx] }]),
);
const book = noPrices;
const WINDOW = '7f8a2c1e-5b57-4d0e-9a53-0c9d6a5f1b2e';

interface Sent {
  readonly kind: string;
  readonly answer: string;
  readonly length: number;
}

/** A window that plans over the whole contract, as text in both directions; its desk can be replaced in between. */
function aWindow(first: PlanningDesk = createPlanningDesk(catalogue)) {
  let desk = first;
  const sent: Sent[] = [];
  const { dispatcher } = aDispatcher({ planStep: (asked: PricedStep) => desk(asked) });
  const planned = plannedStepwise(async (step) => {
    const text = JSON.stringify(step);
    const input: unknown = { input: JSON.parse(text) as unknown, book };
    const answer = await dispatcher.dispatch({ name: 'planStep', input }, plainContext);
    const back = JSON.parse(JSON.stringify(answer)) as Answer<PlanStepAnswer>;
    sent.push({ kind: step.kind, answer: back.ok ? back.value.kind : back.error.code, length: text.length });
    return back;
  }, WINDOW);
  return {
    planned,
    sent,
    replaceDesk: () => {
      desk = createPlanningDesk(catalogue);
    },
  };
}

const fromNothing = (scenario: Scenario): string => JSON.stringify(wirePlan(plan(scenario, catalogue)));

async function planText(window: ReturnType<typeof aWindow>, scenario: Scenario): Promise<string> {
  const answer = await window.planned(scenario);
  if (!answer.ok) throw new Error(answer.error.message);
  return JSON.stringify(answer.value);
}

describe('planning the open scenario step by step', () => {
  it('gives after every edit the very bytes of a plan from nothing, also when the planning side forgets', async () => {
    const someStep = fc.oneof(
      { weight: 8, arbitrary: someEdit.map((edit) => ({ edit })) },
      { weight: 1, arbitrary: fc.constant('forget' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(someStep, { minLength: 1, maxLength: 10 }), async (steps) => {
        const window = aWindow();
        let scenario = hall;
        await window.planned(scenario);
        for (const step of steps) {
          if (step === 'forget') window.replaceDesk();
          else scenario = step.edit(scenario);
          expect(await planText(window, scenario)).toBe(fromNothing(scenario));
        }
      }),
      { numRuns: 25 },
    );
  });

  const moved: Edit = (scenario) => withDevice(scenario, 'r3-d1', { position: 30 });

  it('sends the scenario whole once, then what changed', async () => {
    const window = aWindow();
    await window.planned(hall);
    await window.planned(moved(hall));
    expect(window.sent).toMatchObject([
      { kind: 'whole', answer: 'whole' },
      { kind: 'changes', answer: 'change' },
    ]);
    expect(window.sent[1]?.length).toBeLessThan(800);
  });

  it('keeps the objects of racks that did not change', async () => {
    const window = aWindow();
    const before = await window.planned(hall);
    const after = await window.planned(moved(hall));
    if (!before.ok || !after.ok) throw new Error('refused');
    const racks = Object.values(before.value.racks);
    const same = Object.values(after.value.racks).map((rack, index) => rack === racks[index]);
    expect(same).toEqual([true, true, false]);
  });

  it('sends the whole again when the planning side has started anew', async () => {
    const window = aWindow();
    await window.planned(hall);
    window.replaceDesk();
    expect(await planText(window, moved(hall))).toBe(fromNothing(moved(hall)));
    expect(window.sent.map(({ answer }) => answer)).toEqual(['whole', 'out-of-step', 'whole']);
  });

  it('does not mistake the revision of one window for that of another', () => {
    const desk = createPlanningDesk(catalogue);
    desk({ step: { kind: 'whole', window: WINDOW, revision: 1, scenario: hall }, book });
    const changes = {
      settings: {},
      cleared: [],
      racks: { put: [], gone: [] },
      devices: { put: [], gone: [] },
    };
    const step = { kind: 'changes', document: hall.id, since: 1, revision: 2, changes } as const;
    const other = '0b1f0a43-0d9c-4b62-8c1d-3a4d7b1c9e00';
    expect(desk({ step: { ...step, window: other }, book })).toMatchObject({
      value: { kind: 'out-of-step' },
    });
    expect(desk({ step: { ...step, window: WINDOW }, book })).toMatchObject({ value: { kind: 'change' } });
  });

  it('keeps so many scenarios and forgets the one not asked about for longest', () => {
    const desk = createPlanningDesk(catalogue, { places: 2 });
    const whole = (id: string) =>
      desk({
        step: { kind: 'whole', window: WINDOW, revision: 1, scenario: { ...hall, id: id as Scenario['id'] } },
        book,
      });
    const isHeld = (id: string) => {
      const changes = {
        settings: {},
        cleared: [],
        racks: { put: [], gone: [] },
        devices: { put: [], gone: [] },
      };
      const document = id as Scenario['id'];
      const answer = desk({
        step: { kind: 'changes', window: WINDOW, document, since: 1, revision: 1, changes },
        book,
      });
      return answer.ok && answer.value.kind === 'change';
    };
    whole('a');
    whole('b');
    isHeld('a');
    whole('c');
    expect(['a', 'b', 'c'].map(isHeld)).toEqual([true, false, true]);
  });

  it('gives up a scenario that has grown beyond what it may hold', () => {
    const few = createPlanningDesk(catalogue, { holds: ({ devices }) => Object.keys(devices).length < 12 });
    few({ step: { kind: 'whole', window: WINDOW, revision: 1, scenario: hall }, book });
    const device = Object.values(hall.devices)[0];
    if (!device) throw new Error('The hall is empty');
    const added = { ...device, id: 'new' as typeof device.id };
    const changes = {
      settings: {},
      cleared: [],
      racks: { put: [], gone: [] },
      devices: { put: [added], gone: [] },
    };
    const step = {
      kind: 'changes',
      window: WINDOW,
      document: hall.id,
      since: 1,
      revision: 2,
      changes,
    } as const;
    expect(few({ step, book })).toMatchObject({ value: { kind: 'out-of-step' } });
  });
});

describe('the changes that a desk takes', () => {
  const ask = async (changes: Record<string, unknown>) => {
    const desk = createPlanningDesk(catalogue);
    desk({ step: { kind: 'whole', window: WINDOW, revision: 1, scenario: hall }, book });
    const { dispatcher } = aDispatcher({ planStep: desk });
    const none = { put: [], gone: [] };
    const all = { settings: {}, cleared: [], racks: none, devices: none, ...changes };
    const input = { kind: 'changes', window: WINDOW, document: hall.id, since: 1, revision: 2, changes: all };
    return dispatcher.dispatch({ name: 'planStep', input: { input, book } }, plainContext);
  };

  it.each([
    ['a setting of the wrong shape', { settings: { site: { preset: 'us-va', altitudeMeters: 1e9 } } }],
    ['a setting that does not exist', { settings: { constructor: {} } }],
    ['a part that is sent by entries', { settings: { racks: {} } }],
    ['a device without a rack', { devices: { put: [{ id: 'x', name: 'x', type: 'y' }], gone: [] } }],
    ['an id that is no id', { devices: { put: [], gone: ['__proto__'] } }],
    ['more than is foreseen', { more: 1 }],
  ])('are refused with %s', async (_what, changes) => {
    expect(await ask(changes)).toMatchObject({ ok: false, error: { code: 'invalid-argument' } });
  });

  it('are refused when they would make the scenario larger than any may be', async () => {
    const [rack] = Object.values(hall.racks);
    const put = Array.from({ length: 2_000 }, (_, index) => ({ ...rack, id: `more-${index}` }));
    expect(await ask({ racks: { put, gone: [] } })).toMatchObject({
      ok: false,
      error: { code: 'scenario-too-many-racks', limit: 2_000, demand: 2_003 },
    });
  });

  it('get the defaults that a scenario gets', async () => {
    expect(await ask({ settings: { site: { preset: 'us-va' } } })).toMatchObject({
      ok: true,
      value: { kind: 'change' },
    });
  });
});
