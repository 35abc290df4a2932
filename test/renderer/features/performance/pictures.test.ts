import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import { EstimateCase } from '#shared/estimate/case';
import type { GpuReport } from '#shared/performance/report';
import { bytes } from '#shared/units/units';
import { gridCases, gridCells, gridChips } from '#renderer/features/performance/step/users-grid';
import { sharesOf } from '#renderer/features/performance/step/memory-map';
import { operatingPoints, rooflineShape } from '#renderer/features/performance/step/roofline';
import { shippedCatalogue } from '../../../support/catalogue';
import { aDeployment } from './a-deployment';

const catalogue = await shippedCatalogue();

const aReport = (changes: Partial<GpuReport> = {}): GpuReport => ({
  kind: 'gpu',
  id: 'a',
  hardware: 'h100-sxm',
  steps: [
    {
      phase: 'prefill',
      sequences: 1,
      tokens: 1024,
      context: 1024,
      seconds: 1,
      parts: [],
      flopsPerAccelerator: 500e12,
      bytesPerAccelerator: 0.5e12,
    },
    {
      phase: 'decode',
      sequences: 1,
      tokens: 1,
      context: 1024,
      seconds: 1,
      parts: [],
      flopsPerAccelerator: 1e12,
      bytesPerAccelerator: 1e12,
    },
  ],
  roofs: [
    { precision: 'fp8', flopsPerSecond: 2000e12 },
    { precision: 'fp16', flopsPerSecond: 1000e12 },
  ],
  computedIn: 'bf16',
  memoryBytesPerSecond: 2e12,
  clock: 1,
  ...changes,
});

describe('the roofline', () => {
  it('measures each step against the lower of slope and roof at its intensity', () => {
    const [prefill, decode] = operatingPoints(aReport());
    expect(prefill).toMatchObject({ intensity: 1000, rate: 500e12, share: 0.5 });
    expect(decode).toMatchObject({ intensity: 1, rate: 1e12, share: 0.5 });
  });

  it('takes the roof of the precision it computes in, FP8 with twice the room of FP16', () => {
    const [prefill] = operatingPoints(aReport({ computedIn: 'fp8' }));
    expect(prefill?.share).toBe(0.25);
  });

  it('has the slope end where the highest roof begins, and all points within its axes', () => {
    const { slope, roofs, points, bounds } = rooflineShape(aReport());
    expect(slope.at(-1)).toEqual(roofs[0]?.points[0]);
    for (const { intensity, rate } of points) {
      expect(intensity).toBeGreaterThanOrEqual(bounds.left);
      expect(intensity).toBeLessThanOrEqual(bounds.right);
      expect(rate).toBeGreaterThanOrEqual(bounds.bottom);
      expect(rate).toBeLessThanOrEqual(bounds.top);
    }
  });
});

describe('the memory map', () => {
  it('adds up to the capacity', () => {
    const memory = { weights: bytes(40), kv: bytes(20), other: bytes(5), capacity: bytes(80) };
    const shares = sharesOf(memory, (part) => part);
    expect(shares.reduce((sum, { value }) => sum + value, 0)).toBe(80);
    expect(shares.at(-1)).toMatchObject({ id: 'free', value: 15, rest: true });
  });
});

describe('chips, users and context', () => {
  const lpus = aDeployment({
    hardware: 'groq-lpu-v1',
    devices: 576,
    engine: 'groq-2024',
    weights: 'int8',
    kv: 'int8',
  });
  const cases = gridCases(lpus.estimate, gridChips(576));
  const cells = gridCells(estimate(cases, catalogue));

  it('asks for fleets of whole nodes around the one there is', () => {
    expect(gridChips(576)).toContain(576);
    expect(gridChips(576).every((chips) => chips % 8 === 0)).toBe(true);
    expect(cases.every((each) => EstimateCase.safeParse(each).success)).toBe(true);
  });

  it('holds more users on more chips and fewer at a longer context', () => {
    const usersAt = (chips: number, context: number) =>
      cells.find((cell) => cell.chips === chips && cell.context === context)?.users ?? 0;
    expect(usersAt(1152, 16_384)).toBeGreaterThan(usersAt(576, 16_384));
    expect(usersAt(576, 512)).toBeGreaterThan(usersAt(576, 4096));
  });

  it('says why nothing runs where it does not fit', () => {
    expect(cells.find((cell) => cell.chips === 288)?.refusal).toMatchObject({ code: 'memory-capacity' });
  });
});
