import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readConfiguration } from '#main/simulator/lpu/checkpoint/configuration';
import { networkOf } from '#main/simulator/lpu/checkpoint/network-of';
import { readSafetensors } from '#main/simulator/lpu/checkpoint/safetensors';
import { generate } from '#main/simulator/lpu/decoder/generate';
import { decoderSystem } from '#main/simulator/lpu/decoder/system';
import { plainLogits } from '../decoder/plain-decoder';

const read = (name: string): Buffer => readFileSync(`resources/lpu-model/${name}`);

it('the model on board gives the tokens of plain arithmetic', async () => {
  const configuration = readConfiguration(JSON.parse(read('config.json').toString()));
  const tensors = readSafetensors('model.safetensors', read('model.safetensors'));
  if (!configuration.ok || !tensors.ok) throw new Error('refused');
  const network = networkOf(configuration.value, tensors.value);
  if (!network.ok) throw new Error(network.error.message);
  const system = decoderSystem(network.value, { chips: 1, positions: 8 });
  if (!system.ok) throw new Error(system.error.message);
  const run = await generate(system.value, { prompt: [40, 301], tokens: 4, endTokens: [] });
  const text = [40, 301];
  for (const token of run.ok ? run.value.tokens : []) {
    const logits = plainLogits(network.value, text).at(-1) ?? [];
    expect(token).toBe(logits.indexOf(Math.max(...logits)));
    text.push(token);
  }
  expect(text).toHaveLength(6);
});
