import type { Config } from '../config.js'

const probeMs = 1_000

/** The address at which the server of this configuration is reached from this machine. */
export const localOrigin = ({ server }: Pick<Config, 'server'>): string => {
  const anywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }
  const host =
    anywhere[server.host] ?? (server.host.includes(':') ? `[${server.host}]` : server.host)
  return `http://${host}:${server.port}`
}

/** Whether a server with this configuration answers on this machine. */
export const isServing = async (config: Pick<Config, 'server'>): Promise<boolean> => {
  try {
    const response = await fetch(`${localOrigin(config)}/healthz`, {
      signal: AbortSignal.timeout(probeMs),
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
