/** The file of Handlebars that needs nothing else. */
declare module 'handlebars/dist/handlebars.min.js' {
  import handlebars from 'handlebars'
  // biome-ignore lint/style/noDefaultExport: it is what the file has.
  export default handlebars
}
