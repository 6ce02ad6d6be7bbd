import { useQuery } from '@tanstack/react-query'
import type { ProtocolView } from '../../../src/api/contract/protocol.js'
import { request } from './request.js'
import { serviceKeys } from './service-keys.js'

/** How the service protocol stands in a ticket; read again with the ticket. */
export const useProtocol = (ticketId: string) =>
  useQuery({
    queryKey: serviceKeys.protocol(ticketId),
    queryFn: ({ signal }) => request<ProtocolView>(`/api/tickets/${ticketId}/protocol`, { signal }),
  })
