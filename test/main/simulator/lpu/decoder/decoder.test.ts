import { describe, expect, it } from 'vitest';
import { loadVector } from '#main/simulator/lpu/chip/kernels/tensor-place';
import { emptyMemory, type Memory } from '#main/simulator/lpu/chip/memory';
import { runProgram } from '#main/simulator/lpu/chip/run';
import { headPhases } from '#main/simulator/lpu/decoder/compile';
import { generate } from '#main/simulator/lpu/decoder/generate';
import type { DecoderNetwork } from '#main/simulator/lpu/decoder/network';
import { cyclesOf, programOf } from '#main/simulator/lpu/decoder/phases';
import { planChip } from '#main/simulator/lpu/decoder/plan-chip';
import { writeToken } from '#main/simulator/lpu/decoder/token-exchange';
import { bodyOf, decoderSystem, type DecoderSystem, splitLayers } from '#main/simulator/lpu/decoder/system';
import { aNetwork, type NetworkOptions, plainLogits } from './plain-decoder';

function aSystem(network: DecoderNetwork, chips = 1, positions = 12): DecoderSystem {
  const system = decoderSystem(network, { chips, positions });
  if (!system.ok) throw new Error(system.error.message);
  return system.value;
}

const best = (logits: readonly number[]): number => logits.indexOf(Math.max(...logits));

describe('a decoder on simulated chips', () => {
  it.each<[string, NetworkOptions]>([
    ['shared keys, tied embeddings', {}],
    ['biases, norms of each head, a head of its own', { bias: true, headNorms: true, untied: true }],
    [
      'several vectors of everything, heads across their borders',
      {
        shape: {
          hidden: 400,
          heads: 6,
          headDimension: 96,
          keyValueHeads: 3,
          feedForward: 650,
          vocabulary: 700,
          layers: 1,
        },
      },
    ],
    [
      'rotary positions scaled as Llama 3 does',
      {
        shape: {
          layers: 1,
          rotary: {
            theta: 500,
            scaling: {
              kind: 'llama3',
              factor: 8,
              lowFrequencyFactor: 1,
              highFrequencyFactor: 4,
              originalContext: 64,
            },
          },
        },
      },
    ],
  ])(
    'gives the logits of plain arithmetic to a millionth of the largest, and its tokens: %s',
    (_, options) => {
      const network = aNetwork(options);
      const system = aSystem(network);
      const [plan] = system.plans;
      const tokens = [3, 340, 17, 99, 5];
      const expected = plainLogits(network, tokens);
      for (const [position, token] of tokens.entries()) {
        const logits = expected[position] ?? [];
        expect(system.pass({ token, position, chooses: true })).toBe(best(logits));
        const found = plan && loadVector(system.memories[0] ?? emptyMemory(), plan.places.logits, 0);
        const worst = Math.max(
          ...logits.slice(0, 320).map((each, lane) => Math.abs(each - (found?.[lane] ?? NaN))),
        );
        expect(worst).toBeLessThan(4e-6 * Math.max(...logits.map(Math.abs)));
      }
    },
  );

  it('takes the cycles of its parts, which the chip level counts when it runs them cycle by cycle', () => {
    const network = aNetwork({ shape: { layers: 1 } });
    const system = aSystem(network);
    const [plan] = system.plans;
    if (plan === undefined) throw new Error('no chip');
    const last = system.phases.at(-1);
    expect((last?.start ?? 0) + (last?.cycles ?? 0)).toBe(system.tokenCycles);
    expect(system.tokenCycles - system.bodyCycles).toBe(cyclesOf(headPhases(plan)));
    const head = runProgram(programOf(headPhases(plan)), system.memories[0]);
    expect(head.ok && head.value.cycles).toBe(cyclesOf(headPhases(plan)));
  });

  it('leaves the same bytes in memory whether its program runs cycle by cycle or linked', () => {
    const system = aSystem(aNetwork());
    const [plan] = system.plans;
    const [load] = bodyOf(system.plans).loads;
    if (plan === undefined || load === undefined) throw new Error('no chip');
    const slow = emptyMemory();
    plan.store(slow);
    for (const [position, token] of [8, 300].entries()) {
      writeToken(slow, plan, { token, position });
      const run = runProgram(load.program, slow);
      expect(run.ok && run.value.cycles).toBe(system.bodyCycles);
      system.pass({ token, position, chooses: false });
    }
    expect(differences(slow, system.memories[0] ?? emptyMemory())).toBe(0);
  });

  it('gives the same tokens on several chips, a hop later each', async () => {
    const network = aNetwork({ shape: { layers: 3 } });
    const one = aSystem(network);
    const three = aSystem(network, 3);
    const run = { prompt: [4, 9], tokens: 6, endTokens: [] };
    const [alone, together] = await Promise.all([generate(one, run), generate(three, run)]);
    expect(together.ok && together.value.tokens).toEqual(alone.ok && alone.value.tokens);
    // Two hops of 650 cycles and four vectors of 24 cycles each.
    expect(three.tokenCycles - one.tokenCycles).toBeGreaterThan(2 * 650);
    expect(three.tokenCycles - one.tokenCycles).toBeLessThan(2 * 800);
  });

  it('continues its own text token by token until one ends it', async () => {
    const network = aNetwork();
    const run = await generate(aSystem(network), { prompt: [3, 8], tokens: 5, endTokens: [] });
    const tokens = run.ok ? run.value.tokens : [];
    const text = [3, 8];
    for (const token of tokens) {
      expect(token).toBe(best(plainLogits(network, text).at(-1) ?? []));
      text.push(token);
    }
    const end = tokens[2] ?? -1;
    const ended = await generate(aSystem(network), { prompt: [3, 8], tokens: 5, endTokens: [end] });
    expect(ended.ok && ended.value.tokens).toEqual(tokens.slice(0, tokens.indexOf(end) + 1));
    expect(ended.ok && ended.value.ended).toBe('end-of-text');
  });

  it('refuses more than a node of chips, and what their memory does not hold', () => {
    const network = aNetwork();
    expect(decoderSystem(network, { chips: 9, positions: 4 })).toMatchObject({
      ok: false,
      error: { code: 'lpu-run-chips' },
    });
    const large = aNetwork({ shape: { layers: 1, hidden: 320, vocabulary: 4 } });
    const full = decoderSystem(large, { chips: 1, positions: 9_000 });
    expect(full).toMatchObject({ ok: false, error: { code: 'lpu-run-sram', limit: 8_192 } });
  });
});

describe('layers over chips', () => {
  it('are shared as evenly as they divide, and leave chips idle where there are fewer', () => {
    expect(splitLayers(5, 2)).toEqual([
      [0, 3],
      [3, 5],
    ]);
    expect(splitLayers(2, 8)).toHaveLength(2);
  });
});

describe('a planned chip', () => {
  it('holds a part of the layers and only its ends the embedding and the head', () => {
    const part = { firstLayer: 1, lastLayer: 2, embeds: false, heads: false, positions: 8 };
    const plan = planChip(aNetwork(), part);
    expect(plan.layers).toHaveLength(1);
    expect(plan.tables.embedding).toHaveLength(0);
    expect(plan.head).toBeUndefined();
  });
});

function differences(a: Memory, b: Memory): number {
  return a.pages.filter((page, index) => {
    const other = b.pages[index];
    return page?.some((byte, at) => byte !== (other?.[at] ?? 0)) ?? false;
  }).length;
}
