export { versionTable } from './version-table';
export { versionsOf } from './versions';
