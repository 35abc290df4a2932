/** An id from the name of a file: that of the folder's or file's model, in lower case. */
export function idFor(config: string): string {
  const id = nameFor(config)
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 80);
  return id === '' ? 'model' : id;
}

/** What a model is called by the name of its file, or of the folder where the file is just config.json. */
export function nameFor(config: string): string {
  const parts = config.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  const file = (parts.at(-1) ?? '').replace(/\.json$/i, '').replace(/_?config$/i, '');
  const name = file === '' || file === '-' ? (parts.at(-2) ?? '') : (file.split('--').at(-1) ?? file);
  return name === '' || name === '-' ? 'model' : name;
}
