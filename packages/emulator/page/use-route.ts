import { useEffect, useState } from 'preact/hooks'
import { linkTo, parseHash, type Route } from './route.ts'

const changed = 'page:route'

/** The current route. */
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
 * Changes the query of the URL without a history entry, so that the back button does not stop at every typed letter. Does nothing if the user has
 * left the view.
 *
 * @param route the view that the query belongs to
 */
export function replaceQuery({ path }: Route, changes: Readonly<Record<string, string | undefined>>): void {
  const { path: current, query } = parseHash(location.hash)
  if (linkTo(current) !== linkTo(path)) return
  history.replaceState(history.state, '', linkTo(path, { ...Object.fromEntries(query), ...changes }))
  dispatchEvent(new Event(changed))
}
