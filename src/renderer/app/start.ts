import type { ScenarioId } from '#shared/ids';
import { ScenarioId as ScenarioIdSchema } from '#shared/ids';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { databaseNamed } from '../documents/database';
import { documentsOf, scenarioOf } from '../documents/documents';
import { plansFrom } from '../documents/plans';
import { rememberedIn } from '../documents/remembered';
import { repositoryOf } from '../documents/repository';
import { selectionHolder } from '../documents/selection';
import type { Api, Workbench } from '../documents/workbench';

const newScenarioId = (): ScenarioId => ScenarioIdSchema.parse(crypto.randomUUID());

/** Makes what a window works with and reads the library. Refuses where the main side does not answer. */
export async function startWorkbench(api: Api): Promise<Result<Workbench, Refusal>> {
  const catalogue = await api.catalogue({});
  if (!catalogue.ok) return failure(catalogue.error);
  const database = databaseNamed();
  const repository = repositoryOf(database, Date.now);
  const documents = documentsOf({ repository, now: Date.now, newScenarioId });
  const remembered = rememberedIn(database);
  const plans = plansFrom((scenario) => api.plan(scenario));
  documents.store.subscribe((state) => plans.request(scenarioOf(state)));
  await documents.start();
  if (documents.store.getState().phase === 'ready') await remembered.load();
  const workbench: Workbench = {
    api,
    catalogue: catalogue.value,
    documents,
    plans,
    selection: selectionHolder(),
    remembered,
  };
  return success(workbench);
}
