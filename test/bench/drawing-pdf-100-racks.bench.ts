import { drawScenario } from '#main/drawing/drawing';
import { sheetsPdf } from '#main/exchange/writers/pdf';
import { loadQuoteFonts, type QuoteFonts } from '#main/quote/writers/fonts';
import { LayoutExport } from '#shared/exchange/exchange';
import { timedBench } from './bench';
import { hallOf100, type Hall } from './hall';

interface Prepared extends Hall {
  readonly fonts: QuoteFonts;
}

export const bench = timedBench<Prepared>({
  name: 'drawing-pdf-100-racks',
  unit: 'ms',
  budget: 5_000,
  warmUps: 1,
  runs: 10,
  prepare: async (context) => ({ ...(await hallOf100(context)), fonts: await loadQuoteFonts() }),
  run: ({ scenario, catalogue, fonts }) => {
    const request = LayoutExport.parse({ scenario, format: 'pdf', day: '2026-11-25' });
    return sheetsPdf(drawScenario(request, catalogue), { fonts, title: scenario.name, day: request.day });
  },
});
