import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import { trainingTimeoutMs } from '../support/run-command.js'
import { killPrograms } from '../support/start-program.js'
import { oneTicket } from './desk/one-ticket.js'
import { panes } from './desk/panes.js'
import { queue } from './desk/queue.js'
import { team } from './desk/team.js'
import { writing } from './desk/writing.js'
import { describeInBrowser } from './support/chromium.js'
import { wantsToLeave, type Desk } from './support/desk.js'
import { dataFolder, serve } from './support/house.js'
import { act, answerSurvey, say, seedAdmin, type Ticket } from './support/seed.js'
import { agent } from './support/sign-in.js'
import { addTeam, colleague, openDesks, supervisor } from './support/team.js'

jest.setTimeout(120_000)

/** Two agents and a supervisor at once. Each step goes on from the one before it, as a shift does. */
describeInBrowser('the desk, with two agents and a supervisor', (browser) => {
  const folder = dataFolder()
  const desk = {} as Desk

  beforeAll(async () => {
    const server = await serve(folder.path)
    const session = await seedAdmin(server)
    await addTeam(server, session)
    await act(server, session, '/api/tags', { name: 'Oferta enviada', colour: 'teal' })
    await answerSurvey(server, '+593987650001')
    for (const phone of ['+593987650011', '+593987650012', '+593987650013']) {
      await say(server, phone, wantsToLeave, '')
    }
    const response = await fetch(`${server.origin}/api/tickets?limit=200`, session)
    const { items } = (await response.json()) as { items: Ticket[] }
    const [ticket] = items
    const [carla, diego, sofia] = await openDesks(browser, server, [agent, colleague, supervisor])
    if (!ticket || !carla || !diego || !sofia) throw new Error('There is nothing to work on.')
    Object.assign(desk, { server, ticket, carla, diego, sofia })
  }, trainingTimeoutMs)
  afterAll(() => {
    killPrograms()
    folder.remove()
  })

  panes(desk)
  oneTicket(desk, browser, () => writing(desk, browser))
  queue(desk)
  team(desk)

  it('met no exception in a page', () => {
    expect(browser.faults()).toEqual([])
  })
})
