import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import { measuredParts } from '#main/simulator/gpu/kernels/measured-parts';
import type { DeviceType } from '#shared/catalogue/entries';
import { type Figure, isKnown } from '#shared/catalogue/figure';
import { shippedCatalogue } from '../../support/catalogue';
import { aStaticCase } from '../../support/estimate-case';

const catalogue = await shippedCatalogue();
const typical = (figure: Figure | undefined): number | undefined =>
  figure !== undefined && isKnown(figure) ? figure.readings[0]?.typical : undefined;
const devices = Object.values(catalogue.deviceTypes);
const servers = devices.flatMap(({ kind, accelerators: carried, ...device }) =>
  kind === 'server' && carried !== undefined ? [{ ...device, carried }] : [],
);
const accelerators = Object.values(catalogue.accelerators);

describe('the catalogue of late 2026', () => {
  it('has the accelerators that fleets of 2026 are planned with', () => {
    const expected =
      'a100-sxm-40 a100-sxm-80 a100-pcie-40 a100-pcie-80 l4 l40s h20 h100-sxm h100-pcie h100-nvl gh200 h200-sxm h200-nvl b200-sxm b300-sxm gb200 gb300 rtx-pro-6000-server rtx-4090 rtx-5090 rubin mi300x mi325x mi355x gaudi-3 tpu-v5e tpu-v6e tpu-v7 groq-lpu-v1 groq-lpu-3';
    expect(Object.keys(catalogue.accelerators)).toEqual(expect.arrayContaining(expected.split(' ')));
  });

  it('has a server for every accelerator that is sold, and none for those that are only rented', () => {
    const inServers = new Set(servers.map(({ carried }) => carried.type));
    for (const { id, rentedOnly } of accelerators) expect(inServers.has(id), id).toBe(rentedOnly !== true);
  });

  it('has no server that draws less than its accelerators', () => {
    for (const { id, power, carried } of servers) {
      const [whole, part] = [power, catalogue.accelerators[carried.type]?.power].map((levels) =>
        typical(levels?.maximum),
      );
      if (whole === undefined || part === undefined) continue;
      expect(whole, id).toBeGreaterThanOrEqual(carried.count * part);
    }
  });

  it('has no server whose needed supplies are rated for less than it draws', () => {
    for (const { id, power, supplies } of servers) {
      const [whole, rated] = [typical(power.maximum), typical(supplies?.rated)];
      if (whole === undefined || rated === undefined || supplies === undefined) continue;
      expect(supplies.needed * rated, id).toBeGreaterThanOrEqual(whole);
    }
  });

  it('has a rack for every device and every group, by height, depth and mass', () => {
    const racks = Object.values(catalogue.rackTypes);
    const fits = ({ units, kilograms, meters }: { units: number; kilograms: number; meters: number }) =>
      racks.some(
        (rack) =>
          units <= rack.units &&
          kilograms <= (typical(rack.massLimit) ?? 0) &&
          meters <= (typical(rack.usableDepth) ?? typical(rack.depth) ?? 0),
      );
    for (const { id, heightUnits, mass, depth } of devices) {
      const device = { units: heightUnits, kilograms: typical(mass) ?? 0, meters: typical(depth) ?? 0 };
      expect(fits(device), id).toBe(true);
    }
    for (const { id, members } of Object.values(catalogue.deviceGroups)) {
      const sum = (of: (device: DeviceType) => number) =>
        members.reduce((total, { type, count }) => {
          const device = catalogue.deviceTypes[type];
          return total + (device === undefined ? 0 : of(device) * count);
        }, 0);
      const group = {
        units: sum(({ heightUnits }) => heightUnits),
        kilograms: sum(({ mass }) => typical(mass) ?? 0),
        meters: 0,
      };
      expect(fits(group), id).toBe(true);
    }
  });

  it('joins the 72 GPUs of an NVL72 rack over NVLink, which its group holds', () => {
    for (const [group, part] of [
      ['gb200-nvl72', 'gb200'],
      ['gb300-nvl72', 'gb300'],
    ] as const) {
      const gpus = catalogue.deviceGroups[group]?.members.reduce((sum, { type, count }) => {
        const carried = catalogue.deviceTypes[type]?.accelerators;
        return sum + (carried?.type === part ? carried.count * count : 0);
      }, 0);
      expect(gpus, group).toBe(72);
      expect(catalogue.accelerators[part]?.linkDomain?.accelerators, part).toBe(72);
    }
  });

  it('dates every price of what is new and of what a service asks', () => {
    const figures = [
      ...Object.values(catalogue.prices).map(({ id, amount }) => [id, amount] as const),
      ...Object.values(catalogue.services).flatMap((service) =>
        service.kind === 'hours'
          ? [[service.id, service.perHour] as const]
          : [[service.id, service.input] as const, [service.id, service.output] as const],
      ),
    ];
    for (const [id, figure] of figures) {
      for (const { date } of isKnown(figure) ? figure.readings : []) expect(date, id).not.toBe('undated');
    }
  });

  it('asks no more for a prompt that a provider still holds than for one that it reads', () => {
    for (const service of Object.values(catalogue.services)) {
      if (service.kind !== 'tokens') continue;
      const [input, cached] = [typical(service.input), typical(service.cachedInput)];
      if (cached !== undefined) expect(cached, service.id).toBeLessThanOrEqual(input ?? 0);
    }
  });
});

describe('an estimate for any accelerator', () => {
  const measured = new Set(measuredParts.map(({ id }) => id));
  const gpus = accelerators.filter(({ kind }) => kind === 'gpu');

  it.each(gpus.map(({ id }) => id))(
    'answers for %s, and says whose kernels it is computed by',
    (hardware) => {
      const [answer] = estimate([aStaticCase({ hardware, model: 'llama-3.1-8b' })], catalogue);
      if (answer === undefined || !('fits' in answer)) throw new Error(JSON.stringify(answer));
      // 16 GB of weights have no room on a TPU v5e; that is an answer as well.
      if (!answer.fits) {
        expect(hardware).toBe('tpu-v5e');
        return;
      }
      expect(answer.outputTokensPerSecond).toBeGreaterThan(1);
      const codes = answer.remarks.map(({ code }) => code);
      expect(codes.includes('kernels-carried-over'), hardware).toBe(!measured.has(hardware));
    },
  );
});
