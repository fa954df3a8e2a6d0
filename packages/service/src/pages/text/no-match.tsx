/** The message of a list that is empty because of its filters, with a link to the whole list. */
export function NoMatch({ path, things }: { path: string; things: string }) {
  return (
    <>
      No {things} matches. <a href={path}>Clear the filters</a> to see all of them.
    </>
  )
}
