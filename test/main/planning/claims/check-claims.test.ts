import { describe, expect, it } from 'vitest';
import { checkClaims } from '#main/planning/claims/check-claims';
import english from '../../../../resources/locales/en/checks.json';
import { shippedCatalogue } from '../../../support/catalogue';

const claims = checkClaims(await shippedCatalogue());

const valueOf = (id: string, name: string): number | undefined =>
  claims.find((claim) => claim.id === id)?.computed.find((figure) => figure.name === name)?.value;

describe('the article’s claims (facts section 0)', () => {
  it('are all 21, in their order', () => {
    expect(claims.map(({ id }) => id)).toEqual(Array.from({ length: 21 }, (_, index) => String(index + 1)));
  });

  it.each([
    ['1', 'bandwidth-ratio', 23.9],
    ['1', 'token-ratio', 12.5],
    ['9', 'cost-ratio-305', 20.3],
    ['9', 'power-ratio-305', 5.6],
    ['9', 'cost-ratio-572', 38.1],
    ['9', 'power-ratio-572', 10.6],
    ['15', 'gpus-for-dense-peak', 27.3],
    ['19', 'cost-ratio-7b', 2.7],
    ['19', 'cost-ratio-7b-china', 1.9],
  ])('claim %s: %s comes out as %d', (id, name, expected) => {
    expect(valueOf(id, name)).toBeCloseTo(expected, 1);
  });

  it.each([
    ['6', 'sram-of-slices', 230_686_720],
    ['7', 'lpus-70b-round', 305],
    ['7', 'lpus-70b-int8', 300],
    ['8', 'gpus-70b-int8', 1],
    ['8', 'gpus-70b-fp16', 2],
    ['10', 'lpus-7b-round', 61],
    ['10', 'lpus-7b-servers', 64],
    ['10', 'lpus-7b-claimed-servers', 72],
    ['10', 'lpus-7b-fp16', 59],
    ['11', 'used-units', 36],
    ['11', 'server-power-9', 36_000],
    ['13', 'models-per-gpu', 5],
    ['15', 'servers-for-dense-peak', 4],
    ['16', 'models-fp16', 80],
    ['16', 'models-int8', 176],
    ['16', 'lpus-7b-int8', 31],
    ['18', 'cost-cards-72', 144_000_000],
    ['18', 'cost-hosts-9', 18_000_000],
    ['18', 'cost-lpu-fleet', 162_000_000],
    ['19', 'cost-gpu-fleet', 60_000_000],
    ['20', 'lpus-70b-fp16', 600],
  ])('claim %s: %s is exactly %d', (id, name, expected) => {
    expect(valueOf(id, name)).toBe(expected);
  });

  it('claim 11: one side of a GroqRack’s feeds carries 34.6 kW, less than nine nodes at nameplate', () => {
    expect((valueOf('11', 'usable-feed') ?? 0) / 1_000).toBeCloseTo(34.6, 1);
  });

  it('claim 19: RMB 6 M are $834,000 at the rate of February 2024', () => {
    expect((valueOf('19', 'cost-gpu-fleet-china-dollars') ?? 0) / 100_000).toBeCloseTo(834, 0);
  });

  it('claim 19: against four servers the LPU fleet is 1.35 times dearer', () => {
    expect(valueOf('19', 'cost-ratio-7b-dense')).toBeCloseTo(1.35, 2);
  });

  it('have words for every claim and every figure', () => {
    const words = english.claims as Readonly<Record<string, unknown>>;
    const figures = english.figures as Readonly<Record<string, unknown>>;

    expect(claims.filter(({ id }) => !(id in words))).toEqual([]);
    expect(claims.flatMap(({ computed }) => computed).filter(({ name }) => !(name in figures))).toEqual([]);
  });
});
