export interface TextColumn {
  readonly head: string;
  readonly align?: 'right';
}

/** Chinese, Japanese and Korean characters take two places in a terminal (Unicode Standard Annex 11). */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/g;

const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** Control characters of a name would act on the terminal that shows it. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ');

/** A table for a terminal: columns as wide as their widest cell, two spaces apart, no space at the end of lines. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ head }) => head), ...rows].map((cells) => cells.map(printable));
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => widthOf(cells[index] ?? ''))));
  const cellAt = (cells: readonly string[], index: number): string => {
    const text = cells[index] ?? '';
    const space = ' '.repeat((widths[index] ?? 0) - widthOf(text));
    return columns[index]?.align === 'right' ? space + text : text + space;
  };
  return lines
    .map(
      (cells) =>
        `${columns
          .map((_, index) => cellAt(cells, index))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
