import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateAnswer, EstimateResult } from '#shared/estimate/result';
import {
  validatedFigures,
  type MeasuredCase,
  type ValidatedFigure,
  type ValidationGroup,
  type ValidationReport,
  type ValidationRow,
  type ValidationSummary,
} from '#shared/validation';
import { errorsOf } from '#shared/validation-errors';
import { verdictOn } from '#shared/validation-gates';
import { estimate } from '../estimate';
import { crossValidation } from '../gpu/engine/constants';
import { peers } from './peers';

/** Predicts every measured case and sums the errors up by group; outliers are listed but not counted. */
export function validate(measured: readonly MeasuredCase[], catalogue: Catalogue): ValidationReport {
  const results = estimate(
    measured.map((each) => each.case),
    catalogue,
  );
  const rows = measured.flatMap((each, index) => {
    const result = results[index];
    return result === undefined ? [] : rowsOf(each, result);
  });
  const groups = [...new Set(rows.map(({ group }) => group))];
  return {
    rows,
    summary: groups.map((group) => summaryOf(group, rows)),
    crossValidation,
    peers,
  };
}

function rowsOf(measured: MeasuredCase, result: EstimateResult): readonly ValidationRow[] {
  return validatedFigures.flatMap((figure) => {
    const value = measured.measured[figure];
    if (value === undefined) return [];
    const { hardware, model, engine } = measured.case;
    return [
      {
        id: measured.case.id,
        group: groupOf(measured, figure),
        figure,
        hardware,
        model,
        engine: typeof engine === 'string' ? engine : '',
        measured: value,
        ...comparisonOf(result, figure, value),
        ...(measured.outlier === undefined ? {} : { outlier: measured.outlier }),
        source: measured.source,
      },
    ];
  });
}

function comparisonOf(
  result: EstimateResult,
  figure: ValidatedFigure,
  measured: number,
): Pick<ValidationRow, 'predicted' | 'error' | 'interval' | 'because'> {
  if ('error' in result) return { because: result.error.message };
  if (!result.fits) return { because: result.refusal.message };
  const predicted = result[figure];
  if (predicted === undefined) return { because: 'not predicted' };
  const interval = intervalFor(result, figure);
  return { predicted, error: predicted / measured - 1, ...(interval === undefined ? {} : { interval }) };
}

function intervalFor(
  { interval }: EstimateAnswer,
  figure: ValidatedFigure,
): readonly [number, number] | undefined {
  if (figure === 'outputTokensPerSecond') return interval?.outputTokensPerSecond;
  return figure === 'requestLatencySeconds' ? interval?.requestLatencySeconds : undefined;
}

function groupOf({ case: { mode, hardware } }: MeasuredCase, figure: ValidatedFigure): ValidationGroup {
  if (hardware.startsWith('groq')) return 'lpu';
  switch (figure) {
    case 'timeToFirstTokenSeconds':
      return mode === 'serving' ? 'serving-first-token' : 'first-token';
    case 'interTokenLatencySeconds':
      return 'inter-token';
    case 'requestLatencySeconds':
      return 'static-latency';
    case 'outputTokensPerSecond':
    case 'outputTokensPerSecondPerUser':
      return mode === 'serving' ? 'serving-throughput' : 'throughput';
    case 'acceleratorPowerWatts':
    case 'serverPowerWatts':
      return 'power';
  }
}

function summaryOf(group: ValidationGroup, rows: readonly ValidationRow[]): ValidationSummary {
  const errors = errorsOf(rows.filter((row) => row.group === group));
  const gate = verdictOn(group, errors);
  return { group, ...errors, ...(gate && { gate }) };
}
