import { readFile } from 'node:fs/promises'
import { createEmulator, parseAdvisory } from '@cloudsmith-sdk/emulator'

export const emulator = createEmulator()

emulator.faults.add({ operation: 'packages_copy', when: 'after', dropReply: true }) // done, but the response is lost
emulator.faults.add({ path: '/packages/acme/*', status: 503, times: 3 }) // `*` matches anything; a regular expression works too
emulator.latency = 250 // milliseconds of its clock
emulator.rateLimit = { limit: 10, enforce: true }

// Affected packages are scanned again, and quarantined if a policy says so.
emulator.advise([parseAdvisory(JSON.parse(await readFile('advisory.json', 'utf8')))])

const [delivery] = emulator.deliveries
if (delivery !== undefined) emulator.replay(delivery.triggerId) // sends the same webhook again
