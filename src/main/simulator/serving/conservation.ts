import type { Ledger } from './ledger';

/**
 * Checks what no run may break: every request that came has left, was turned away or is still there, and the tokens given are those
 * that the completed ones asked for. Throws where it is broken, which would be a bug: a report would be wrong without a sign of it.
 */
export function checkConservation({ counts, requests, generated }: Ledger, held: number): void {
  const { arrived, completed, rejected, outputTokens } = counts;
  if (arrived !== completed + rejected + held) {
    throw new Error(
      `Requests got lost: ${arrived} in, ${completed} out, ${rejected} rejected, ${held} held.`,
    );
  }
  let [whole, asked] = [0, 0];
  for (let request = 0; request < requests.count; request++) {
    const output = requests.outputs[request] ?? 0;
    if (generated[request] !== output) continue;
    whole++;
    asked += output;
  }
  if (whole !== completed || asked !== outputTokens) {
    throw new Error(
      `Tokens got lost: ${completed} requests and ${outputTokens} tokens counted, ${whole} and ${asked} given.`,
    );
  }
}
