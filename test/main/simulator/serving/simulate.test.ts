import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { reportOf } from '#main/simulator/serving/report';
import { simulate, type ServingSetting } from '#main/simulator/serving/simulate';
import { anEngine, aSetting, ran, type Wanted } from './setting';

const anyWanted = fc.record({
  seed: fc.nat(1000),
  rate: fc.constantFrom(5, 50, 500, 5_000),
  count: fc.integer({ min: 1, max: 300 }),
  replicas: fc.integer({ min: 1, max: 4 }),
  routing: fc.constantFrom('round-robin', 'least-loaded'),
  input: fc.constantFrom(
    () => 100,
    (draw: () => number) => 1 + Math.floor(draw() * 3_000),
  ),
  output: fc.constantFrom(
    () => 1,
    () => 20,
    (draw: () => number) => 1 + Math.floor(draw() * 300),
  ),
  policy: fc.record({
    scheduling: fc.constantFrom('chunked', 'prefill-first'),
    cachePolicy: fc.constantFrom('reserve', 'preempt'),
    chunkTokens: fc.constantFrom(Infinity, 256),
    queueLimit: fc.constantFrom(Infinity, 10),
  }),
  engine: fc
    .record({
      discipline: fc.constantFrom('batch', 'slots'),
      slots: fc.constantFrom(1, 4, 64),
      cacheUnits: fc.constantFrom(400, 3_000, 20_000),
      stepTokens: fc.constantFrom(512, 8_192),
    })
    .map(anEngine),
  failures: fc
    .array(
      fc.record({
        replica: fc.nat(4),
        atSeconds: fc.double({ min: 0, max: 2, noNaN: true }),
        forSeconds: fc.option(fc.double({ min: 0.01, max: 1, noNaN: true }), { nil: undefined }),
      }),
      { maxLength: 3 },
    )
    .map((failures) =>
      failures.map(({ forSeconds, ...rest }) => (forSeconds === undefined ? rest : { ...rest, forSeconds })),
    ),
  until: fc.constantFrom(Infinity, 5e8),
  prefixGroups: fc.constantFrom(0, 0, 1, 5, 200),
  prefillReplicas: fc.constantFrom(0, 0, 1, 2),
});

vi.setConfig({ testTimeout: 60_000 });

type AnyWanted = Wanted & { readonly prefixGroups: number; readonly prefillReplicas: number };

const groupsOf = (count: number, groups: number, tokens: number) => ({
  groups: Int32Array.from({ length: count }, (_, request) => (request * 7_919) % groups),
  tokens: new Uint32Array(count).fill(tokens),
});

/** Requests that begin alike in so many groups, and replicas that only read prompts, where there are enough. */
function settingOf({ prefixGroups, prefillReplicas, ...wanted }: AnyWanted): ServingSetting {
  const setting = aSetting(wanted);
  const { requests, replicas, engine } = setting;
  const apart = engine.discipline === 'batch' && prefillReplicas > 0 && prefillReplicas < replicas;
  return {
    ...setting,
    requests:
      prefixGroups === 0 ? requests : { ...requests, prefixes: groupsOf(requests.count, prefixGroups, 80) },
    ...(apart && {
      disaggregated: {
        prefillReplicas,
        linkNanoseconds: (tokens) => 100 * tokens,
        latencyNanoseconds: 10_000,
      },
    }),
  };
}

const anySetting: fc.Arbitrary<ServingSetting> = anyWanted.map(settingOf);

