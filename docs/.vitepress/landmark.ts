/** VitePress gives the home page no `main` landmark. This adds one, as on all other pages. */
export const withMain = (html: string): string => html.replace('id="VPContent"', 'id="VPContent" role="main"')

/** The same for readers who navigate to the home page from another page. */
export function markMain(path: string, base: string): void {
  // Pages are also rendered on the server, without a document.
  if (typeof document === 'undefined') return
  const content = document.getElementById('VPContent')
  if (path === base || path === `${base}index.html`) content?.setAttribute('role', 'main')
  else content?.removeAttribute('role')
}
