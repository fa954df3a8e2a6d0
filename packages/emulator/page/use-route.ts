import { useEffect, useState } from 'preact/hooks'
import { linkTo, parseHash, type Route } from './route.ts'

const changed = 'page:route'

/** Where the page is, as it changes. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const read = () => setHash(location.hash)
    addEventListener('hashchange', read)
    addEventListener(changed, read)
    return () => {
      removeEventListener('hashchange', read)
      removeEventListener(changed, read)
    }
  }, [])
  return parseHash(hash)
}

/**
 * Changes the query of the address in place: the back button does not lead through every letter that was typed. Does nothing where the user
 * has gone on to another view meanwhile.
 *
 * @param route the view that it is about
 */
export function replaceQuery({ path }: Route, changes: Readonly<Record<string, string | undefined>>): void {
  const { path: current, query } = parseHash(location.hash)
  if (linkTo(current) !== linkTo(path)) return
  history.replaceState(history.state, '', linkTo(path, { ...Object.fromEntries(query), ...changes }))
  dispatchEvent(new Event(changed))
}
