/** The relative errors of one fit on the rows that were held back from it. */
export interface ReportRow {
  readonly family: string;
  readonly name: string;
  readonly relative: readonly number[];
}

export function report(rows: readonly ReportRow[]): string {
  const families = [...new Set(rows.map(({ family }) => family))];
  const summary = families.map((family) =>
    line(
      `**${family}**`,
      rows.filter((row) => row.family === family).flatMap(({ relative }) => relative),
    ),
  );
  const details = rows.map(({ family, name, relative }) => line(`${family}: ${name}`, relative));
  return [
    '# How well the kernel models hold',
    '',
    'Written by `npm run fit`. Kernels were measured by NVIDIA on an H100 80GB SXM with TensorRT-LLM 1.2.0rc5',
    '(aiconfigurator repository, Apache-2.0). A fifth of the rows, chosen by a hash of each row, took no part in',
    'the fit; the errors are of those rows: |predicted / measured − 1|. Aim: median ≤ 6 %, 90th percentile ≤ 20 %',
    'per family. Experts spread over more than 8 devices are left out, since no deployment here splits them so far;',
    'and so are matrix products of zero rows.',
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
