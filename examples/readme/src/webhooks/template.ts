import { createRenderer } from '@cloudsmith-sdk/webhooks/handlebars'
import { exampleEvent } from '@cloudsmith-sdk/webhooks/testing'

const render = await createRenderer()
console.log(render('{"text": {{{tojson (concat data.name " is out")}}} }', exampleEvent('package.synced', { name: 'lodash' })))
