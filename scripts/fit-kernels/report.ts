/** The relative errors of one fit on the rows that were held back from it. */
export interface ReportRow {
  readonly part: string;
  readonly family: string;
  readonly name: string;
  readonly relative: readonly number[];
}

/**
 * The errors of every family and fit. Of parts that were not fitted this time, the lines of the report before stay, in the order in which
 * all parts are named.
 */
export function report(rows: readonly ReportRow[], before: string, parts: readonly string[]): string {
  const families = [...new Set(rows.map(({ family }) => family))];
  const of = (part: string, family: string) =>
    rows.filter((row) => row.part === part && row.family === family).flatMap(({ relative }) => relative);
  const fitted = new Set(rows.map(({ part }) => part));
  const kept = (beginning: string) => before.split('\n').filter((each) => each.startsWith(beginning));
  const summary = parts.flatMap((part) =>
    fitted.has(part)
      ? families
          .filter((family) => of(part, family).length > 0)
          .map((family) => line(`**${part}**: ${family}`, of(part, family)))
      : kept(`| **${part}**: `),
  );
  const details = parts.flatMap((part) =>
    fitted.has(part)
      ? rows
          .filter((row) => row.part === part)
          .map(({ family, name, relative }) => line(`${part}, ${family}: ${name}`, relative))
      : kept(`| ${part}, `),
  );
  return [
    '# How well the kernel models hold',
    '',
    'Written by `npm run fit`. Kernels were measured by NVIDIA (aiconfigurator repository, Apache-2.0) with TensorRT-LLM: 1.2.0rc5 on',
    'H100, H200 and B200 SXM, 1.0.0 on A100 SXM, 1.3.0rc20 on L40S; experts with MXFP4 weights on B200 with SGLang 0.5.14, whose kernel is',
    'the same. A fifth of the rows, chosen by a hash of each row, took no part in the fit; the errors are of those rows:',
    '|predicted / measured − 1|. Aim: median ≤ 6 %, 90th percentile ≤ 20 % per family and part. Left out are experts spread over more than',
    '8 devices, exchanges for least latency of models with at most 16 experts, matrix products of zero rows and rows without a time. Exchanges',
    'of tokens were measured with SGLang 0.5.12 (DeepEP) between the eight devices of a server.',
    '',
    ...table(summary),
    '',
    '## Each fit',
    '',
    ...table(details),
    '',
  ].join('\n');
}

const table = (lines: readonly string[]) => [
  '| Kernel | Rows | Median | 90th percentile |',
  '|---|---:|---:|---:|',
  ...lines,
];

function line(name: string, relative: readonly number[]): string {
  const sorted = relative.map(Math.abs).sort((a, b) => a - b);
  const at = (share: number) =>
    `${(100 * (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN)).toFixed(1)} %`;
  return `| ${name} | ${sorted.length} | ${at(0.5)} | ${at(0.9)} |`;
}
