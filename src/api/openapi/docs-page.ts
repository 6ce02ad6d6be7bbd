import type { Express } from 'express'
import absolutePath from 'swagger-ui-dist/absolute-path.js'
import type { OpenApiDocument } from './document.js'

const page = `<!doctype html>
<html lang="es">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API · Fideliza</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`

/** In a file of its own: the security policy runs no script that is written into a page. */
const start = `window.SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  tryItOutEnabled: true,
})
`

const assets = ['swagger-ui.css', 'swagger-ui-bundle.js']

/** `GET /api/openapi.json` and the page that shows it, all from this machine. */
export const mountDocs = (app: Express, document: OpenApiDocument): void => {
  const folder = absolutePath()
  app.get('/api/openapi.json', (_request, response) => {
    response.json(document)
  })
  app.get('/api/docs', (_request, response) => {
    response.type('html').send(page)
  })
  app.get('/api/docs/start.js', (_request, response) => {
    response.type('text/javascript').send(start)
  })
  for (const asset of assets) {
    app.get(`/api/docs/${asset}`, (_request, response) => {
      response.sendFile(asset, { root: folder, maxAge: '1h' })
    })
  }
}
