import { RouterProvider } from 'react-router'
import { cache } from './cache.js'
import { showPage } from './frame.js'
import { router } from './router.js'

showPage(<RouterProvider router={router} />, cache)
