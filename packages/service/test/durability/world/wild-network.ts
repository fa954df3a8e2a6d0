import type { Between } from './registry.ts'

/** One in so many webhooks is lost, one is told twice, and one comes much later. */
const oneIn = 8

/** Milliseconds that one is kept on its way, at most: many others overtake it meanwhile. */
const longest = 3_000

/**
 * A network on which webhooks are lost for good, doubled and overtaken by others. The registry sends one after the other, so what is slow here must
 * not hold up the rest: what the network keeps it has answered for, and hands on until somebody takes it.
 *
 * @param addresses of those who take webhooks: one of them is asked, whether it lives or not
 */
export function wildNetwork(random: () => number, addresses: () => readonly Promise<string>[]): Between['deliver'] {
  const isSo = () => random() < 1 / oneIn
  const send = async (init: RequestInit): Promise<Response> => {
    const all = addresses()
    return await fetch(`${await all[Math.floor(random() * all.length)]}/webhooks/acme`, init)
  }
  const sendLater = async (init: RequestInit): Promise<void> => {
    // By then the registry does not wait any more.
    const own = { ...init, signal: null }
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, random() * longest).unref())
      const answer = await send(own).catch(() => undefined)
      if (answer?.ok) return
    }
  }
  return async (_, init) => {
    const [isLost, isDoubled, isLate] = [isSo(), isSo(), isSo()]
    if (isLost) return new Response()
    if (isDoubled || isLate) void sendLater(init)
    return isLate ? new Response() : await send(init)
  }
}
