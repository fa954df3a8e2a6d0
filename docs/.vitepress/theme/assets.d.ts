/** Styles are imported for their effect; the builder knows what to do with them. */
declare module '*.css'

/** Components are compiled by the builder. */
declare module '*.vue' {
  const component: NonNullable<import('vitepress').Theme['Layout']>
  export default component
}
