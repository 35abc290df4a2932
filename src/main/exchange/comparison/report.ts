import { comparedGroups, type ComparedRow, type Comparison } from '#shared/compare';
import type { ComparedChances } from '#shared/compare-chances';
import type { ComparisonReportRequest } from '#shared/compare-report';
import { verdictSentences, type SaidSentence } from '#shared/compare-words';
import type { ReportWords } from './words';

/** A comparison as a reader gets it, before it is laid out for paper, a workbook or Markdown. */
export interface ComparisonReport {
  readonly words: ReportWords;
  readonly comparison: Comparison;
  readonly title: string;
  readonly day: string;
  readonly fleets: readonly ReportFleet[];
  readonly verdicts: readonly (readonly SaidSentence[])[];
  readonly warnings: readonly string[];
  readonly groups: readonly ReportGroup[];
  readonly front: readonly string[];
  readonly chances: readonly string[];
}

export interface ReportFleet {
  readonly name: string;
  readonly isBaseline: boolean;
  readonly note: string;
}

export interface ReportGroup {
  readonly title: string;
  readonly rows: readonly ReportRow[];
}

export interface ReportRow {
  readonly name: string;
  readonly note: string;
  readonly row: ComparedRow;
}

export interface ReportParts {
  readonly comparison: Comparison;
  readonly chances: ComparedChances;
  readonly request: Omit<ComparisonReportRequest, 'scenarios' | 'format'>;
  readonly words: ReportWords;
}

/** Everything that a report says, in the words of its language. */
export function comparisonReport(parts: ReportParts): ComparisonReport {
  const { comparison, request, words } = parts;
  const { say, speaking } = words;
  const { scenarios, baseline, verdicts, warnings } = comparison;
  return {
    words,
    comparison,
    title: say('report.title', { count: scenarios.length }),
    day: request.day,
    fleets: scenarios.map(({ id, name }, index) => ({
      name,
      isBaseline: index === baseline,
      note: request.scenarioNotes[id] ?? '',
    })),
    verdicts: verdicts.map((verdict) => verdictSentences(comparison, verdict, speaking)),
    warnings: warnings.map((warning) => say(`warnings.${warning}`)),
    groups: groupsOf(parts),
    front: frontLines(parts),
    chances: chanceLines(parts),
  };
}

function groupsOf({ comparison, request, words }: ReportParts): readonly ReportGroup[] {
  const rowOf = (row: ComparedRow): ReportRow => ({
    name: words.say(`rows.${row.name}`),
    note: request.rowNotes[row.name] ?? '',
    row,
  });
  const { pinnedRows, onlyDifferences } = request;
  const pinned = pinnedRows.flatMap((name) => comparison.rows.find((row) => row.name === name) ?? []);
  const groups = comparedGroups.map((group) => ({
    title: words.say(`groups.${group}`),
    rows: comparison.rows
      .filter((row) => row.group === group && !pinned.includes(row) && (row.differs || !onlyDifferences))
      .map(rowOf),
  }));
  return [{ title: words.say('pinned'), rows: pinned.map(rowOf) }, ...groups].filter(
    ({ rows }) => rows.length > 0,
  );
}

/** Between which paces each fleet holds the front. */
function frontLines({ comparison: { points, scenarios }, words }: ReportParts): readonly string[] {
  return scenarios.flatMap(({ name }, index): string[] => {
    const paces = points
      .filter(({ scenario, onFront, evidence }) => scenario === index && onFront && evidence === 'estimated')
      .map(({ tokensPerSecondPerUser }) => tokensPerSecondPerUser);
    if (paces.length === 0) return [];
    const [low, high] = [Math.min(...paces), Math.max(...paces)];
    return [
      words.say(low === high ? 'front.holdsAt' : 'front.holds', {
        fleet: name,
        low: words.quantity(low, '1'),
        high: words.quantity(high, '1'),
      }),
    ];
  });
}

function chanceLines({ comparison, chances, words }: ReportParts): readonly string[] {
  const { scenarios, baseline } = comparison;
  const draws = words.quantity(chances.draws, '1');
  const met = chances.fleets.flatMap(({ meets }, index) =>
    meets === null
      ? []
      : [
          words.say('chance.meetsLine', {
            name: scenarios[index]?.name ?? '',
            share: words.percent(meets),
            draws,
          }),
        ],
  );
  const cheaper = chances.fleets.flatMap(({ baselineCheaper, baselineCheaperAndMeets: both }, index) =>
    index === baseline || baselineCheaper === null
      ? []
      : [
          words.say(both === null ? 'chance.verdict' : 'chance.jointVerdict', {
            a: scenarios[baseline]?.name ?? '',
            b: scenarios[index]?.name ?? '',
            share: words.percent(baselineCheaper),
            both: words.percent(both ?? 0),
            draws,
          }),
        ],
  );
  return [...cheaper, ...met];
}
