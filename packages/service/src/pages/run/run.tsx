import type { Handler } from '../parts.ts'

export const run: Handler = async () => ({
  title: 'run',
  main: (
    <div class="view">
      <h1>run</h1>
    </div>
  ),
})
