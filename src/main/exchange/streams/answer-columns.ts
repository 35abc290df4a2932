/** What a CSV file of answers holds a column for, by the path of each value. */

const refused = ['refusal.code', 'refusal.message', 'error.code', 'error.message', 'error.path'] as const;

export const estimateColumns = [
  'id',
  'fits',
  'timeToFirstTokenSeconds',
  'timePerOutputTokenSeconds',
  'interTokenLatencySeconds',
  'requestLatencySeconds',
  'outputTokensPerSecond',
  'outputTokensPerSecondPerUser',
  'concurrency',
  'serverPowerWatts',
  'acceleratorPowerWatts',
  'energyPerOutputTokenJoules',
  'memoryPerDeviceBytes.weights',
  'memoryPerDeviceBytes.kv',
  'memoryPerDeviceBytes.other',
  'memoryPerDeviceBytes.capacity',
  'interval.level',
  'interval.outputTokensPerSecond.0',
  'interval.outputTokensPerSecond.1',
  'interval.requestLatencySeconds.0',
  'interval.requestLatencySeconds.1',
  'bound',
  ...refused,
  'warnings',
] as const;

const percentiles = (time: string): readonly string[] =>
  ['mean', 'p50', 'p90', 'p95', 'p99', 'most'].map((which) => `${time}.${which}`);

export const servingColumns: readonly string[] = [
  'id',
  'fits',
  'seed',
  'replicas',
  ...['arrived', 'completed', 'rejected', 'inFlight', 'preemptions', 'restarts'].map(
    (count) => `counts.${count}`,
  ),
  'elapsedSeconds',
  ...percentiles('timeToFirstTokenSeconds'),
  ...percentiles('timePerOutputTokenSeconds'),
  ...percentiles('interTokenLatencySeconds'),
  ...percentiles('requestLatencySeconds'),
  ...percentiles('queueSeconds'),
  'percentilePrecision',
  'prefixHitShare',
  ...percentiles('cacheTransferSeconds'),
  'requestsPerSecond',
  'outputTokensPerSecond',
  'goodputRequestsPerSecond',
  'objectiveMetShare',
  'serverEnergyJoules',
  'serverPowerWatts',
  'energyPerOutputTokenJoules',
  ...refused,
  'warnings',
];
