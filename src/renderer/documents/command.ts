import { type Draft, enablePatches, type Patch, produceWithPatches } from 'immer';
import type { MessageKey, MessageParams } from '#renderer/i18n/i18n';
import type { Refusal } from '#shared/refusal/refusal';
import { faultAt, refusalOfEdit } from '#shared/scenario/check';
import type { Scenario } from '#shared/scenario/schema';

enablePatches();

/** What an edit is called in menus and announcements: a message and what fills it in. */
export interface CommandName {
  readonly key: MessageKey;
  readonly params?: MessageParams;
}

/** An edit of the open scenario. Its inverse follows from what the recipe changed. */
export interface Command {
  readonly name: CommandName;
  readonly recipe: (draft: Draft<Scenario>) => void;
  /** Edits with the same word in quick succession become one step, such as typing into one field. */
  readonly merge?: string;
  /** Changes so much at once that the state before it is kept as a version. */
  readonly milestone?: true;
}

interface AppliedCommand {
  readonly scenario: Scenario;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
}

/** The scenario after a command, with the patches there and back. */
export function applyCommand(scenario: Scenario, command: Command): AppliedCommand {
  const [changed, patches, inverse] = produceWithPatches(scenario, (draft) => {
    command.recipe(draft);
  });
  return { scenario: changed, patches, inverse };
}

/**
 * Why an edited scenario could not be read back, or undefined when it could. Only what the patches touched is checked,
 * so that an edit stays instant in a hall of thousands of devices.
 */
export function refuseEdit(scenario: Scenario, patches: readonly Patch[]): Refusal | undefined {
  const fault = faultAt(
    scenario,
    patches.map(({ path }) => path.slice(0, 2)),
  );
  return fault && refusalOfEdit(fault);
}
