import { readFile } from 'node:fs/promises'
import { createEmulator, parseAdvisory } from '@cloudsmith-sdk/emulator'

export const emulator = createEmulator()

emulator.faults.add({ operation: 'packages_copy', when: 'after', dropReply: true }) // done, but nobody hears of it
emulator.faults.add({ path: '/packages/acme/*', status: 503, times: 3 }) // `*` is anything; or a regular expression
emulator.latency = 250 // milliseconds of its clock
emulator.rateLimit = { limit: 10, enforce: true }

// What is affected is scanned again, and quarantined where a policy wants that.
emulator.advise([parseAdvisory(JSON.parse(await readFile('advisory.json', 'utf8')))])

const [delivery] = emulator.deliveries
if (delivery !== undefined) emulator.replay(delivery.triggerId) // sends a webhook again, as it was
