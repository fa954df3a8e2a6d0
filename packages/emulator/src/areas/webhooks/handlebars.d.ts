/** The build of Handlebars that has no dependencies. */
declare module 'handlebars/dist/handlebars.min.js' {
  import handlebars from 'handlebars'
  // biome-ignore lint/style/noDefaultExport: this is what the file exports.
  export default handlebars
}
