import type { Handler } from '../parts.ts'

export const needsYou: Handler = async () => ({
  title: 'needsYou',
  main: (
    <div class="view">
      <h1>needsYou</h1>
    </div>
  ),
})
