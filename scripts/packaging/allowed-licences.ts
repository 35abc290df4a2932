/** The licences, by SPDX identifier, under which something may be part of what we ship, and why. */
const allowedLicences: Readonly<Record<string, string>> = {
  MIT: 'notice',
  ISC: 'notice',
  'BSD-2-Clause': 'notice',
  'BSD-3-Clause': 'notice',
  '0BSD': 'no condition',
  'Apache-2.0': 'notice',
  Zlib: 'notice',
  'BlueOak-1.0.0': 'notice',
  'MPL-2.0': 'files under it stay under it; we ship them unchanged and say where they come from',
  'OFL-1.1': 'fonts; not sold by themselves',
};

/** Whether an SPDX expression leaves a choice that is allowed: of `OR` one side must be, of `AND` both. */
export function isAllowed(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, ' ');
  return bare
    .split(/\sOR\s/)
    .some((choice) =>
      choice.split(/\sAND\s/).every((licence) => Object.hasOwn(allowedLicences, licence.trim())),
    );
}
