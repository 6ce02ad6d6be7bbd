import type { Request, Response } from 'express'

export type SessionCookie = {
  read: (request: Request) => string | null
  write: (response: Response, token: string, maxAgeMs: number) => void
  clear: (response: Response) => void
}

const token = /^[A-Za-z0-9_-]{20,100}$/

/** `Strict` is enough: the console is one page, its calls come from itself also when a link from outside opened it. */
export const createSessionCookie = ({ secure }: { secure: boolean }): SessionCookie => {
  const name = secure ? '__Host-fideliza' : 'fideliza'
  const flags = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const
  return {
    read: (request) => {
      const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
      const found = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
      return found !== undefined && token.test(found) ? found : null
    },
    write: (response, value, maxAgeMs) => {
      response.cookie(name, value, { ...flags, maxAge: maxAgeMs })
    },
    clear: (response) => {
      response.clearCookie(name, flags)
    },
  }
}
