import { availableParallelism } from 'node:os';
import type { JobContext } from '../../shared/api/contract';
import { csvOf } from '../../shared/csv';
import { success } from '../../shared/result';
import type { Backups } from '../files/backups';
import type { HostFiles } from '../files/host-files';
import { pngOf } from '../files/picture';
import { notWritten } from '../files/refusals';
import {
  runHere,
  type ComputationName,
  type Computing,
  type InputOf,
  type OutcomeOf,
} from '../jobs/computations';
import { spread } from '../jobs/spread';
import { uncertaintyOver } from '../jobs/uncertainty-over';
import type { PlanSteps } from '../jobs/plan-steps';
import { isLightWork } from '../jobs/weight';
import { readPriceTable } from '../exchange/price-table';
import type { Services } from '../services';
import { plainContext } from '../jobs/plain-context';
import type { AppHandlers } from './dispatch';

export interface HandlerParts {
  readonly services: Services;
  readonly computing: Computing;
  readonly planStep: PlanSteps;
  readonly files: HostFiles;
  readonly backups: Backups;
}

/** The contract's handlers for one host: computations here or in a worker, files by the host's own means. */
export function createHandlers({ services, computing, planStep, files, backups }: HandlerParts): AppHandlers {
  const compute = <Name extends ComputationName>(
    name: Name,
    input: InputOf<Name>,
    context: JobContext = plainContext,
  ): Promise<OutcomeOf<Name>> =>
    isLightWork(name, input)
      ? runHere(services.computations, { name, input, context })
      : computing.run(name, input, context);

  return {
    catalogue: () => success(services.catalogue),
    examples: ({ language }) => success(services.examplesIn(language)),
    plan: (scenario) => compute('plan', scenario),
    planStep,
    planOverTime: (scenario, context) => compute('planOverTime', scenario, context),
    explain: (input) => compute('explain', input),
    powerReport: (input) => compute('powerReport', input),
    compare: (input) => compute('compare', input),
    compareChances: (request, context) => compute('compareChances', request, context),
    simulateFleets: (request, context) => compute('simulateFleets', request, context),
    exportComparison: async (request, context) => {
      const made = await compute('comparisonFile', request, context);
      return made.ok ? files.save(made.value) : made;
    },
    estimate: (input) => compute('estimate', input),
    simulateServing: ({ cases, figures }, context) =>
      spread(cases, { lanes: availableParallelism(), context }, (each, part) =>
        compute('simulateServing', { cases: [each], figures }, part),
      ),
    performanceReport: (input) => compute('performanceReport', input),
    lpuTimeline: (input, context) => compute('lpuTimeline', input, context),
    measured: () => success(services.measured),
    uncertainty: (request, context) => uncertaintyOver(request, { run: compute, context }),
    breakEven: (request, context) => compute('breakEven', request, context),
    dispute: () => compute('dispute', {}),
    sizeOn: (asked, context) => compute('sizeOn', asked, context),
    sizePriced: (asked, context) => compute('sizePriced', asked, context),
    layOutSize: (asked) => compute('layOutSize', asked),
    fit: (request, context) => compute('fit', request, context),
    rearrange: (request, context) => compute('rearrange', request, context),
    checks: () => compute('checks', {}),
    validation: () => compute('validation', {}),
    quote: (request) => compute('quote', request),
    readPriceTable: ({ text }) => readPriceTable(text, services.catalogue),
    readPriceWorkbook: (request, context) => compute('readPriceWorkbook', request, context),
    saveWorkbook: async (table, context) => {
      const made = await compute('tableWorkbook', table, context);
      return made.ok ? files.save(made.value) : made;
    },
    exportQuote: async (input, context) => {
      const made = await compute('quoteFile', input, context);
      return made.ok ? files.save(made.value) : made;
    },
    importNetbox: (request, context) => compute('importNetbox', request, context),
    exportLayout: async (request, context) => {
      const made = await compute('layoutFile', request, context);
      return made.ok ? files.save(made.value) : made;
    },
    saveText: ({ suggestedName, text, kind }) => files.save({ suggestedName, content: text, kind }),
    saveTable: ({ suggestedName, rows }) =>
      files.save({
        suggestedName,
        content: csvOf(rows.map((row) => row.map((cell) => cell ?? undefined))),
        kind: 'csv',
      }),
    savePicture: ({ suggestedName, png }) => {
      const content = pngOf(png);
      return content.ok ? files.save({ suggestedName, content: content.value, kind: 'png' }) : content;
    },
    openScenarioFile: () => files.openScenario(),
    backUp: async (contents) => {
      try {
        return success(await backups.write(contents));
      } catch (error) {
        return { ok: false, error: notWritten('backup', error) };
      }
    },
    restoreBackup: async () => success(await backups.newest()),
  };
}
