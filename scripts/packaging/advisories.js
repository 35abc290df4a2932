/** What is known of weaknesses in packages, held against a lockfile. */

const COMPARATOR = /^(<=|>=|<|>|=)?\s*v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/;

function parsed(text) {
  const match = COMPARATOR.exec(text.trim());
  if (match === null) throw new Error(`"${text}" is neither a version nor a comparison with one.`);
  const [, operator = '=', ...parts] = match;
  return { operator, numbers: parts.slice(0, 3).map(Number), preview: parts[3] };
}

/** Below 0 where the first version is older. A preview is older than its version (Semantic Versioning, section 11). */
function compare(one, other) {
  const difference = one.numbers
    .map((number, index) => number - other.numbers[index])
    .find((each) => each !== 0);
  if (difference !== undefined) return difference;
  if (one.preview === other.preview) return 0;
  if (one.preview === undefined) return 1;
  if (other.preview === undefined) return -1;
  return one.preview.localeCompare(other.preview, 'en', { numeric: true });
}

const holds = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
  '=': (difference) => difference === 0,
};

/** Whether a version is in a range as advisories write them: comparisons joined by commas or spaces, choices by `||`. */
export function isVulnerable(version, range) {
  const asked = parsed(version);
  return range.split('||').some((choice) => {
    const comparisons = choice.match(/(<=|>=|<|>|=)?\s*v?\d[^\s,]*/g) ?? [];
    if (comparisons.length === 0) throw new Error(`"${range}" is not a range of versions.`);
    return comparisons.every((text) => {
      const wanted = parsed(text);
      return holds[wanted.operator](compare(asked, wanted));
    });
  });
}

/** The advisories that concern a package of the lockfile, each with the version and the place of that package. */
export function concerning(lockfile, advisories) {
  return Object.entries(lockfile.packages).flatMap(([place, { version }]) => {
    const name = place.split('node_modules/').at(-1);
    return advisories
      .filter((advisory) => advisory.package === name && isVulnerable(version, advisory.vulnerable))
      .map((advisory) => ({ ...advisory, version, place }));
  });
}
