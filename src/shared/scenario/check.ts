import type { Refusal } from '../refusal';
import { failure, success, type Result } from '../result';
import { schemaIssues } from '../schema-issues';
import { isUnchecked, type Unchecked } from '../versioned';
import { z } from '../zod';
import { collections, entrySchemas, fieldSchema } from './fields';
import { brokenReference, type ScenarioFault } from './references';
import { Scenario, scenarioLimits } from './schema';
import { everywhere, placesOf, type Path, type Places } from './places';

/**
 * Whether a value is a scenario: how much there is of it, the shape of its parts, and what they say of one another.
 * Reading checks all of it, an edit only the places it touched, by the same rules, so that what an edit leaves behind
 * can be read again.
 */

/** A scenario in the present version of its form, or what is wrong with it. */
export function checkedScenario(value: Unchecked): Result<Scenario, ScenarioFault> {
  // Counted before the schema looks at each entry, so that a hostile file costs little.
  const oversized = tooMany(value, everywhere);
  if (oversized !== undefined) return failure(oversized);
  const parsed = Scenario.safeParse(value);
  if (!parsed.success) return failure(invalid(parsed.error));
  const broken = brokenReference(parsed.data, everywhere);
  return broken === undefined ? success(parsed.data) : failure(broken);
}

/** What is wrong at the places of a scenario that an edit touched; the rest is as it was when it was checked. */
export function faultAt(scenario: Scenario, touched: readonly Path[]): ScenarioFault | undefined {
  const places = placesOf(touched);
  return tooMany(scenario, places) ?? misshapen(scenario, places) ?? brokenReference(scenario, places);
}

const counted: readonly string[] = collections.flatMap(([field = '', ...deeper]) =>
  deeper.length === 0 && Object.hasOwn(scenarioLimits, field) ? [field] : [],
);

function tooMany(scenario: Unchecked, places: Places): ScenarioFault | undefined {
  for (const field of counted) {
    const entries = places.touches(field) ? scenario[field] : undefined;
    const count = isUnchecked(entries) ? Object.keys(entries).length : 0;
    const limit = scenarioLimits[field as keyof typeof scenarioLimits];
    if (count > limit) return { kind: 'too-many', field, count, limit };
  }
  return undefined;
}

function misshapen(scenario: Scenario, places: Places): ScenarioFault | undefined {
  for (const field of places.fields) {
    const value = (scenario as Unchecked)[field];
    const keys = places.keys(field);
    const schemas = keys && entrySchemas(field);
    const fault =
      schemas && isUnchecked(value)
        ? misshapenEntry(field, value, { keys, ...schemas })
        : misshapenField(scenario, field);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

interface TouchedEntries {
  readonly keys: Iterable<string>;
  readonly key: z.ZodType;
  readonly entry: z.ZodType;
}

function misshapenEntry(
  field: string,
  entries: Unchecked,
  { keys, key: keySchema, entry: entrySchema }: TouchedEntries,
): ScenarioFault | undefined {
  for (const key of keys) {
    if (!Object.hasOwn(entries, key)) continue;
    const parsed = z.tuple([keySchema, entrySchema]).safeParse([key, entries[key]]);
    if (parsed.success) continue;
    const issues = parsed.error.issues.map((issue) => ({
      ...issue,
      path: [field, key, ...issue.path.slice(1)],
    }));
    return invalid({ issues });
  }
  return undefined;
}

function misshapenField(scenario: Scenario, field: string): ScenarioFault | undefined {
  const schema = fieldSchema(field);
  // A field that the schema does not have: the schema of the whole says so.
  const parsed =
    schema === undefined ? Scenario.safeParse(scenario) : fieldOf(field, schema).safeParse(scenario);
  return parsed.success ? undefined : invalid(parsed.error);
}

const fieldOf = (field: string, schema: z.ZodType) =>
  // What is left out of a file is filled in when it is read; in a scenario at hand it must stand.
  z.object({ [field]: schema instanceof z.ZodOptional ? schema : z.nonoptional(schema) });

function invalid(error: Pick<z.core.$ZodError, 'issues'>): ScenarioFault {
  const issues = schemaIssues(error);
  const { path, reason } = issues[0] ?? { path: '', reason: 'it does not match the schema' };
  const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return { kind: 'invalid', path, reason: `${reason}${others}` };
}

/** Why a scenario that was read is none. */
export function refusalOfRead(fault: ScenarioFault): Refusal {
  if (fault.kind === 'too-many') return refusalOfCount(fault);
  const { path, reason } = fault;
  return {
    code: 'scenario-invalid',
    message: `This is not a readable scenario: ${path}: ${reason}`,
    path,
    params: { path, reason },
  };
}

/** Why an edit is not made. */
export function refusalOfEdit(fault: ScenarioFault): Refusal {
  if (fault.kind === 'too-many') return refusalOfCount(fault);
  const { path, reason } = fault;
  if (fault.kind === 'stray-device') {
    return {
      code: 'edit-stray-device',
      message: `${fault.device} would be in a rack that does not exist.`,
      path,
      params: { device: fault.device },
    };
  }
  return {
    code: 'edit-invalid',
    message: `This change is not possible: ${path}: ${reason}`,
    path,
    params: { path, reason },
  };
}

const refusalOfCount = ({
  field: kind,
  count,
  limit,
}: Extract<ScenarioFault, { readonly kind: 'too-many' }>): Refusal => ({
  code: 'scenario-too-many',
  message: `The scenario has ${count} ${kind}; at most ${limit} can be planned.`,
  path: kind,
  limit,
  demand: count,
  params: { kind, count, limit },
});
