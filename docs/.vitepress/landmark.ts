/** The first page has no landmark of its own in VitePress: what it shows is the main thing, as on all others. */
export const withMain = (html: string): string => html.replace('id="VPContent"', 'id="VPContent" role="main"')

/** The same for whoever comes to the first page from another one. */
export function markMain(path: string, base: string): void {
  // Pages are rendered once where there is no document.
  if (typeof document === 'undefined') return
  const content = document.getElementById('VPContent')
  if (path === base || path === `${base}index.html`) content?.setAttribute('role', 'main')
  else content?.removeAttribute('role')
}
