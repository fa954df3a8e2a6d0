import deprecated from 'spdx-license-ids/deprecated.json' with { type: 'json' }
import current from 'spdx-license-ids/index.json' with { type: 'json' }

const known: ReadonlySet<string> = new Set([...current, ...deprecated].map((identifier) => identifier.toLowerCase()))

/** Whether SPDX knows a licence by this identifier, be it a deprecated one. @see https://spdx.org/licenses/ */
export function isSpdxIdentifier(text: string): boolean {
  return known.has(text.toLowerCase())
}
