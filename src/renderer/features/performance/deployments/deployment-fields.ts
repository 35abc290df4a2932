import type { Deployment } from '#shared/scenario/schema';
import type { EstimateChange } from './edits';

/** A part of a deployment's form: what it shows, and how it is changed. */
export interface FieldsProps {
  readonly deployment: Deployment;
  readonly onChange: (change: EstimateChange) => void;
}
