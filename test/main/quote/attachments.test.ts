import { describe, expect, it } from 'vitest';
import { drawScenario } from '#main/drawing/drawing';
import { plan } from '#main/planning/plan';
import { quoteOfScenario } from '#main/quote/build';
import { loadQuoteFonts } from '#main/quote/writers/fonts';
import { quotePdf } from '#main/quote/writers/pdf';
import { LayoutExport } from '#shared/exchange/exchange';
import { Quote } from '#shared/quote/quote';
import { QuoteRequest } from '#shared/quote/request';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, groqNode, someRacks, times } from '../../support/fleet';
import { pdfText } from '../../support/pdf-text';

const catalogue = await shippedCatalogue();

const scenario = aScenario({
  ...someRacks([{ stack: times(9, groqNode) }, { stack: [groqNode] }]),
  deployments: {
    d1: {
      id: 'd1',
      name: 'Seven billion',
      estimate: {
        hardware: 'groq-lpu-v1',
        devices: 72,
        model: 'llama-2-7b',
        mode: 'static',
        batch: 1,
        input: 1_024,
        output: 1_024,
      },
    },
  },
});

function offered(language: 'en' | 'zh-CN' = 'en'): Quote {
  const request = QuoteRequest.parse({
    scenario,
    number: 'Q-1',
    issuedOn: '2026-11-22',
    validUntil: '2026-12-22',
    language,
    attach: { elevations: true, performance: true },
    unpriced: 'leave-out',
  });
  const made = quoteOfScenario(request, catalogue);
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

const textOf = async (quote: Quote): Promise<string> =>
  pdfText(await quotePdf(quote, await loadQuoteFonts()));

describe('elevations attached to a quote', () => {
  it('are the elevations of the layout drawing: every word of theirs stands in the PDF', async () => {
    const drawing = drawScenario(
      LayoutExport.parse({
        scenario,
        format: 'svg',
        day: '2026-11-22',
        parts: ['elevations'],
        faces: ['front'],
        paper: 'a3',
      }),
      catalogue,
    );
    const written = (await textOf(offered())).replaceAll(/\s+/g, ' ');
    const drawn = drawing.flatMap(({ shapes }) =>
      shapes.flatMap((shape) => (shape.kind === 'text' && shape.y < 255 ? [shape.text] : [])),
    );
    for (const name of ['Rack 1', 'groq-node-v1 9', '42', 'LPU node']) {
      expect(drawn).toContain(name);
      expect(written).toContain(name);
    }
    expect(written).toContain('36 of 42 U');
  });

  it('keep what they are drawn from, so that a sent quote stands without its catalogue', () => {
    const [first] = offered().elevations;
    expect(first).toMatchObject({ name: 'Rack 1', units: 42, usedUnits: 36 });
    expect(first?.devices[0]).toMatchObject({
      position: 33,
      heightUnits: 4,
      front: 'lpu-node',
      fullDepth: true,
    });
  });

  it('are read as well where a quote was kept before devices had a front', () => {
    const quote = offered();
    const elevations = quote.elevations.map(({ name, units, devices, typicalWatts, maximumWatts }) => ({
      name,
      units,
      typicalWatts,
      maximumWatts,
      devices: devices.map(({ name: device, type, position, heightUnits, face }) => {
        return { name: device, type, position, heightUnits, face };
      }),
    }));
    expect(Quote.safeParse({ ...quote, elevations }).success).toBe(true);
  });
});

describe('the performance attached to a quote', () => {
  const [sheet] = offered().performance;
  const service = plan(scenario, catalogue).deployments[0]?.serviceCost;

  it('says what a million output tokens cost, as the plan reckons it', () => {
    expect(service).toBeDefined();
    expect(sheet?.perMillionOutputTokens?.typical).toEqual(service?.perMillionOutputTokens.typical);
  });

  it('joins the range of the cost with the interval of the speed', () => {
    const [cost, speed] = [sheet?.perMillionOutputTokens, sheet?.interval];
    if (cost === undefined || speed === undefined || service === undefined) throw new Error('not predicted');
    const rate = sheet?.outputTokensPerSecond ?? 0;
    const { low, high } = service.perMillionOutputTokens;
    expect(cost.low.micros).toBe(Math.round((low.micros * rate) / speed.high));
    expect(cost.high.micros).toBe(Math.round((high.micros * rate) / speed.low));
    expect(cost.low.micros).toBeLessThan(cost.typical.micros);
  });

  it.each([
    ['en', 'over 5 years at the price book of'],
    ['zh-CN', '5 年整机群'],
  ] as const)('states what the cost rests on, in %s', async (language, words) => {
    expect((await textOf(offered(language))).replaceAll(/\s+/g, ' ')).toContain(words);
  });
});
