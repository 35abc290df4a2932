import type { Remark, RemarkCode } from '#shared/estimate/result';
import { fillIn } from '#shared/language/language';
import texts from '../../../../resources/locales/en/remarks.json';

const english: Readonly<Record<RemarkCode, string>> = texts;

/** The English sentence of a remark, as `warnings` of the published answers give it. */
export const sentenceOf = ({ code, params }: Remark): string => fillIn(english[code], params);

/** What an answer says of itself: by code for screens of any language, and in English sentences for everybody else. */
export interface Remarked {
  readonly remarks: readonly Remark[];
  readonly warnings: readonly string[];
}

export const remarked = (remarks: readonly Remark[]): Remarked => ({
  remarks,
  warnings: remarks.map(sentenceOf),
});
