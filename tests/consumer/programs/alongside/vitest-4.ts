import { createEmulator } from '@cloudsmith-sdk/emulator'
import { type EmulatorMatchers, matchers } from '@cloudsmith-sdk/emulator/matchers'
import { expect } from 'vitest'

expect.extend(matchers)

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: it must have the parameters that vitest declares.
  interface Matchers<T = any> extends EmulatorMatchers {}
}

expect(createEmulator()).toHavePackage('acme/dev', { name: 'lodash', tags: { info: ['release'] } })
expect(createEmulator()).not.toHaveReceived('packages_copy')
// @ts-expect-error packages have no such field
expect(createEmulator()).toHavePackage('acme/dev', { colour: 'red' })
