import { availableParallelism } from 'node:os';
import {
  answerCases,
  type AnsweredBatch,
  answersTo,
  type CaseQuestion,
} from '#main/exchange/streams/answer-cases';
import {
  BrokenStream,
  type CaseBatch,
  casesIn,
  lineBatches,
  rowBatches,
  valueBatches,
} from '#main/exchange/streams/read-cases';
import { headerOf, type RowFormat, type RowLayout } from '#main/exchange/streams/write-rows';
import { inOrder } from '#main/jobs/in-order';
import { plainContext } from '#main/services/computing';
import { casesOf, type CaseFile, keysPassedOver } from './arguments';
import { type CommandHost, InvalidInput, nameOf, readText, textChunks } from './host';

/** How cases of a question are worked on as a stream. */
const pace: Readonly<Record<CaseQuestion, { readonly most: number; readonly alone: number }>> = {
  // Starting workers takes as long as tens of thousands of estimates.
  estimate: { most: 2_000, alone: 64 },
  simulate: { most: 1, alone: 1 },
};

interface CaseStream {
  readonly question: CaseQuestion;
  readonly input: CaseFile;
  readonly layout: RowLayout;
  /** What options say of every case, in place of what it says itself. */
  readonly adjust?: ((given: unknown) => unknown) | undefined;
}

/** Answers cases as they come, a row each, with no more of them in memory than are worked on; tells whether all fit. */
export async function answerStream(host: CommandHost, stream: CaseStream): Promise<boolean> {
  const { question, layout } = stream;
  const { catalogue } = await host.services();
  const { most, alone } = pace[question];
  const cores = host.computing === undefined ? 1 : availableParallelism();
  let computing: ReturnType<NonNullable<CommandHost['computing']>> | undefined;
  let begun = 0;
  const work = async (batch: CaseBatch): Promise<AnsweredBatch> => {
    begun += 1;
    if (cores === 1 || begun <= alone || host.computing === undefined) {
      return answerCases(batch, layout, answersTo(question, catalogue));
    }
    computing ??= host.computing();
    const answer = await (await computing).run('answerCases', { question, batch, layout }, plainContext);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };
  let allFit = true;
  host.out(headerOf(layout));
  try {
    await inOrder(batchesOf(host, stream, most), {
      lanes: 2 * cores,
      work,
      hand: (answered) => {
        host.out(answered.text);
        allFit &&= answered.allFit;
      },
    });
  } catch (error) {
    if (error instanceof BrokenStream)
      throw new InvalidInput(`${nameOf(stream.input.file)}: ${error.message}`);
    throw error;
  } finally {
    await (await computing)?.close();
  }
  return allFit;
}

/** All cases of an input at once, for an answer that is one document. */
export async function allCases(host: CommandHost, input: CaseFile): Promise<readonly unknown[]> {
  const passedOver = input.lenient ? keysPassedOver(host, input.schema) : <Value>(value: Value) => value;
  if ((formatNamed(input.file) ?? 'json') === 'json') {
    return casesOf(await readText(host, input.file), input).map(passedOver);
  }
  const cases: unknown[] = [];
  for await (const batch of rawBatches(host, { input, most: pace.estimate.most, answers: 'json' })) {
    for (const read of casesIn(batch)) {
      if (!read.ok) throw new InvalidInput(`${nameOf(input.file)}: ${read.error.message}`);
      cases.push(passedOver(read.value));
    }
  }
  return cases;
}

/** The batches of an input, without the keys that may be passed over and with what options say of every case. */
async function* batchesOf(
  host: CommandHost,
  { input, layout, adjust }: CaseStream,
  most: number,
): AsyncGenerator<CaseBatch, void> {
  const { lenient, schema } = input;
  const passedOver = lenient ? keysPassedOver(host, schema) : undefined;
  for await (const batch of rawBatches(host, { input, most, answers: layout.format })) {
    if (passedOver === undefined && adjust === undefined) {
      yield batch;
      continue;
    }
    // A line that is none stays one, for whoever answers it.
    const cases = casesIn(batch).map((read) => {
      if (!read.ok) return read;
      const value = passedOver === undefined ? read.value : passedOver(read.value);
      return { ok: true as const, value: adjust === undefined ? value : adjust(value) };
    });
    yield { kind: 'read', cases };
  }
}

/** A CSV table, a JSON array or lines of JSON: as the name ends, else as it begins, else as the answers are written. */
async function* rawBatches(
  host: CommandHost,
  { input, most, answers }: { readonly input: CaseFile; readonly most: number; readonly answers: RowFormat },
): AsyncGenerator<CaseBatch, void> {
  const { chunks, beginning } = await opened(textChunks(host, input.file));
  const format = formatNamed(input.file) ?? (/^[\uFEFF\s]*\[/.test(beginning) ? 'json' : answers);
  if (format === 'ndjson') yield* lineBatches(chunks, most);
  else if (format === 'csv') yield* rowBatches(chunks, most, input.schema);
  else yield* valueBatches(casesOf(await whole(chunks, input.limits.bytes), input), most);
}

/** The format that the name of a file tells; undefined where it tells none. */
function formatNamed(file: string): RowFormat | undefined {
  const ending = file.toLowerCase().split('.').at(-1) ?? '';
  if (ending === 'csv' || ending === 'json' || ending === 'ndjson') return ending;
  return ending === 'jsonl' ? 'ndjson' : undefined;
}

/** A stream and how it begins; what was looked at comes again with the rest. */
async function opened(source: AsyncIterable<string>) {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  const beginning = first.done === true ? '' : first.value;
  const chunks = async function* (): AsyncGenerator<string, void> {
    yield beginning;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  };
  return { beginning, chunks: chunks() };
}

/** The text of a stream; of one that is longer than may be read, as much as shows it. */
async function whole(chunks: AsyncIterable<string>, most: number): Promise<string> {
  let text = '';
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length > most) break;
  }
  return text;
}
