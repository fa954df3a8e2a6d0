import type { Child } from 'hono/jsx'

/** The values of a chart as a table, for people who cannot see the chart or want exact values. */
export function Data({
  caption,
  columns,
  rows,
}: {
  caption: string
  columns: readonly string[]
  rows: readonly (readonly Child[])[]
}) {
  return (
    <details class="more small">
      <summary>
        As a table<span class="unheard">: {caption}</span>
      </summary>
      <div class="table data">
        <table>
          <caption class="unheard">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th scope="col" class={index === 0 ? undefined : 'end'}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest]) => (
              <tr>
                <th scope="row" class="tight">
                  {first}
                </th>
                {rest.map((value) => (
                  <td class="end tight">{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
