/** Does something to each of many, several at a time, and answers in their order. Rejects with the first failure. */
export async function inParallel<Item, Output>(
  items: readonly Item[],
  work: (item: Item) => Promise<Output>,
  lanes = 8,
): Promise<readonly Output[]> {
  const answers: Output[] = [];
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) answers[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  return answers;
}
