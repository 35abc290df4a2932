import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDispatcher, createSentBeside } from '#main/api/dispatch';
import { createHandlers } from '#main/api/handlers';
import { aboutProgram } from '#main/files/about';
import { createBackups } from '#main/files/backups';
import { type Computing, plainContext, type Run, runHere } from '#main/services/computing';
import { planSteps } from '#main/jobs/plan-steps';
import type { FileToSave } from '#main/files/host-files';
import { shippedServices } from './services';
import type { Answer } from '#shared/api/contract';
import { success } from '#shared/refusal/refusal';
import type { UserPrice } from '#shared/scenario/user-catalogue';
import { type Api, createClient } from '#renderer/api/client';
import { ownOf, type OwnPriceBook } from '#renderer/api/own';
import type { Library } from '#shared/library/library';

const services = await shippedServices();

/** What a call sent, as text. */
export interface Sent {
  readonly name: string;
  readonly text: string;
}

export interface Window {
  readonly api: Api;
  readonly book: OwnPriceBook;
  /** Everything that crossed, in order. */
  readonly sent: readonly Sent[];
  /** The files that were saved, in order. */
  readonly saved: readonly FileToSave[];
  /** The user's library, from now on. */
  readonly keep: (library: Library | undefined) => void;
  /** The main side starts anew and has forgotten what pages told it. */
  readonly restart: () => void;
}

/** A window of a user with these prices, over the whole main side: every call crosses as text, and is computed here. */
export function aWindow(prices: readonly UserPrice[], today = '2026-11-30'): Window {
  const saved: FileToSave[] = [];
  const sent: Sent[] = [];
  let beside = createSentBeside();
  const run = ((name, input, context) =>
    services
      .beside(context.library)
      .then(({ computations }) => runHere(computations, { name, input, context }))) as Run;
  const computing: Computing = { run, close: () => Promise.resolve() };
  const handlers = createHandlers({
    services,
    computing,
    planStep: planSteps(services, computing),
    files: {
      save: (file) => {
        saved.push(file);
        return Promise.resolve(success({ name: file.suggestedName }));
      },
      openScenario: () => Promise.resolve(success(null)),
    },
    backups: createBackups(join(tmpdir(), 'fleetwright-no-backups')),
    about: aboutProgram({ root: tmpdir(), places: [] }),
    storage: {
      room: () => Promise.resolve({ enough: true, mayOpen: true, freeBytes: 1e9, neededBytes: 1e6 }),
      rescue: {
        write: ({ scenarios }) => Promise.resolve({ place: '/rescue', scenarios: scenarios.length }),
      },
      keepDatabase: () => Promise.resolve(),
    },
  });
  const reportBug = (error: unknown): never => {
    throw error;
  };
  const own = ownOf(() => today);
  own.book.follow(() => prices);
  let library: Library | undefined;
  own.followLibrary(() => library);
  const api = createClient(async ({ name, input }) => {
    const text = JSON.stringify(input);
    sent.push({ name, text });
    const received: unknown = JSON.parse(text);
    const { dispatch } = createDispatcher(handlers, reportBug, beside);
    const answer = await dispatch({ name, input: received }, plainContext);
    return JSON.parse(JSON.stringify(answer)) as Answer<unknown>;
  }, own);
  return {
    api,
    book: own.book,
    sent,
    saved,
    restart: () => {
      beside = createSentBeside();
    },
    keep: (entries) => {
      library = entries;
    },
  };
}
