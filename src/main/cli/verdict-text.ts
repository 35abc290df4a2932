import { shareWriter } from '#shared/language/written';
import texts from '../../../resources/locales/en/service.json';
import type { ServiceVerdict } from '#shared/serving/verdict';
import { namedVerdict, verdictSentence, type FigureWords, type Say } from '#shared/serving/verdict-words';
import { fillIn } from '#shared/language/language';
import { quantityText } from './text-table';
import { messageAt } from '#shared/language/message-at';

/** How the command line writes figures in sentences. */
export const figureWords: FigureWords = {
  number: (value) => quantityText(value, '1'),
  percent: shareWriter(),
  seconds: (seconds) => quantityText(seconds, 's'),
  list: (names) => names.join('; '),
};

/** The messages of `service`. */
export const sayService: Say = (key, params = {}) => fillIn(messageAt(texts, key), params);

const speaking = { say: sayService, words: figureWords };

/** What a fleet reaches of its workloads' objectives, a line each; nothing where it has no workloads. */
export const verdictsText = (verdicts: readonly ServiceVerdict[]): string =>
  verdicts.length === 0
    ? ''
    : `${texts.objectives}\n${verdicts.map((verdict) => `  ${namedVerdict(verdict, speaking)}\n`).join('')}`;

/** One verdict in a sentence. */
export const saidOf = (verdict: ServiceVerdict): string => verdictSentence(verdict, speaking);
