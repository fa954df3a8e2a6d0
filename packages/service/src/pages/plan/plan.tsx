import type { Handler } from '../parts.ts'

export const plan: Handler = async () => ({
  title: 'plan',
  main: (
    <div class="view">
      <h1>plan</h1>
    </div>
  ),
})
