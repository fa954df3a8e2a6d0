const { Cloudsmith } = require('@cloudsmith-sdk/client')

const cloudsmith = new Cloudsmith()
cloudsmith.user.self().then(({ slug }) => console.log(slug))
