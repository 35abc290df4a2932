import type { Catalogue } from '#shared/catalogue/catalogue';
import type { FileRemark, NetboxImport, NetboxImported } from '#shared/exchange';
import type { Refusal } from '#shared/refusal';
import { success, type Result } from '#shared/result';
import { userCatalogueOf } from '#shared/scenario/user-catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { importNetboxTables } from './import-csv';
import { importDeviceType } from './import-device-type';

/**
 * A scenario with NetBox's device types, racks and devices added, in this order, so that devices may be of types that
 * came along. A type file that cannot be used is left out and named; a table that is none refuses the whole.
 */
export function importFromNetbox(
  { scenario, types, racks, devices }: NetboxImport,
  catalogue: Catalogue,
): Result<NetboxImported, Refusal> {
  const typed = addTypes(scenario, types);
  const tables = {
    ...(racks === undefined ? {} : { racks }),
    ...(devices === undefined ? {} : { devices }),
  };
  const placed = importNetboxTables(typed.scenario, tables, catalogue);
  if (!placed.ok) return placed;
  return success({
    scenario: placed.value.scenario,
    added: { ...placed.value.added, types: typed.count },
    leftOut: [...typed.leftOut, ...placed.value.leftOut.map((refusal) => ({ file: 'CSV', refusal }))],
    warnings: typed.warnings,
  });
}

interface Typed {
  readonly scenario: Scenario;
  readonly count: number;
  readonly leftOut: readonly FileRemark[];
  readonly warnings: readonly FileRemark[];
}

function addTypes(scenario: Scenario, files: NetboxImport['types']): Typed {
  const own = userCatalogueOf(scenario);
  const types = new Map(own.deviceTypes.map((type) => [type.id, type]));
  const [leftOut, warnings]: [FileRemark[], FileRemark[]] = [[], []];
  let count = 0;
  for (const { name, text } of files) {
    const imported = importDeviceType(text);
    if (!imported.ok) {
      leftOut.push({ file: name, refusal: imported.error });
      continue;
    }
    warnings.push(...imported.value.warnings.map((refusal) => ({ file: name, refusal })));
    types.set(imported.value.type.id, imported.value.type);
    count += 1;
  }
  if (count === 0) return { scenario, count, leftOut, warnings };
  const userCatalogue = { ...own, deviceTypes: [...types.values()] };
  return { scenario: { ...scenario, userCatalogue }, count, leftOut, warnings };
}
