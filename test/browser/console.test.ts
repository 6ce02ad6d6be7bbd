import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import { trainingTimeoutMs } from '../support/run-command.js'
import { killPrograms } from '../support/start-program.js'
import { keys } from './console/keys.js'
import { language } from './console/language.js'
import { lostConnection } from './console/lost-connection.js'
import type { Office } from './console/office.js'
import { settings } from './console/settings.js'
import { understood } from './console/understood.js'
import { describeInBrowser } from './support/chromium.js'
import { wantsToLeave } from './support/desk.js'
import { dataFolder, serve, type Running } from './support/house.js'
import { act, say, seedAdmin } from './support/seed.js'
import { admin, agent, signIn } from './support/sign-in.js'
import { addTeam, openDesks } from './support/team.js'

jest.setTimeout(120_000)

/** What holds on every page, for an admin and an agent on one server. */
describeInBrowser('the console, for an admin and an agent', (browser) => {
  const folder = dataFolder()
  const office = {} as Office

  beforeAll(async () => {
    const server: Running = await serve(folder.path)
    const session = await seedAdmin(server)
    await addTeam(server, session)
    for (const phone of ['11', '12', '13', '14', '15']) {
      await say(server, `+5939876500${phone}`, wantsToLeave, '')
    }
    const marcela = await browser.open({ bypassCSP: true, viewport: { width: 1440, height: 900 } })
    await signIn(marcela, server.console, admin)
    const [carla] = await openDesks(browser, server, [agent])
    if (!carla) throw new Error('Nobody is at the desk.')
    const post = (path: string, body: unknown) => act(server, session, path, body)
    Object.assign(office, { server, session, marcela, carla, post })
  }, trainingTimeoutMs)
  afterAll(() => {
    killPrograms()
    folder.remove()
  })

  keys(office)
  lostConnection(office)
  settings(office)
  understood(office, browser)
  language(office, browser)

  it('met no exception in a page', () => {
    expect(browser.faults()).toEqual([])
  })
})
