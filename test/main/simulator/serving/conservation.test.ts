import { describe, expect, it } from 'vitest';
import { checkConservation, noteCompleted, openLedger } from '#main/simulator/serving/ledger';

/** Three requests of 1, 2 and 3 tokens, of which the first two are over and the third still runs. */
function afterTwo() {
  const requests = {
    count: 3,
    arrivals: Float64Array.of(0, 10, 20),
    inputs: Uint32Array.of(5, 5, 5),
    outputs: Uint32Array.of(1, 2, 3),
  };
  const ledger = openLedger(requests, { firstToken: Infinity, perOutputToken: Infinity });
  ledger.counts.arrived = 3;
  noteCompleted(ledger, 0, 100);
  noteCompleted(ledger, 1, 200);
  ledger.generated[2] = 1;
  return ledger;
}

describe('the check that every run ends with', () => {
  it('passes where each request is out, turned away or held', () => {
    expect(() => checkConservation(afterTwo(), 1)).not.toThrow();
  });

  it('fails where a request is neither', () => {
    expect(() => checkConservation(afterTwo(), 0)).toThrow(
      'Requests got lost: 3 in, 2 out, 0 rejected, 0 held.',
    );
  });

  it('fails where one left with fewer tokens than it asked for', () => {
    const ledger = afterTwo();
    ledger.generated[1] = 1;

    expect(() => checkConservation(ledger, 1)).toThrow('Tokens got lost');
  });

  it('fails where tokens are counted that nobody was given', () => {
    const ledger = afterTwo();
    ledger.counts.outputTokens++;

    expect(() => checkConservation(ledger, 1)).toThrow('Tokens got lost');
  });
});
