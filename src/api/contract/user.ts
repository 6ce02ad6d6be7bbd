import { z } from 'zod'
import { identifier, instant, pageOf, products } from './common.js'
import { email, newPassword, role } from './session.js'

export const userView = z.object({
  id: identifier,
  email: z.string(),
  name: z.string(),
  role,
  disabledAt: instant.nullable(),
  createdAt: instant,
  /** Products this user takes; none: every product. */
  skills: z.array(z.enum(products)),
  /** Claimed tickets at most before none is given automatically; null: the desk's setting. */
  capacity: z.number().int().nullable(),
})
export type UserView = z.infer<typeof userView>
export const userPage = pageOf(userView)

const skills = z.array(z.enum(products)).max(products.length)
const capacity = z.number().int().min(1).max(500).nullable()
const name = z.string().trim().min(1).max(120)

export const createUserRequest = z.strictObject({
  email,
  name,
  role,
  password: newPassword,
  skills: skills.optional(),
  capacity: capacity.optional(),
})
export type CreateUserRequest = z.infer<typeof createUserRequest>

/** Disabling, a new password or another role ends every session of that user. */
export const changeUserRequest = z.strictObject({
  name: name.optional(),
  role: role.optional(),
  password: newPassword.optional(),
  disabled: z.boolean().optional(),
  skills: skills.optional(),
  capacity: capacity.optional(),
})
export type ChangeUserRequest = z.infer<typeof changeUserRequest>
