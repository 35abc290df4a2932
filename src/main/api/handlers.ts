import { availableParallelism } from 'node:os';
import type { HostRequest } from '#shared/api/files';
import { calls } from '#shared/api/calls';
import type { AnyCall, Answer, Cancellation, Compute, JobContext } from '#shared/api/contract';
import { csvOf } from '#shared/exchange/csv';
import { failure, success } from '#shared/refusal/refusal';
import type { Backups } from '#main/files/backups';
import type { AboutProgram } from '#main/files/about';
import { type FileToSave, type HostFiles, notWritten, pngOf } from '#main/files/host-files';
import { databaseSetAside, type HostStorage } from '#main/files/host-storage';
import {
  type ComputationName,
  type Computing,
  plainContext,
  type Run,
  runHere,
} from '#main/services/computing';
import type { PlanSteps } from '#main/jobs/plan-steps';
import { spread, sweepOver, uncertaintyOver } from '#main/jobs/spread';
import { readPriceTable } from '#main/exchange/price-table';
import type { Services } from '#main/services/services';
import type { AppHandlers } from './dispatch';

export interface HandlerParts {
  readonly services: Services;
  readonly computing: Computing;
  readonly planStep: PlanSteps;
  readonly files: HostFiles;
  readonly backups: Backups;
  readonly storage: HostStorage;
  /** Shows a folder in the system's file manager; a host that cannot leaves it out. */
  readonly showFolder?: (path: string) => Promise<boolean>;
  readonly about: AboutProgram;
  /** What the system asks of the window next; a host without a window of its own leaves it out. */
  readonly nextRequests?: (signal: Cancellation) => Promise<readonly HostRequest[]>;
}

/** What is written for backups; refused with the reason where the disk does not take it, or does not give it back. */
async function written<Output>(work: () => Promise<Output>): Promise<Answer<Output>> {
  try {
    return success(await work());
  } catch (error) {
    return failure(notWritten('backup', error));
  }
}

const showsNoFolder = (): Promise<boolean> => Promise.resolve(false);

/** The handlers of calls that one computation answers, as the contract has them. */
type ComputedHandlers = Pick<AppHandlers, keyof AppHandlers & ComputationName>;

const isLightWork = (name: string, input: unknown): boolean => {
  const declared: AnyCall | undefined = Object.hasOwn(calls, name)
    ? calls[name as keyof typeof calls]
    : undefined;
  return declared?.isLight(input as never) ?? false;
};

/** Runs a computation here where the contract says that it is light, else in a worker. */
const runByWeight =
  ({ services, computing }: HandlerParts): Run =>
  (name, input, context) =>
    isLightWork(name, input)
      ? services
          .beside(context.library)
          .then(({ computations }) => runHere(computations, { name, input, context }))
      : computing.run(name, input, context);

/** A handler for every call that is computed; what makes a file has the user choose where it goes. */
function computedHandlers(run: Run, files: HostFiles): ComputedHandlers {
  const handlerOf = (name: ComputationName, { by }: AnyCall): Compute<never, unknown> => {
    const compute = (input: never, context: JobContext = plainContext) => run(name, input, context);
    if (by !== 'file') return compute;
    return async (input, context) => {
      const made = (await compute(input, context)) as Answer<FileToSave>;
      return made.ok ? files.save(made.value) : made;
    };
  };
  const computed = Object.entries<AnyCall>(calls).filter(([, { by }]) => by !== 'host');
  return Object.fromEntries(
    computed.map(([name, declared]) => [name, handlerOf(name as ComputationName, declared)]),
  ) as ComputedHandlers;
}

/** The contract's handlers for one host: computations here or in a worker, files by the host's own means. */
export function createHandlers(parts: HandlerParts): AppHandlers {
  const { services, planStep, files, backups, storage, showFolder = showsNoFolder } = parts;
  const { about, nextRequests } = parts;
  const run = runByWeight(parts);
  const spreading = (context: JobContext) => ({ lanes: availableParallelism(), run, context });

  return {
    ...computedHandlers(run, files),
    catalogue: () => success(services.catalogue),
    examples: async ({ language }) => success(await services.examplesIn(language)),
    planStep,
    simulateServing: ({ cases, figures }, context) =>
      spread(cases, spreading(context), (each, part) =>
        run('simulateServing', { cases: [each], figures }, part),
      ),
    measured: async () => success(await services.measured()),
    uncertainty: (request, context) => uncertaintyOver(request, spreading(context)),
    sweep: (request, context) => sweepOver(request, spreading(context)),
    readPriceTable: async ({ text }, { library }) =>
      readPriceTable(text, (await services.beside(library)).catalogue),
    layLibrary: async ({ library }) => {
      const { layLibrary } = await import('#main/catalogue/with-libraries');
      const { entries, faults } = layLibrary(services.catalogue, library);
      return success({ entries, faults });
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
    keepBackupRows: ({ library, rows }) =>
      written(async () => {
        await backups.keepRows(library, rows);
        return null;
      }),
    backUp: ({ library, entries }) => written(() => backups.backUp(library, entries)),
    listBackups: async () => success(await backups.list()),
    readBackup: ({ id }) => backups.read(id),
    readBackupRows: ({ id, digests }) => backups.rows(id, digests),
    takeBackup: async (file) => {
      const taken = await written(() => backups.take(file));
      if (!taken.ok) return taken;
      return taken.value.ok ? success({ id: taken.value.value }) : taken.value;
    },
    storageRoom: async ({ bytes }) => success(await storage.room(bytes)),
    rescue: async (contents) => {
      try {
        return success(await storage.rescue.write(contents));
      } catch (error) {
        return { ok: false, error: notWritten('rescue', error) };
      }
    },
    keepDatabase: async () => {
      try {
        await storage.keepDatabase();
        return success(null);
      } catch (error) {
        return { ok: false, error: notWritten('kept-databases', error) };
      }
    },
    setDatabaseAside: () => databaseSetAside(storage),
    exportBackup: async ({ id, suggestedName }) => {
      const whole = await backups.whole(id);
      return whole.ok ? files.save({ suggestedName, content: whole.value, kind: 'json' }) : whole;
    },
    showBackups: async () => success({ folder: backups.folder, shown: await showFolder(backups.folder) }),
    about: () => success(about.about()),
    thirdParty: async () => success(await about.thirdParty()),
    hostRequests: async (_input, { signal }) =>
      success(nextRequests === undefined ? null : await nextRequests(signal)),
  };
}
