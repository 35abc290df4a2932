import type { ReplicaPolicy } from '../replica';
import type { CachePolicy } from './cache-policy';
import { preempt } from './preempt';
import { reserve } from './reserve';

export const cachePolicies: Readonly<Record<ReplicaPolicy['cachePolicy'], CachePolicy>> = {
  reserve,
  preempt,
};
