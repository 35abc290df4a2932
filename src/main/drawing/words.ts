import english from '../../../resources/locales/en/drawing.json';
import chinese from '../../../resources/locales/zh-CN/drawing.json';
import type { DeviceFront } from '#shared/catalogue/entries';
import type { LayoutExport } from '#shared/exchange/exchange';
import type { AisleKind } from '#shared/floor/floor-plan';
import { fillIn, type Parameters } from '#shared/language/language';

const catalogues = { en: english, 'zh-CN': chinese satisfies typeof english } as const;

type Plain = Exclude<keyof typeof english, 'kind' | 'aisle'>;

/** The words and numbers of a drawing in its language. */
export interface DrawingWords {
  readonly say: (key: Plain, parameters?: Parameters) => string;
  readonly front: (front: DeviceFront) => string;
  readonly aisle: (kind: AisleKind, meters: number) => string;
  readonly kilowatts: (watts: number) => string;
  readonly count: (value: number) => string;
  readonly meters: (value: number) => string;
}

export function drawingWords(language: LayoutExport['language']): DrawingWords {
  const catalogue = catalogues[language];
  const one = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return {
    say: (key, parameters = {}) => fillIn(catalogue[key], parameters),
    front: (front) => catalogue.kind[front],
    aisle: (kind, meters) => fillIn(catalogue.aisle[kind], { meters: two.format(meters) }),
    kilowatts: (watts) => `${one.format(watts / 1_000)} kW`,
    count: (value) => plain.format(value),
    meters: (value) => two.format(value),
  };
}
