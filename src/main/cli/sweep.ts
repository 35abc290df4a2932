import type { Command } from 'commander';
import { headerOf, linesOf, picked, type RowLayout } from '#main/exchange/streams/write-rows';
import { inOrder } from '#main/jobs/in-order';
import { sweepSpans } from '#main/planning/sweep/sweep';
import { SweepRequest } from '#shared/sizing/sweep';
import { type SweepReport, SweptRow } from '#shared/sizing/sweep-report';
import { plainContext } from '#main/services/computing';
import { sweepOver } from '#main/jobs/spread';
import { type CommandHost, exitCode, type Finish, onEveryCore } from './host';
import { type Leniency, lenientOption, readRequest, readTerms } from './arguments';
import { columnsAsked, offerRows, rowHelp, type RowOptions } from './row-options';

const help = `
A request has lists of values; each combination of values is a configuration:
  {"hardware": ["h100-sxm", "groq-lpu-v1"], "devices": [8, 16, 576], "model": ["llama-3.1-70b"], "weights": ["fp8"],
   "batch": [1, 16, 64], "input": [1024], "output": [256], "mode": "in-flight", "utilisation": [0.3, 0.6, 0.9],
   "acceleratorPrice": [4000, 20000]}

Speed, power and cost of each configuration are calculated in whole servers, with the site, prices and finance terms of
--terms and without a layout: racks, cabling and costs per rack are excluded. Amounts are whole minor units. If the totals
of a row lack a part, the row lists it under missing.

Examples:
  fleetwright sweep grid.json > rows.json
  fleetwright sweep grid.json --format csv > rows.csv
  fleetwright sweep grid.json --terms hall.fleetwright.json

Exit code: 0 done; 1 the request is not valid; 2 a file cannot be read.`;

type Options = Leniency & RowOptions & { readonly terms?: string };

/** Every row says its currency, since it stands alone. */
const sweepColumns = ['currency', ...Object.keys(SweptRow.shape)];

export function defineSweep(command: Command, host: CommandHost, finish: Finish): void {
  offerRows(command.argument('<request>', 'JSON file with the lists, or - for standard input'))
    .option('--terms <file>', 'scenario with the site, prices and finance terms to use')
    .option(...lenientOption)
    .addHelpText('after', rowHelp)
    .addHelpText('after', help)
    .action(async (file: string, { terms, lenient, format = 'json', columns }: Options) => {
      const asked = columnsAsked({ columns }, sweepColumns);
      const given = await readRequest(host, {
        file,
        schema: SweepRequest,
        terms: await readTerms(host, terms),
        lenient,
      });
      const request = host.priced?.('sweep', given) ?? given;
      if (format === 'json') printReport(host, await swept(host, request), asked);
      else await streamRows(host, request, { format, columns: asked ?? sweepColumns });
      finish(exitCode.done);
    });
}

async function swept(host: CommandHost, request: SweepRequest): Promise<SweepReport> {
  const answer = await onEveryCore(host, (lanes) => sweepOver(request, { ...lanes, context: plainContext }));
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

/** One document, a row a line: a million rows as one string would not fit into one. */
function printReport(
  host: CommandHost,
  { currency, configurations, rows }: SweepReport,
  columns: readonly string[] | undefined,
): void {
  host.out(`{"currency":"${currency}","configurations":${configurations},"rows":[\n`);
  const LINES = 1_000;
  for (let from = 0; from < rows.length; from += LINES) {
    const lines = rows
      .slice(from, from + LINES)
      .map((row) => JSON.stringify(columns === undefined ? row : picked({ currency, ...row }, columns)));
    host.out(`${lines.join(',\n')}${from + LINES < rows.length ? ',' : ''}\n`);
  }
  host.out(']}\n');
}

/** Rows as they are computed, so that no more of them are held than the cores work on. */
async function streamRows(host: CommandHost, request: SweepRequest, layout: RowLayout): Promise<void> {
  const { currency } = request.terms;
  host.out(headerOf(layout));
  await onEveryCore(host, ({ lanes, run }) =>
    inOrder(sweepSpans(request), {
      lanes: 2 * lanes,
      work: async (span) => {
        const rows = await run('sweepRows', { request, span }, plainContext);
        if (!rows.ok) throw new Error(rows.error.message);
        return rows.value;
      },
      hand: (rows) => {
        host.out(
          linesOf(
            rows.map((row) => ({ currency, ...row })),
            layout,
          ),
        );
      },
    }),
  );
}