describe('every run', () => {
  it('loses no request: in = completed + rejected + in flight, and runs that are not stopped leave none', () => {
    fc.assert(
      fc.property(anySetting, (setting) => {
        const { counts } = reportOf(simulate(setting), setting);
        expect(counts.inFlight).toBeGreaterThanOrEqual(0);
        if (setting.until === Infinity) {
          expect(counts.completed + counts.rejected).toBe(setting.requests.count);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives each request its first token before its last, after its arrival, and all its tokens', () => {
    fc.assert(
      fc.property(anySetting, (setting) => {
        const { ledger } = simulate(setting);
        const { firstToken, request, interToken } = ledger.histograms;
        expect(firstToken.count()).toBe(ledger.counts.completed);
        expect(firstToken.mean()).toBeLessThanOrEqual(request.mean());
        expect(interToken.count()).toBeLessThanOrEqual(
          setting.requests.outputs.reduce((sum, tokens) => sum + tokens, 0),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('holds no more cache than there is and no more requests than it has places', () => {
    fc.assert(
      fc.property(anySetting, (setting) => {
        const { timeline } = reportOf(simulate(setting), setting);
        const places = setting.engine.slots * setting.replicas;
        expect(Math.max(0, ...timeline.cacheOccupancy)).toBeLessThanOrEqual(1 + 1e-9);
        expect(Math.max(0, ...timeline.running)).toBeLessThanOrEqual(places + 1e-9);
        expect(Math.min(0, ...timeline.waiting, ...timeline.running)).toBeGreaterThanOrEqual(-1e-6);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same bytes for the same seed, and others for another', () => {
    const bytes = (seed: number) => {
      const setting = aSetting({ seed, output: (draw) => 1 + Math.floor(draw() * 50), replicas: 3 });
      return JSON.stringify(reportOf(simulate(setting), setting));
    };

    expect(bytes(7)).toBe(bytes(7));
    expect(bytes(7)).not.toBe(bytes(8));
  });
});

describe('latencies', () => {
  it('are those of the steps where a request is alone', () => {
    const engine = anEngine({ decode: () => 1e-3 });
    const { ledger } = ran({ engine, count: 1 });
    const { firstToken, request, interToken } = ledger.histograms;

    expect(firstToken.mean()).toBe(100_000);
    expect(request.mean()).toBe(100_000 + 19 * 1_000_000);
    expect(interToken.mean()).toBe(1_000_000);
  });

  it('grow with the rate of arrivals', () => {
    const latency = (rate: number) => ran({ rate }).ledger.histograms.request.mean();

    expect(latency(10)).toBeLessThan(latency(100));
    expect(latency(100)).toBeLessThan(latency(1_000));
  });

  it('between tokens suffer from prompts read before decoding, less from prompts in small pieces', () => {
    const worst = (scheduling: 'chunked' | 'prefill-first', chunkTokens: number) =>
      ran({
        rate: 20,
        input: () => 4_000,
        policy: { scheduling, chunkTokens },
      }).ledger.histograms.interToken.most();

    expect(worst('prefill-first', Infinity)).toBeGreaterThan(4e6);
    expect(worst('chunked', 500)).toBeLessThan(2.2e6);
  });
});

describe('a full cache', () => {
  const pressed: Wanted = {
    rate: 5_000,
    input: () => 100,
    output: () => 200,
    engine: anEngine({ slots: 64, cacheUnits: 2_000 }),
  };

  it('sends back the latest where cache is taken as it grows, and nobody where it is set aside', () => {
    const taken = ran({ ...pressed, policy: { cachePolicy: 'preempt' } }).ledger.counts;
    const setAside = ran({ ...pressed, policy: { cachePolicy: 'reserve' } }).ledger.counts;

    expect(taken).toMatchObject({ completed: 500, rejected: 0 });
    expect(taken.preemptions).toBeGreaterThan(0);
    expect(setAside).toMatchObject({ completed: 500, preemptions: 0 });
  });

  it('turns away what it could never hold', () => {
    const { counts } = ran({ ...pressed, input: () => 1_801, count: 3 }).ledger;

    expect(counts).toMatchObject({ completed: 0, rejected: 3 });
  });
});

describe('a replica that fails', () => {
  it.each(['batch', 'slots'] as const)('hands its requests to the others (%s)', (discipline) => {
    const wanted: Wanted = { replicas: 2, rate: 500, output: () => 100, engine: anEngine({ discipline }) };
    const { counts } = ran({ ...wanted, failures: [{ replica: 0, atSeconds: 0.3 }] }).ledger;

    expect(counts).toMatchObject({ completed: 500, rejected: 0 });
    expect(counts.restarts).toBeGreaterThan(0);
  });

  it('takes requests again once it returns; without another, those in between are turned away', () => {
    const { counts } = ran({ failures: [{ replica: 0, atSeconds: 1, forSeconds: 1 }] }).ledger;

    expect(counts.rejected).toBeGreaterThan(50);
    expect(counts.rejected).toBeLessThan(200);
    expect(counts.completed).toBe(500 - counts.rejected);
  });
});

describe('power', () => {
  it('is that of work while there is some and that of idleness else, summed to the energy', () => {
    const setting = aSetting({ count: 1, until: 1e9, engine: anEngine({ decode: () => 1e-3 }) });
    const { arrivals } = setting.requests;
    const report = reportOf(
      simulate({ ...setting, requests: { ...setting.requests, arrivals: arrivals.fill(5e8) } }),
      setting,
    );
    const busy = 0.0191;

    expect(report.serverEnergyJoules).toBeCloseTo(1_000 * busy + 100 * (1 - busy), 6);
    expect(report.serverPowerWatts).toBeCloseTo(100 + 900 * busy, 6);
  });
});

describe('goodput', () => {
  it('counts the requests that met both limits', () => {
    const limited = (firstToken: number) =>
      ran({ rate: 300, objective: { firstToken, perOutputToken: 1e8 } }).ledger.counts.metObjective;

    expect(limited(1)).toBe(0);
    expect(limited(1e12)).toBe(500);
    expect(limited(3e6)).toBeGreaterThan(0);
    expect(limited(3e6)).toBeLessThan(500);
  });
});

describe('beginnings of prompts that are kept', () => {
  const long: Wanted = {
    input: () => 2_000,
    output: () => 10,
    rate: 20,
    engine: anEngine({ cacheUnits: 50_000 }),
  };
  const withGroups = (groups: number, tokens: number, changes: Wanted = {}) => {
    const setting = aSetting({ ...long, ...changes });
    const prefixes = groupsOf(setting.requests.count, groups, tokens);
    return simulate({ ...setting, keepsPrefixes: true, requests: { ...setting.requests, prefixes } }).ledger;
  };

  it('are read once per group where the cache holds them all, and shorten what is left to read', () => {
    const [kept, plain] = [withGroups(4, 1_500), ran(long).ledger];

    // Four of 500 requests read the 1,500 tokens that theirs have in common.
    expect(kept.counts.foundTokens).toBe(496 * 1_500);
    expect(kept.counts.promptTokens).toBe(500 * 2_000);
    expect(kept.histograms.firstToken.mean() / plain.histograms.firstToken.mean()).toBeLessThan(0.6);
  });

  it('give way to requests, the longest unused first, so that too many groups find little', () => {
    const found = (groups: number) => withGroups(groups, 1_500).counts.foundTokens;

    expect(found(4)).toBeGreaterThan(found(40));
    expect(found(40)).toBeGreaterThanOrEqual(found(400));
  });

  it('never cover the last token of a prompt, which has to be read', () => {
    const { counts } = withGroups(1, 5_000);

    expect(counts.foundTokens).toBe(499 * 1_999);
    expect(counts.completed).toBe(500);
  });

  it('can be stated as a share of every prompt', () => {
    const { counts, histograms } = ran({ ...long, policy: { foundShare: 0.75 } }).ledger;

    expect(counts.foundTokens / counts.promptTokens).toBe(0.75);
    expect(histograms.firstToken.mean()).toBeLessThan(ran(long).ledger.histograms.firstToken.mean());
  });
});

describe('prompts read apart', () => {
  const bytesPerToken = 100_000;
  const busy: Wanted = { replicas: 4, rate: 100, input: () => 3_000, output: () => 50 };
  const apart = (gigabytesPerSecond: number, changes: Wanted = {}) =>
    ran({
      ...busy,
      disaggregated: {
        prefillReplicas: 2,
        linkNanoseconds: (tokens) => Math.round((tokens * bytesPerToken) / gigabytesPerSecond),
        latencyNanoseconds: 10_000,
      },
      ...changes,
    }).ledger;

  it('hand every request over once, after the time of its cache on the link', () => {
    const { histograms, counts } = apart(1_000);

    expect(counts).toMatchObject({ completed: 500, rejected: 0, restarts: 0 });
    expect(histograms.transfer.count()).toBe(500);
    // 3,000 tokens of 100 kB at 1 TB/s are 0.3 ms; a link busy with another's cache delays some.
    expect(histograms.transfer.percentile(0.1) / 310_000).toBeCloseTo(1, 2);
    expect(histograms.transfer.mean()).toBeGreaterThan(309_000);
  });

  it('leave the gaps between tokens alone, which prompts in the same replica stretch', () => {
    const together = ran(busy).ledger;

    expect(apart(1_000).histograms.interToken.percentile(0.99)).toBeLessThan(
      together.histograms.interToken.percentile(0.99),
    );
  });

  it('are as slow as a link that is too slow for them', () => {
    expect(apart(5).histograms.perOutputToken.mean()).toBeGreaterThan(
      2 * apart(1_000).histograms.perOutputToken.mean(),
    );
  });

  it('are read again where a replica that held them fails', () => {
    const failures = [
      { replica: 0, atSeconds: 1, forSeconds: 1 },
      { replica: 3, atSeconds: 2, forSeconds: 1 },
    ];
    const { counts } = apart(1_000, { failures });

    expect(counts.completed + counts.rejected).toBe(500);
    expect(counts.rejected).toBe(0);
    expect(counts.restarts).toBeGreaterThan(0);
  });
});
