import type { Refusal } from '../refusal';
import { failure, success, type Result } from '../result';
import { scenarioForm } from '../scenario/migrations';
import { schemaIssues } from '../schema-issues';
import { isNewer, isUnchecked, migrated, refuseVersion, type VersionedForm } from '../versioned';
import { Quote } from './quote';

/** Every version of the quote document, and how each leads to the next. */
export const quoteForm: VersionedForm = { what: 'quote', version: 1, migrations: {} };

/** The quote that a file holds, of any version there was; the scenario in it stays as it was frozen. */
export function readQuoteValue(value: unknown): Result<Quote, Refusal> {
  const document = isUnchecked(value) ? value : {};
  const { schemaVersion, scenario } = document;
  const refusal = refuseVersion(quoteForm, schemaVersion) ?? refuseNewerScenario(scenario);
  if (refusal !== undefined) return failure(refusal);
  const current = {
    ...migrated(quoteForm, document, schemaVersion as number),
    schemaVersion: quoteForm.version,
  };
  const quote = Quote.safeParse(current);
  if (quote.success) return success(quote.data);
  const [issue] = schemaIssues(quote.error);
  const params = { path: issue?.path ?? '', reason: issue?.reason ?? 'it does not match the schema' };
  return failure({
    code: 'quote-invalid',
    message: `This is not a readable quote: ${params.path}: ${params.reason}`,
    path: params.path,
    params,
  });
}

function refuseNewerScenario(scenario: unknown): Refusal | undefined {
  const refusal = isUnchecked(scenario) ? refuseVersion(scenarioForm, scenario['schemaVersion']) : undefined;
  return refusal !== undefined && isNewer(refusal) ? refusal : undefined;
}
