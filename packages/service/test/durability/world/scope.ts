/** What has to be put away when something is over. */
export interface Scope {
  onEnd(end: () => unknown): void
  readonly isOver: () => boolean
  /** Puts all away, the latest first. */
  end(): Promise<void>
}

function createScope(): Scope {
  const ends: (() => unknown)[] = []
  let isOver = false
  return {
    onEnd: (end) => void ends.push(end),
    isOver: () => isOver,
    async end() {
      isOver = true
      for (const each of ends.splice(0).reverse()) await each()
    },
  }
}

/** Runs something with a scope of its own. */
export async function scoped<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  const scope = createScope()
  try {
    return await work(scope)
  } finally {
    await scope.end()
  }
}
