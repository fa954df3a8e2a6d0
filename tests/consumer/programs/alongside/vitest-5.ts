import { createEmulator } from '@cloudsmith-sdk/emulator'
import { type EmulatorMatchers, matchers } from '@cloudsmith-sdk/emulator/matchers'
import { expect } from 'vitest'

expect.extend(matchers)

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends EmulatorMatchers<R> {}
}

expect(createEmulator()).toHavePackage('acme/dev', { name: 'lodash', tags: { info: ['release'] } })
expect(createEmulator()).not.toHaveReceived('packages_copy')
// @ts-expect-error packages have no such field
expect(createEmulator()).toHavePackage('acme/dev', { colour: 'red' })
