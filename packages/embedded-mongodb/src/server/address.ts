import { rm } from 'node:fs/promises'
import { connect } from 'node:net'

/** Where a server listens: a port of this machine, or a socket in the file system. */
export type Address = { host: string; port: number } | { path: string }

const loopback = /^(127(\.\d{1,3}){3}|::1|localhost)$/

/** Throws when others than this machine could reach it. */
export const assertLocal = (host: string): void => {
  if (loopback.test(host)) return
  throw new Error(`The host ${host} is not this machine; only loopback addresses are served.`)
}

const isServed = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })

/** Removes the socket of a server that was killed. One that answers stays, and listening on it fails. */
export const clearSocket = async (path: string): Promise<void> => {
  if (!(await isServed(path))) await rm(path, { force: true })
}

/** As `hello` names it. */
export const nameOf = (address: Address, port: number): string => {
  if ('path' in address) return address.path
  return `${address.host.includes(':') ? `[${address.host}]` : address.host}:${port}`
}

/** All that a driver needs. The path of a socket is percent-encoded (manual: reference/connection-string). */
export const uriOf = (address: Address, port: number, login: string): string => {
  const place = 'path' in address ? encodeURIComponent(address.path) : nameOf(address, port)
  const options =
    login === ''
      ? 'directConnection=true'
      : 'directConnection=true&authSource=admin&authMechanism=SCRAM-SHA-256'
  return `mongodb://${login}${place}/?${options}`
}
