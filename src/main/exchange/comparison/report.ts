import { shareWriter, withUnit } from '#shared/language/written';
import { textAt } from '#shared/language/message-at';
import { comparedGroups, type ComparedRow, type Comparison } from '#shared/compare/comparison';
import { type SaidSentence, type Speaking, verdictSentences } from '#shared/compare/words';
import type { ComparisonReportRequest } from '#shared/exchange/exchange';
import { messageAt } from '#shared/language/message-at';
import { currencyOfUnit, majorUnitsOf } from '#shared/money/money';
import { fillIn, type Language, type Parameters } from '#shared/language/language';
import type { ComparedChances } from '#shared/uncertainty/chances';
import type { Range } from '#shared/units/range';
import { scaleFor } from '#shared/units/units';
import english from '../../../../resources/locales/en/compare.json';
import englishService from '../../../../resources/locales/en/service.json';
import chinese from '../../../../resources/locales/zh-CN/compare.json';
import chineseService from '../../../../resources/locales/zh-CN/service.json';

const catalogues: Readonly<Record<Language, unknown>> = { en: english, 'zh-CN': chinese };
const services: Readonly<Record<Language, unknown>> = { en: englishService, 'zh-CN': chineseService };

/** How a report writes words and figures in its language. */
interface ReportWords {
  readonly language: Language;
  /** A message of the catalogue `compare` by its path; the path itself where there is none. */
  readonly say: (path: string, parameters?: Parameters) => string;
  readonly speaking: Speaking;
  readonly quantity: (value: number, unit: string) => string;
  /** The typical value, and the range where it is not known exactly. */
  readonly range: (range: Range, unit: string) => string;
  /** A difference with its sign. */
  readonly difference: (value: number, unit: string) => string;
  readonly change: (share: number) => string;
  readonly percent: (share: number) => string;
}

const NAMES = 8;
const WHOLE_FROM = 100;

export function reportWords(language: Language): ReportWords {
  const say = (path: string, parameters: Parameters = {}): string => {
    const text = textAt(catalogues[language], path);
    return text === undefined ? path : fillIn(text, parameters);
  };
  const significant = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const share = shareWriter({ language, decimals: 1 });
  const number = (value: number): string =>
    (Math.abs(value) >= WHOLE_FROM ? whole : significant).format(value);
  const moneyFormat = (currency: string, small: boolean) =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(small ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 }),
    });
  const quantity = (value: number, unit: string): string => {
    const currency = currencyOfUnit(unit);
    if (currency !== undefined) {
      const major = majorUnitsOf({ amount: value, currency });
      return moneyFormat(currency, Math.abs(major) < WHOLE_FROM).format(major);
    }
    const scale = scaleFor(value, unit);
    return withUnit(number(value / scale.by), scale.unit, language);
  };
  return {
    language,
    say,
    quantity,
    change: shareWriter({ language, decimals: 1, signed: true }),
    percent: share,
    difference: (value, unit) => `${value > 0 ? '+' : ''}${quantity(value, unit)}`,
    range: ({ low, typical, high }, unit) => {
      const [from, to] = [quantity(low, unit), quantity(high, unit)];
      const text = quantity(typical, unit);
      return from === to ? text : `${text} (${from} – ${to})`;
    },
    speaking: {
      say: (key, parameters) => say(`verdict.${key}`, parameters),
      service: (key, parameters = {}) => fillIn(messageAt(services[language], key), parameters),
      words: {
        number,
        percent: share,
        seconds: (seconds) => quantity(seconds, 's'),
        list: (names) =>
          (names.length <= NAMES
            ? names
            : [...names.slice(0, NAMES), say('andMore', { count: names.length - NAMES })]
          ).join(say('listSeparator')),
      },
    },
  };
}

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

interface ReportFleet {
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

interface ReportParts {
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
