declare module 'next/server' {
  export function after<T>(task: Promise<T> | (() => T | Promise<T>)): void
}
