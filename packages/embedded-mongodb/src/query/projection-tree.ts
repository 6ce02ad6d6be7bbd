import { isDocument, setField, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { fieldPathParts } from './field-path.js'

/** Puts something else where a value is; `computed` comes after what is kept, whatever was there before. */
export type Replacement = { computed: boolean; value: (value: Value, root: Document) => Value }
/** What a projection does at the end of a path: keep, leave out, or put something else in. */
export type Leaf = 'include' | 'exclude' | Replacement
export type Node = { children: Map<string, Node>; leaf: Leaf | undefined }

export const addPath = (root: Node, path: string, leaf: Leaf): void => {
  const parts = fieldPathParts(path)
  let node = root
  for (const part of parts) {
    if (node.leaf !== undefined)
      throw new LocationError(
        31249,
        `Path collision at ${path} remaining portion ${parts.slice(1).join('.')}`,
      )
    const child: Node = node.children.get(part) ?? { children: new Map(), leaf: undefined }
    node.children.set(part, child)
    node = child
  }
  if (node.children.size > 0 || node.leaf !== undefined)
    throw new LocationError(31250, `Path collision at ${path}`)
  node.leaf = leaf
}

const isComputed = ({ leaf }: Node): boolean => typeof leaf === 'object' && leaf.computed

const included = (value: Value, node: Node, root: Document): Value => {
  if (node.leaf === 'include') return value
  if (typeof node.leaf === 'object') return node.leaf.value(value, root)
  if (Array.isArray(value)) {
    return value
      .filter((item) => isDocument(item) || Array.isArray(item))
      .map((item: Value) => included(item, node, root))
  }
  return isDocument(value) ? include(value, node, root) : computedOnly(node, root)
}

const computedOnly = (node: Node, root: Document): Value => {
  if (node.leaf === 'include') return undefined
  if (typeof node.leaf === 'object') return node.leaf.value(undefined, root)
  const result = include({}, node, root)
  return Object.keys(result).length > 0 ? result : undefined
}

export const include = (document: Document, node: Node, root: Document): Document => {
  const result: Document = {}
  const add = (key: string, value: Value): void => {
    if (value !== undefined) setField(result, key, value)
  }
  for (const key of Object.keys(document)) {
    const child = node.children.get(key)
    if (child && !isComputed(child)) add(key, included(document[key], child, root))
  }
  for (const [key, child] of node.children) {
    const there = Object.hasOwn(document, key)
    if (isComputed(child)) add(key, included(there ? document[key] : undefined, child, root))
    else if (!there) add(key, computedOnly(child, root))
  }
  return result
}

const excluded = (value: Value, node: Node, root: Document): Value => {
  if (node.leaf === 'exclude') return undefined
  if (typeof node.leaf === 'object') return node.leaf.value(value, root)
  if (Array.isArray(value))
    return value.map((item: Value) =>
      isDocument(item) || Array.isArray(item) ? excluded(item, node, root) : item,
    )
  return isDocument(value) ? exclude(value, node, root) : value
}

export const exclude = (document: Document, node: Node, root: Document): Document => {
  const result: Document = {}
  for (const key of Object.keys(document)) {
    const child = node.children.get(key)
    const value = child ? excluded(document[key], child, root) : document[key]
    if (value !== undefined) setField(result, key, value)
  }
  return result
}
