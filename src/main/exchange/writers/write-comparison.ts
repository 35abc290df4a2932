import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ComparisonReportRequest, ReportFormat } from '#shared/exchange/exchange';
import { assertNever, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { usualDraws } from '#shared/uncertainty/uncertainty';
import { comparedChances } from '#main/planning/compare/chances';
import { compare } from '#main/planning/compare/compare';
import { loadQuoteFonts } from '#main/quote/writers/fonts';
import { comparisonReport, type ComparisonReport, reportWords } from '#main/exchange/comparison/report';
import { comparisonMarkdownReport } from './comparison-markdown';

export interface ComparisonFile {
  readonly suggestedName: string;
  readonly kind: ReportFormat;
  readonly content: string | Uint8Array;
}

const extensions: Readonly<Record<ReportFormat, string>> = { pdf: 'pdf', xlsx: 'xlsx', markdown: 'md' };

const SEED = 1;
/** The share of the work that the draws are. */
const DRAWN = 0.7;

/** Compares scenarios and writes what comes of it as a report of the format asked for. */
export async function writeComparison(
  request: ComparisonReportRequest,
  catalogue: Catalogue,
  onProgress: (share: number) => void = () => undefined,
): Promise<Result<ComparisonFile, Refusal>> {
  const { scenarios, baseline, format, language } = request;
  const comparison = compare({ scenarios, baseline }, catalogue);
  if (!comparison.ok) return comparison;
  const chances = comparedChances(
    { scenarios: [...scenarios], baseline, metric: 'total', draws: usualDraws, seed: SEED },
    catalogue,
    (share) => onProgress(DRAWN * share),
  );
  if (!chances.ok) return chances;
  const words = reportWords(language);
  const report = comparisonReport({ comparison: comparison.value, chances: chances.value, request, words });
  return success({
    suggestedName: `${words.say('fileName')}-${request.day}.${extensions[format]}`,
    kind: format,
    content: await contentOf(report, format),
  });
}

// The PDF engine and the spreadsheet writer are large, and no start of a host should wait for them.
async function contentOf(report: ComparisonReport, format: ReportFormat): Promise<string | Uint8Array> {
  switch (format) {
    case 'pdf': {
      const { comparisonPdf } = await import('./comparison-pdf');
      return comparisonPdf(report, await loadQuoteFonts());
    }
    case 'xlsx':
      return (await import('./comparison-xlsx')).comparisonXlsx(report);
    case 'markdown':
      return comparisonMarkdownReport(report);
    default:
      return assertNever(format);
  }
}
