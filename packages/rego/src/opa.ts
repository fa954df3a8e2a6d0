/** An OPA that runs beside: it is looked for on the disk, and started as a process. */
export { findOpa, howToInstallOpa } from './opa/find-opa.ts'
export { startOpa } from './opa/opa.ts'
export { versionOfOpa } from './opa/opa-version.ts'
