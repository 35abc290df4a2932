import { useEffect, useState } from 'react';
import type { ComparedRow, Comparison } from '#shared/compare';
import type { Refusal } from '#shared/refusal';
import type { Result } from '#shared/result';
import type { Scenario } from '#shared/scenario/schema';
import { useApi } from '../../documents/hooks';

export type FiguresBetween = Result<Comparison, Refusal>;

/** What the plans of two states say, the earlier one as baseline; the last answer stays while a newer one is computed. */
export function useFiguresBetween(before: Scenario, after: Scenario): FiguresBetween | undefined {
  const api = useApi();
  const [figures, setFigures] = useState<FiguresBetween>();
  useEffect(() => {
    let wanted = true;
    void api.compare({ scenarios: [before, after], baseline: 0 }).then((answer) => {
      if (wanted) setFigures(answer);
    });
    return () => {
      wanted = false;
    };
  }, [api, before, after]);
  return figures;
}

/** The rows in which the two differ. */
export const differingRows = ({ rows }: Comparison): readonly ComparedRow[] =>
  rows.filter(({ differs }) => differs);
