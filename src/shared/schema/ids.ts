import { z } from './zod';

/** Identifiers: short, printable, safe as object keys, as file names and in addresses. */
const identifier = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9][a-z0-9.-]*$/i, 'an identifier has letters, digits, dots and hyphens only')
  .refine((id) => id !== 'constructor' && id !== 'prototype', 'this word is reserved');

export const ScenarioId = identifier.brand<'ScenarioId'>();
export const RackId = identifier.brand<'RackId'>();
export const DeviceId = identifier.brand<'DeviceId'>();
/** A group of placed devices. */
export const DeviceGroupId = identifier.brand<'DeviceGroupId'>();
export const FeedId = identifier.brand<'FeedId'>();
export const UtilityId = identifier.brand<'UtilityId'>();
export const UpsId = identifier.brand<'UpsId'>();
export const PduId = identifier.brand<'PduId'>();
export const CoolingUnitId = identifier.brand<'CoolingUnitId'>();
export const WorkloadId = identifier.brand<'WorkloadId'>();
export const DeploymentId = identifier.brand<'DeploymentId'>();
/** The id of a catalogue entry, such as `groq-node-v1`. */
export const CatalogueId = identifier;

export type ScenarioId = z.infer<typeof ScenarioId>;
export type RackId = z.infer<typeof RackId>;
export type DeviceId = z.infer<typeof DeviceId>;
export type DeviceGroupId = z.infer<typeof DeviceGroupId>;
export type FeedId = z.infer<typeof FeedId>;
export type UtilityId = z.infer<typeof UtilityId>;
export type UpsId = z.infer<typeof UpsId>;
export type PduId = z.infer<typeof PduId>;
export type CoolingUnitId = z.infer<typeof CoolingUnitId>;
export type WorkloadId = z.infer<typeof WorkloadId>;
export type DeploymentId = z.infer<typeof DeploymentId>;
export type CatalogueId = string;
