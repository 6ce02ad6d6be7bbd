import { z } from 'zod'
import { identifier } from './common.js'

const roles = ['agent', 'supervisor', 'admin'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const capabilities = [
  'tickets:work',
  'tickets:take-over',
  'transcripts:read-any',
  'campaigns:send',
  'users:manage',
  'channels:link',
  'phones:see',
  'views:share',
  'workspace:manage',
] as const
export type Capability = (typeof capabilities)[number]

export const email = z.string().trim().toLowerCase().max(254).pipe(z.email())
export const newPassword = z.string().min(8).max(256)

export const signInRequest = z.strictObject({ email, password: z.string().min(1).max(256) })
export type SignInRequest = z.infer<typeof signInRequest>

const consoleLanguage = z.enum(['es', 'pt', 'en'])

export const sessionView = z.object({
  agent: z.object({
    id: identifier,
    name: z.string(),
    email: z.string(),
    role,
    /** What this user chose for the console, on whatever browser; null: nothing yet. */
    language: consoleLanguage.nullable(),
  }),
  capabilities: z.array(z.enum(capabilities)),
  /** The simulator page is on. */
  simulator: z.boolean(),
})
export type SessionView = z.infer<typeof sessionView>

/** `PATCH /api/profile`: what users set for themselves. Sound and notices belong to a device, not to a user. */
export const changeProfileRequest = z.strictObject({ language: consoleLanguage.nullable() })

/** `POST /api/setup`: the first admin, once, with the one-time token the start printed. Answers a SessionView. */
export const setupRequest = z.strictObject({
  token: z.string().min(16).max(200),
  email,
  name: z.string().trim().min(1).max(120),
  password: newPassword,
})
export type SetupRequest = z.infer<typeof setupRequest>

/** `GET /api/setup`: whether the first admin is still to be made. */
export const setupView = z.object({ needed: z.boolean() })
export type SetupView = z.infer<typeof setupView>
