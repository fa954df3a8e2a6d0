import type { Emulator } from '@cloudsmith-sdk/emulator'

/** What the network does to a request that leaves: the answer, or an error. */
export type Network = (send: () => Promise<Response>, method: string) => Promise<Response>

/** Nothing. */
export const calm: Network = (send) => send()

/** Everything in a repository: what it is, bytes, whether it is usable, tags. Identifiers and times are left out: they differ between runs. */
export const contents = (emulator: Emulator, repo: string) =>
  [...emulator.world.repository({ owner: 'acme', repo }).packages.all()]
    .map(({ content: { facts, files, fields }, sync, tags, isDeleting, isQuarantined }) => ({
      name: `${facts?.name} ${facts?.version} ${fields.distribution ?? ''} ${facts?.architectures.join() ?? ''}`,
      bytes: files.map(({ filename, blob }) => `${filename} ${blob?.sha256}`),
      state: isDeleting ? 'deleting' : sync.state,
      isQuarantined,
      tags: [...tags],
    }))
    .toSorted((a, b) => (`${a.name} ${a.bytes}` < `${b.name} ${b.bytes}` ? -1 : 1))

/** The death of a process: from the request with that number on nothing leaves any more; `after` it was acted on, and its answer is lost. */
export function killer(number: number, when: 'before' | 'after') {
  const death = new AbortController()
  let count = 0
  const network: Network = async (send) => {
    count += 1
    if (count === number && when === 'after') await send()
    if (count >= number) {
      death.abort(new Error('killed'))
      throw new TypeError('killed')
    }
    return send()
  }
  return { network, signal: death.signal }
}

/** A network that loses the answer to one request, whose sender goes on. */
export function losing(number: number): Network {
  let count = 0
  return async (send) => {
    count += 1
    const answer = await send()
    if (count === number) throw new TypeError('the answer is lost')
    return answer
  }
}

/** Two networks whose first writes leave at the same moment, when each promoter has seen that nothing is there. */
export function atTheSameMoment(): [Network, Network] {
  let arrived = 0
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const network = (): Network => {
    let isFirst = true
    return async (send, method) => {
      if (method !== 'GET' && isFirst) {
        isFirst = false
        arrived += 1
        if (arrived === 2) open()
        await gate
      }
      return send()
    }
  }
  return [network(), network()]
}

/** The requests that a run makes where nothing goes wrong. */
export const numbersOf = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** Some of them, spread over the run. The durability suite leaves none out. */
export const someOf = (count: number) =>
  numbersOf(count).filter((number) => process.env.EVERY_REQUEST !== undefined || number % 4 === 1)
