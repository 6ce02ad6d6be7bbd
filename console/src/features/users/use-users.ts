import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Page } from '../../../../src/api/contract/common.js'
import type {
  ChangeUserRequest,
  CreateUserRequest,
  UserView,
} from '../../../../src/api/contract/user.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { showRefusal } from '../../lib/show-refusal.js'

/** All of them: a team fits one page, and the API gives it whole. */
export const useUsers = () =>
  useQuery({
    queryKey: keys.users,
    queryFn: ({ signal }) => request<Page<UserView>>('/api/users', { signal }),
  })

export const useAddUser = (onAdded: () => void) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: CreateUserRequest) => request<UserView>('/api/users', { body }),
    onSuccess: (user) => {
      notifications.show({ message: t.users.added(user.name), role: 'status' })
      onAdded()
      return cache.invalidateQueries({ queryKey: keys.users })
    },
  })
}

export const useChangeUser = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: ChangeUserRequest }) =>
      request<UserView>(`/api/users/${id}`, { method: 'PATCH', body: change }),
    onError: showRefusal,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.users }),
  })
}
