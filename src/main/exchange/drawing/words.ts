import english from '../../../../resources/locales/en/drawing.json';
import chinese from '../../../../resources/locales/zh-CN/drawing.json';
import type { LayoutExport } from '#shared/exchange';
import { fillIn, type Parameters } from '#shared/fill-in';

const catalogues = { en: english, 'zh-CN': chinese satisfies typeof english } as const;

type Plain = Exclude<keyof typeof english, 'kind'>;
export type DrawnFront = keyof (typeof english)['kind'];

/** The words and numbers of a drawing in its language. */
export interface DrawingWords {
  readonly say: (key: Plain, parameters?: Parameters) => string;
  readonly front: (front: DrawnFront) => string;
  readonly kilowatts: (watts: number) => string;
  readonly count: (value: number) => string;
}

export function drawingWords(language: LayoutExport['language']): DrawingWords {
  const catalogue = catalogues[language];
  const one = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return {
    say: (key, parameters = {}) => fillIn(catalogue[key], parameters),
    front: (front) => catalogue.kind[front],
    kilowatts: (watts) => `${one.format(watts / 1_000)} kW`,
    count: (value) => plain.format(value),
  };
}
