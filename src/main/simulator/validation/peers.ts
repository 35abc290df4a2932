import type { PeerAccuracy } from '#shared/validation';

/** What other models claim or were found to reach; each on its own cases, so that only the order of size compares. */
export const peers: readonly PeerAccuracy[] = [
  {
    name: 'Rooflines with one efficiency',
    accuracy: '50–130 % off NVIDIA’s own published throughput',
    source: 'comparison made for this project, 2026',
  },
  {
    name: 'AIConfigurator (measured kernel tables)',
    accuracy: 'median 12 %, mean 29 % on published throughput; first token about 45 % on A100 (issue 1205)',
    source: 'comparison made for this project, 2026; ai-dynamo/aiconfigurator issue 1205',
  },
  { name: 'Vidur', accuracy: 'below 9 % latency error, FP16, no experts', source: 'its paper' },
  {
    name: 'BLIS / inference-sim',
    accuracy: 'held-out vLLM runs: end to end 6.7 % median, first token 17.6 %, inter-token 7.1 %',
    source: 'its repository',
  },
  { name: 'LLMCompass', accuracy: '10.9 % on operators, 4.1 % on inference', source: 'its paper' },
];
