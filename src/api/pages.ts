import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import type { Express, Response } from 'express'

const notBuilt = 'The console is not built yet: npm run build\n'

const sendPage = (response: Response, folder: string | null, file: string): void => {
  response.setHeader('Cache-Control', 'no-cache')
  if (folder === null || !existsSync(join(folder, file))) {
    response.status(503).type('text/plain').send(notBuilt)
    return
  }
  response.sendFile(file, { root: folder })
}

/** Every address of the console is the same page; what has a file extension, or belongs to the API, is not one. */
const isConsoleAddress = (path: string): boolean =>
  !/^\/(api|simulator|healthz|readyz)(\/|$)/.test(path) && !/\.[a-z0-9]+$/i.test(path)

/** The built console and the simulator's page. Files with a hash in their name never change. */
export const mountPages = (
  app: Express,
  { folder, simulator }: { folder: string | null; simulator: boolean },
): void => {
  if (simulator) {
    app.get('/simulator', (_request, response) => {
      sendPage(response, folder, 'simulator.html')
    })
  }
  if (folder !== null) {
    const assets = { immutable: true, maxAge: '1y', index: false, fallthrough: false } as const
    app.use('/assets', express.static(join(folder, 'assets'), assets))
    const page = /^\/(index|simulator)\.html$/
    const files = express.static(folder, { index: false, maxAge: '1h', dotfiles: 'ignore' })
    app.use((request, response, next) => {
      if (page.test(request.path)) next()
      else files(request, response, next)
    })
  }
  app.get('/{*path}', (request, response, next) => {
    if (isConsoleAddress(request.path)) sendPage(response, folder, 'index.html')
    else next()
  })
}
