import { describe, expect, it } from 'vitest';
import { scheduleTimeline } from '#main/simulator/lpu/schedule-timeline';
import { chipOf } from '#main/simulator/lpu/named-graph';
import { simulateGraph } from '#main/simulator/lpu/simulate-graph';
import { directoryOf } from '#main/simulator/resolve/directory';
import { calls } from '#shared/api/calls';
import { TimelineRequest, timelineUnits, type LpuTimeline } from '#shared/performance/timeline';
import { shippedCatalogue } from '../../../support/catalogue';

const directory = directoryOf(await shippedCatalogue());

function timelineOf(request: unknown): LpuTimeline {
  const timeline = scheduleTimeline(TimelineRequest.parse(request), directory, () => undefined);
  if (!timeline.ok) throw new Error(timeline.error.message);
  return timeline.value;
}

const aToken = (changes: Record<string, unknown> = {}) => ({
  kind: 'deployment',
  phase: 'decode',
  case: {
    id: 'a',
    hardware: 'groq-lpu-v1',
    devices: 576,
    model: 'llama-2-70b',
    weights: 'int8',
    kv: 'int8',
    mode: 'static',
    batch: 1,
    input: 1024,
    output: 1024,
    ...changes,
  },
});

describe('the timeline of a schedule', () => {
  it('has every operation of the simulated graph, and the same cycles', () => {
    const timeline = timelineOf({ kind: 'graph', graph: 'resnet-50' });
    const answer = simulateGraph({ graph: 'resnet-50', ...chipOf(directory) }, directory.models);
    if (!answer.ok) throw new Error(answer.error.message);
    expect(timeline.operations.name).toHaveLength(answer.value.operations);
    expect(timeline.latencySeconds).toBe(answer.value.latencySeconds);
    expect(timeline.inferencesPerSecond).toBe(answer.value.inferencesPerSecond);
    expect(timeline.energyJoules?.typical).toBe(answer.value.energyJoules);
  });

  it('lets no two operations hold one unit of one chip at once', () => {
    const { operations } = timelineOf(aToken());
    const order = operations.name
      .map((_, index) => index)
      .sort((a, b) => Number(operations.startCycle[a]) - Number(operations.startCycle[b]));
    const freeFrom = new Map<string, number>();
    for (const index of order) {
      const unit = `${operations.chip[index]} ${operations.unit[index]} ${operations.lane[index]}`;
      expect(operations.startCycle[index]).toBeGreaterThanOrEqual(freeFrom.get(unit) ?? 0);
      freeFrom.set(unit, Number(operations.releaseCycle[index]));
    }
  });

  it('shows one token on the chips of one replica, split as the deployment says', () => {
    const whole = timelineOf(aToken());
    const smaller = timelineOf(aToken({ tensorParallel: 4, pipelineParallel: 80 }));
    expect(whole.chips).toBe(576);
    expect(smaller.chips).toBe(320);
    expect(new Set(smaller.operations.chip).size).toBeLessThanOrEqual(320);
    expect(whole.residentBytes.every((bytes) => bytes < whole.capacityBytes)).toBe(true);
  });

  it('names units and operations by numbers into its lists', () => {
    const { names, operations } = timelineOf({ kind: 'graph', graph: 'bert-base' });
    expect(operations.unit.every((unit) => timelineUnits[unit] !== undefined)).toBe(true);
    expect(new Set(operations.name)).toEqual(new Set(names.keys()));
  });

  it('tells how far it is, never going back', () => {
    const told: number[] = [];
    scheduleTimeline({ kind: 'graph', graph: 'resnet-50' }, directory, (fraction) => told.push(fraction));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.length).toBeGreaterThan(0);
  });
});

describe('a timeline that cannot be shown', () => {
  const refusalOf = (request: unknown) => {
    const timeline = scheduleTimeline(TimelineRequest.parse(request), directory, () => undefined);
    return timeline.ok ? undefined : timeline.error;
  };

  it('is refused for graphs that nobody knows, with the nearest name', () => {
    expect(refusalOf({ kind: 'graph', graph: 'resnet-51' })?.message).toContain('resnet-50');
  });

  it('is refused for a model that does not fit, with the demand and the limit', () => {
    expect(refusalOf(aToken({ devices: 80 }))).toMatchObject({ code: 'memory-capacity', unit: 'B' });
  });

  it('is refused for GPUs, and for more operations than a picture shows', () => {
    expect(refusalOf(aToken({ hardware: 'h100-sxm', devices: 8 }))).toMatchObject({
      code: 'timeline-not-lpu',
    });
    expect(refusalOf({ kind: 'graph', graph: 'bert:10000' })).toMatchObject({ code: 'timeline-too-long' });
  });

  it('is refused by the contract where chips, context or names are out of bounds', () => {
    const { input } = calls.lpuTimeline;
    const asked = (changes: object) => ({ request: { kind: 'graph', graph: 'resnet-50', ...changes } });
    expect(input.safeParse(asked({})).success).toBe(true);
    expect(input.safeParse(asked({ chips: 0 })).success).toBe(false);
    expect(input.safeParse(asked({ graph: 'x'.repeat(101) })).success).toBe(false);
    expect(input.safeParse(asked({ more: 1 })).success).toBe(false);
  });
});
