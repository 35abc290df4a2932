import { sweepSpans } from '#main/planning/sweep/sweep';
import { spansOf } from '#main/planning/uncertainty/report';
import { plainContext, type Run } from '#main/services/computing';
import type { Answer, JobContext } from '#shared/api/contract';
import { failure, success, cancelled } from '#shared/refusal/refusal';
import { configurationsOf, type SweepRequest } from '#shared/sizing/sweep';
import type { SweepReport } from '#shared/sizing/sweep-report';
import type { UncertaintyReport, UncertaintyRequest } from '#shared/uncertainty/uncertainty';

interface Spreading {
  /** How many inputs are worked on at once. */
  readonly lanes: number;
  readonly context: JobContext;
}

/** How the parts of a call are spread, and what runs one. */
interface RunSpread extends Spreading {
  readonly run: Run;
}

/**
 * Works on each input by itself, several at once, and answers with all outputs in the order of the inputs, whatever the
 * number of lanes. The first refusal becomes the answer; what has not begun by then never does. Progress is the mean.
 */
export async function spread<Input, Output>(
  inputs: readonly Input[],
  { lanes, context }: Spreading,
  work: (input: Input, part: JobContext) => Promise<Answer<readonly Output[]>>,
): Promise<Answer<readonly Output[]>> {
  const answers: Answer<readonly Output[]>[] = [];
  const done = inputs.map(() => 0);
  const report = (index: number, fraction: number): void => {
    done[index] = Math.max(done[index] ?? 0, Math.min(1, fraction));
    context.report(done.reduce((sum, each) => sum + each, 0) / inputs.length);
  };
  let next = 0;
  let refused: Answer<readonly Output[]> | undefined;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < inputs.length && refused === undefined; index = next++) {
      const input = inputs[index] as Input;
      const part = { ...context, report: (fraction: number) => report(index, fraction) };
      const answer = await work(input, part);
      answers[index] = answer;
      if (!answer.ok) refused ??= answer;
      else report(index, 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, inputs.length) }, lane));
  return refused ?? success(answers.flatMap((answer) => (answer.ok ? answer.value : [])));
}

/** Sweeps on every core; the rows come in the order of the lists whatever the number of workers. */
export async function sweepOver(
  request: SweepRequest,
  { lanes, run, context }: RunSpread,
): Promise<Answer<SweepReport>> {
  const rows = await spread(sweepSpans(request), { lanes, context }, (span, part) =>
    run('sweepRows', { request, span }, part),
  );
  if (!rows.ok) return rows;
  return success({
    currency: request.terms.currency,
    configurations: configurationsOf(request),
    rows: rows.value,
  });
}

/**
 * Draws on every core: the spans depend on the number of draws alone and come together in their order, so that any
 * number of workers gives the same bytes.
 */
export async function uncertaintyOver(
  request: UncertaintyRequest,
  { lanes, run, context }: RunSpread,
): Promise<Answer<UncertaintyReport>> {
  const { scenarios } = request;
  const drawn = await spread(spansOf(request), { lanes, context }, (span, part) =>
    run('uncertaintyDraws', { scenarios, span }, part),
  );
  if (context.signal.aborted) return failure(cancelled);
  const last = { ...plainContext, library: context.library };
  return drawn.ok ? run('uncertaintyReport', { request, draws: drawn.value }, last) : drawn;
}
