import { useEffect, useRef } from 'react'

/** Something the palette can do. */
export type Command = { id: string; label: string; run: () => void }

const sources = new Map<symbol, () => Command[]>()

/** Puts commands into the palette while mounted. */
export const useCommands = (commands: Command[]): void => {
  const current = useRef(commands)
  useEffect(() => {
    current.current = commands
  })
  useEffect(() => {
    const source = Symbol('commands')
    sources.set(source, () => current.current)
    return () => void sources.delete(source)
  }, [])
}

/** Everything the palette can do now, the open screen's commands first. */
export const allCommands = (): Command[] =>
  [...sources.values()].reverse().flatMap((source) => source())
