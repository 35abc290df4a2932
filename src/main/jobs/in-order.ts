/**
 * Works on inputs as they come, at most so many at once, and hands on every output in the order of the inputs as soon as it and
 * those before it are there. Rejects when the inputs, the work or the handing on does; what came before is handed on first.
 */
export async function inOrder<Input, Output>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  { lanes, work, hand }: OrderedWork<Input, Output>,
): Promise<void> {
  let handed = Promise.resolve();
  const held: Promise<void>[] = [];
  try {
    for await (const input of inputs) {
      handed = Promise.all([work(input), handed]).then(([output]) => hand(output));
      // What is awaited later must not count as unheard meanwhile.
      handed.catch(() => undefined);
      held.push(handed);
      if (held.length >= lanes) await held.shift();
    }
  } finally {
    await handed;
  }
}

interface OrderedWork<Input, Output> {
  readonly lanes: number;
  readonly work: (input: Input) => Promise<Output>;
  readonly hand: (output: Output) => void;
}
