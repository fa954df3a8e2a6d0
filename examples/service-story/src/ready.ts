import type { World } from './world.ts'

/** Milliseconds without anything new on the pages after which the service is given up; a busy machine may take long for each of them. */
const patience = 90_000

/** What is told where, once the service has looked at all there is. */
const expected = [
  ['/', 'Needs 2 approvals'],
  ['/packages?name=lodash', 'blocked'],
  ['/packages?name=got', 'waiting'],
  ['/drift', 'hotfix'],
] as const

/**
 * Waits until the pages tell what the story is about.
 *
 * @throws {Error} nothing new was told for `patience` milliseconds; says which pages lack what
 */
export async function untilTold(
  { url, issuer, log }: Pick<World, 'url' | 'log'> & { readonly issuer: Pick<World['issuer'], 'allow'> },
  within = patience,
): Promise<void> {
  const cookie = await signIn(url, (sentTo) => issuer.allow(sentTo, 'vera-3'))
  let missing: readonly (typeof expected)[number][] = expected
  for (let last = Date.now(); ; ) {
    const still: (typeof expected)[number][] = []
    for (const what of missing) {
      const page = await fetch(`${url}${what[0]}`, { headers: { cookie } })
      if (!(await page.text()).includes(what[1])) still.push(what)
    }
    if (still.length === 0) return
    if (still.length < missing.length) last = Date.now()
    else if (Date.now() - last >= within) throw new Error(`${still.map(lacking).join('\n')}\n${log.join('')}`)
    missing = still
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const lacking = ([path, text]: (typeof expected)[number]): string =>
  `The service did not get as far as it should: ${path} does not say "${text}".`

/** Signs in as a browser would, by redirects and cookies. Gives what is sent from then on. */
async function signIn(url: string, allow: (sentTo: string) => Promise<string>): Promise<string> {
  const cookies = new Map<string, string>()
  const visit = async (address: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie } })
    for (const said of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (said.split(';')[0] ?? '').split('=')
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer.headers.get('location') ?? ''
  }
  await visit(await allow(await visit(`${url}/sign-in`)))
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}
