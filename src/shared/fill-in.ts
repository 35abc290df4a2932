export type Parameters = Readonly<Record<string, string | number>>;

/** A message with every `{{name}}` replaced by its parameter; one without a parameter stays as it is. */
export const fillIn = (text: string, parameters: Parameters): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => String(parameters[name] ?? place));
