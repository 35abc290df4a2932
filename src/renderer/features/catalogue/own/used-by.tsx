import { useMemo } from 'react';
import type { Scenario } from '#shared/scenario/schema';
import { useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import type { ShownKind } from '../entry-list';
import styles from './own.module.css';

/** How often an entry is used, by the name of what uses it. */
export type Uses = ReadonlyMap<string, number>;

/** What of a scenario uses an entry of the catalogue: racks by their type, racks that hold devices of a type, and so on. */
export function usesOf(scenario: Scenario, kind: ShownKind, id: string): Uses {
  const uses = new Map<string, number>();
  const count = (name: string) => uses.set(name, (uses.get(name) ?? 0) + 1);
  const rackName = (rack: string): string =>
    (scenario.racks as Readonly<Record<string, { readonly name: string }>>)[rack]?.name ?? rack;
  if (kind === 'deviceTypes') {
    for (const { type, rack } of Object.values(scenario.devices)) if (type === id) count(rackName(rack));
  }
  if (kind === 'rackTypes') {
    for (const { type, name } of Object.values(scenario.racks)) if (type === id) count(name);
  }
  if (kind === 'sites' && scenario.site.preset === id) count(scenario.name);
  if (kind === 'accelerators') {
    for (const { estimate, name } of Object.values(scenario.deployments)) {
      if (estimate.hardware === id) count(name);
    }
  }
  if (kind === 'models') {
    for (const { model, name } of Object.values(scenario.workloads)) if (model === id) count(name);
    for (const { estimate, name } of Object.values(scenario.deployments)) {
      if (estimate.model === id) count(name);
    }
  }
  return uses;
}

const SHOWN = 12;

/** Where the open scenario uses an entry. */
export function UsedBy({ kind, id }: { readonly kind: ShownKind; readonly id: string }) {
  const message = useMessage();
  const scenario = useScenario((whole) => whole);
  const uses = useMemo(() => usesOf(scenario, kind, id), [scenario, kind, id]);
  const total = [...uses.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return <p className={styles.uses}>{message('catalogue:usedBy.none')}</p>;
  const names = [...uses].map(([name, count]) => (count > 1 ? `${name} (${count})` : name));
  const shown = names.slice(0, SHOWN).join(', ');
  const more = names.length - SHOWN;
  return (
    <p className={styles.uses}>
      {message('catalogue:usedBy.some', { count: total, names: shown })}
      {more > 0 && ` ${message('catalogue:usedBy.more', { count: more })}`}
    </p>
  );
}
