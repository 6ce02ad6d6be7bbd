import { z } from 'zod'
import { changeDeskBlockRequest, deskBlock, deskBlocksView } from '../contract/desk-settings.js'
import type { ApiDeps } from '../deps.js'
import { presentDeskBlocks } from '../present/desk-settings.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

/** The settings of the desk, changed while the product runs. */
export const createDeskSettingsRoutes = ({
  deskSettings,
  clock,
}: Pick<ApiDeps, 'deskSettings' | 'clock'>): Route[] => {
  if (!deskSettings) return []
  const view = async () => presentDeskBlocks(await deskSettings.read(), clock.now())
  return [
    route({
      method: 'get',
      path: '/api/settings/desk',
      tag: 'settings',
      summary: 'The settings of the desk, block by block: as they are, and as they were delivered',
      access: 'workspace:manage',
      answer: deskBlocksView,
      handle: view,
    }),
    route({
      method: 'post',
      path: '/api/settings/desk/:block',
      tag: 'settings',
      summary: 'Change one block, or bring it back to what was delivered; works at once',
      access: 'workspace:manage',
      params: z.strictObject({ block: deskBlock }),
      body: changeDeskBlockRequest,
      answer: deskBlocksView,
      handle: async ({ agent, params: { block }, body: { version, value } }) => {
        await deskSettings.change(agent, block, { version, value })
        return view()
      },
    }),
  ]
}
