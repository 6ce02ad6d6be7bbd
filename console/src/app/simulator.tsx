import { QueryClient } from '@tanstack/react-query'
import { SimulatorPage } from '../features/simulator/simulator-page.js'
import { showPage } from './frame.js'

showPage(<SimulatorPage />, new QueryClient({ defaultOptions: { queries: { retry: 1 } } }))
