/** What the pool's tests run: work that answers, hangs, throws, dies, exits or fills the memory. */
export async function runTask({ name, input, progress }) {
  switch (input) {
    case 'progress':
      progress.postMessage(0.5);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { ok: true, value: name };
    case 'hang':
      for (;;);
    case 'fill': {
      const held = [];
      for (;;) held.push(new Array(10_000).fill(held.length));
    }
    case 'wait':
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { ok: true, value: input };
    case 'throw':
      throw new Error('secret');
    case 'die':
      setTimeout(() => {
        throw new Error('secret');
      });
      return new Promise(() => undefined);
    case 'exit':
      setTimeout(() => process.exit(0), 20);
      return new Promise(() => undefined);
    default:
      return { ok: true, value: input };
  }
}
