export { type ImageRef, type ImageRow, imagesOf } from './images-of.ts'
export type { Registry } from './registry.ts'
export { RegistryError } from './registry-error.ts'
export { type RegistryBeside, registryOf } from './registry-of.ts'
