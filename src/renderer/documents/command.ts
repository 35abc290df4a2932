import { enablePatches, produceWithPatches, type Draft, type Patch } from 'immer';
import type { MessageKey, MessageParams } from '../i18n/message';
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

export interface AppliedCommand {
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
