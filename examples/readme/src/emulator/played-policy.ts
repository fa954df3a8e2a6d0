import { createEmulator } from '@cloudsmith-sdk/emulator'

export const emulator = createEmulator({
  rego: (policy, { v0 }) => ({ match: v0.package.license.oss_license === null, reason: [`${policy.name}: no licence`] }),
})
