import { packageView } from '../areas/packages/view.ts'
import type { Delivery } from '../areas/webhooks/delivery.ts'
import type { LoggedRequest } from '../core/request-log.ts'
import type { Emulator } from '../emulator.ts'
import type { Package } from '../generated/v1.ts'
import { resembles } from './resembles.ts'

/** The result of a matcher. The message is for the case that the test fails. */
export interface Verdict {
  readonly pass: boolean
  readonly message: () => string
}

/** Some fields; each may be an asymmetric matcher of the test framework, such as `expect.any(String)`. */
export type Some<Thing> = { readonly [Name in keyof Thing]?: unknown }

/** A webhook as it was delivered, with its body parsed. */
export interface DeliveredWebhook extends Omit<Delivery, 'body'> {
  /** The JSON of the body, or the text if it is not JSON. */
  readonly body: unknown
}

/** Checks for a package with these fields in a repository (`acme/dev`). The fields are those of the API. */
export function packageVerdict(emulator: Emulator, place: string, wanted: Some<Package>): Verdict {
  const [owner = '', repo = ''] = place.split('/')
  const packages = [...emulator.world.repository({ owner, repo }).packages.all()].map((pkg) => packageView(emulator.world, pkg))
  const label = ({ format, name, version, status_str }: Package) => `${format} ${name} ${version} (${status_str})`
  return verdict(`${place} has a package`, packages, wanted, label)
}

/** Checks for a request for an operation, with the fields in `wanted`. */
export function requestVerdict(emulator: Emulator, operation: string, wanted: Some<LoggedRequest> = {}): Verdict {
  const label = ({ method, url, status, operation: id }: LoggedRequest) =>
    `${method} ${url} ${status ?? 'lost'} (${id ?? 'no operation'})`
  return verdict('the emulator received a request', emulator.requests.all, { operation, ...wanted }, label)
}

/** Checks for a delivered webhook of an event, with the fields in `wanted`. */
export function deliveryVerdict(emulator: Emulator, event: string, wanted: Some<DeliveredWebhook> = {}): Verdict {
  const deliveries = emulator.deliveries.map((delivery): DeliveredWebhook => ({ ...delivery, body: read(delivery.body) }))
  const label = ({ event: name, url, state }: DeliveredWebhook) => `${name} to ${url} (${state})`
  return verdict('the emulator delivered a webhook', deliveries, { event, state: 'delivered', ...wanted }, label)
}

/** Most rows that a message shows. */
const mostShown = 20

function verdict<Row>(claim: string, rows: readonly Row[], wanted: object, label: (row: Row) => string): Verdict {
  const found = rows.filter((row) => resembles(row, wanted))
  const pass = found.length > 0
  const listed = pass ? found : rows
  const more = listed.length > mostShown ? [`  … and ${listed.length - mostShown} more`] : []
  const lines = listed.slice(0, mostShown).map((row) => `  ${label(row)}`)
  return {
    pass,
    message: () =>
      [
        `expected that ${claim}${pass ? ' not' : ''} like ${tell(wanted)}; there ${pass ? 'is' : lines.length === 0 ? 'is nothing.' : 'is only'}`,
        ...lines,
        ...more,
      ].join('\n'),
  }
}

const tell = (wanted: object): string =>
  JSON.stringify(wanted, (_, value) =>
    typeof value === 'object' && value !== null && 'asymmetricMatch' in value ? String(value) : value,
  )

function read(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
