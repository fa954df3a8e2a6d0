/** The name and mark of the service, which link to the first page. */
export function Brand() {
  return (
    <a class="brand" href="/">
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
        <path d="M4 17h6l4-10h6M16 3l4 4-4 4" fill="none" stroke="currentColor" stroke-width="2.4" />
      </svg>
      Promotion
    </a>
  )
}
