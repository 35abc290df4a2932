import { useEffect, useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Comparison } from '#shared/compare';
import type { ScenarioId } from '#shared/ids';
import type { Refusal } from '#shared/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { useApi, useDocuments } from '../../documents/hooks';
import { useWorkbench } from '../../documents/workbench';

export interface ComparisonState {
  readonly comparison: Comparison | undefined;
  /** The documents behind it, in its order. */
  readonly scenarios: readonly Scenario[];
  readonly refusal: Refusal | undefined;
  readonly pending: boolean;
}

interface Answered {
  readonly scenarios: readonly Scenario[];
  readonly baseline: number;
  readonly comparison: Comparison | undefined;
  readonly refusal: Refusal | undefined;
}

const FEWEST = 2;

/**
 * The comparison of these scenarios against one of them. It follows edits; while a newer one is computed the last
 * one of the same scenarios stays, so that numbers do not flicker.
 */
export function useComparison(ids: readonly ScenarioId[], baseline: number): ComparisonState {
  const api = useApi();
  const scenarios = useScenarios(ids);
  const [answered, setAnswered] = useState<Answered>();
  useEffect(() => {
    if (!scenarios || scenarios.length < FEWEST) return undefined;
    let current = true;
    void api.compare({ scenarios: [...scenarios], baseline }).then((answer) => {
      if (!current) return;
      setAnswered({
        scenarios,
        baseline,
        comparison: answer.ok ? answer.value : undefined,
        refusal: answer.ok ? undefined : answer.error,
      });
    });
    return () => {
      current = false;
    };
  }, [api, scenarios, baseline]);
  const pending =
    ids.length >= FEWEST && (answered?.scenarios !== scenarios || answered?.baseline !== baseline);
  if (!answered || answered.scenarios.map(({ id }) => id).join() !== ids.join()) {
    return { comparison: undefined, scenarios: [], refusal: undefined, pending };
  }
  const { comparison, refusal } = answered;
  return { comparison, scenarios: answered.scenarios, refusal, pending };
}

/** The documents behind the ids, read once and then as edited; undefined until all are there. */
function useScenarios(ids: readonly ScenarioId[]): readonly Scenario[] | undefined {
  const { documents } = useWorkbench();
  const found = useDocuments(useShallow(({ opened }) => ids.map((id) => opened[id])));
  useEffect(() => {
    ids.forEach((id, index) => {
      if (!found[index]) void documents.read(id);
    });
  }, [documents, ids, found]);
  return useMemo(() => {
    const read = found.filter((scenario) => scenario !== undefined);
    return read.length === found.length ? read : undefined;
  }, [found]);
}
