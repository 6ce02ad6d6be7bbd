import { z } from 'zod'
import { identifier, instant, pageOf } from './common.js'
import { email, newPassword, role } from './session.js'

export const userView = z.object({
  id: identifier,
  email: z.string(),
  name: z.string(),
  role,
  disabledAt: instant.nullable(),
  createdAt: instant,
})
export type UserView = z.infer<typeof userView>
export const userPage = pageOf(userView)

const name = z.string().trim().min(1).max(120)

export const createUserRequest = z.strictObject({ email, name, role, password: newPassword })
export type CreateUserRequest = z.infer<typeof createUserRequest>

/** Disabling, a new password or another role ends every session of that user. */
export const changeUserRequest = z.strictObject({
  name: name.optional(),
  role: role.optional(),
  password: newPassword.optional(),
  disabled: z.boolean().optional(),
})
export type ChangeUserRequest = z.infer<typeof changeUserRequest>
