import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeskBlock, DeskBlocksView } from '../../../../../src/api/contract/desk-settings.js'
import { keys } from '../../../lib/query-keys.js'
import { isStatus, request, RequestError } from '../../../lib/request.js'

export type Block<Value> = Omit<DeskBlocksView['escalation'], 'value' | 'standard'> & {
  value: Value
  standard: Value
}

type Draft<Value> = { value: Value; version: number }

const prefix = 'body.value.'

const errorIn = (error: unknown) => (path: string) => {
  const found = error instanceof RequestError ? (error.problem.errors ?? []) : []
  const whole = `${prefix}${path}`
  return (
    found.find((each) => each.path === whole || each.path.startsWith(`${whole}.`))?.message ?? null
  )
}

/**
 * One block of settings being changed. The draft remembers which version it began with: when somebody else has changed the
 * block since, it waits for a decision instead of writing over it.
 */
export const useBlock = <Value>(name: DeskBlock, block: Block<Value>) => {
  const cache = useQueryClient()
  const [draft, setDraft] = useState<Draft<Value> | null>(null)
  const save = useMutation({
    mutationFn: (value: Value | null) => {
      const body = { version: draft?.version ?? block.version, value }
      return request<DeskBlocksView>(`/api/settings/desk/${name}`, { body })
    },
    onSuccess: (view) => {
      setDraft(null)
      cache.setQueryData(keys.deskBlocks, view)
      return cache.invalidateQueries({ queryKey: keys.deskSettings })
    },
    onError: (error) =>
      isStatus(error, 409) ? cache.invalidateQueries({ queryKey: keys.deskBlocks }) : undefined,
  })
  const isOvertaken = draft !== null && draft.version !== block.version
  const drop = () => {
    setDraft(null)
    save.reset()
  }
  return {
    value: draft?.value ?? block.value,
    isChanged: draft !== null,
    isOvertaken,
    isBusy: save.isPending,
    error: isStatus(save.error, 409) ? null : save.error,
    errorAt: errorIn(save.error),
    change: (value: Value) => {
      if (save.error) save.reset()
      setDraft({ value, version: draft?.version ?? block.version })
    },
    save: (value: Value | null) => save.mutate(value),
    drop,
    /** Goes on with the draft on top of what the other one saved. */
    keep: () => {
      save.reset()
      setDraft((mine) => mine && { ...mine, version: block.version })
    },
  }
}
