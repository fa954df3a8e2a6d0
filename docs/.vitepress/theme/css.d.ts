/** Styles are imported for their effect; the builder knows what to do with them. */
declare module '*.css'
