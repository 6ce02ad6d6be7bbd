import type { ClassifierInfo } from '../nlu/classifier.js'

export type Startup = {
  version: string
  readyInMs: number
  database: string
  model: ClassifierInfo
  channels: readonly string[]
  /** Without a slash at its end. */
  origin: string
  simulator: boolean
  /** Null once there is an admin. */
  setupToken: string | null
  colour: boolean
}

/** What `npm start` prints when it is ready (console.md, "Terminal"). */
export const startupBlock = (startup: Startup): string => {
  const { version, readyInMs, origin, setupToken } = startup
  const paint = (code: number, text: string): string =>
    startup.colour ? `\u001b[${code}m${text}\u001b[0m` : text
  const line = (name: string, value: string): string => `  ${paint(90, name.padEnd(10))} ${value}`
  const address = (path: string): string => paint(36, `${origin}${path}`)
  const firstAdmin =
    setupToken === null ? '' : `            first admin: ${address(`/setup?token=${setupToken}`)}`
  return [
    `${paint(1, `Fideliza ${version}`)}   ready in ${(readyInMs / 1000).toFixed(1)} s`,
    line('database', startup.database),
    line('corpus', corpusOf(startup.model)),
    line('channels', startup.channels.join(', ') || 'none (set SIMULATOR=on or BAILEYS=on)'),
    ...(startup.simulator ? [line('Chat', address('/simulator'))] : []),
    line('Console', `${address('/')}${firstAdmin}`),
    line('API', address('/api/docs')),
    '',
  ].join('\n')
}

const corpusOf = ({ intents, languages, fromCache, trainedInMs }: ClassifierInfo): string => {
  const model = fromCache
    ? 'model from cache'
    : `model trained in ${(trainedInMs / 1000).toFixed(1)} s`
  return `${intents} intents, ${languages.join(' ')}, ${model}`
}
