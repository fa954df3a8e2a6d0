import type { Handler } from '../parts.ts'

export const packages: Handler = async () => ({
  title: 'packages',
  main: (
    <div class="view">
      <h1>packages</h1>
    </div>
  ),
})
