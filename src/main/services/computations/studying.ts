import type { Make } from '#main/services/lazily';
import { answerChunk } from '#main/study/chunk';
import { success } from '#shared/refusal/refusal';

/** Computes the chunks of studies. */
export const studying: Make<'studyChunk'> = ({ catalogue }) => ({
  studyChunk: (task) => success(answerChunk(task, catalogue)),
});
