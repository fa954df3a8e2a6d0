/** What a list says that is empty because of what it was asked for, with the way to all of it. */
export function NoMatch({ path, things }: { path: string; things: string }) {
  return (
    <>
      No {things} matches. <a href={path}>Clear the filters</a> to see all of them.
    </>
  )
}
