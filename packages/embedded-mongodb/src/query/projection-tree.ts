import { isDocument, setField, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'

/** What a projection does at the end of a path: keep, leave out, or put something else in. */
export type Leaf = 'include' | 'exclude' | ((value: Value, root: Document) => Value)
export type Node = { children: Map<string, Node>; leaf: Leaf | undefined }

export const addPath = (root: Node, path: string, leaf: Leaf): void => {
  let node = root
  for (const part of path.split('.')) {
    if (part === '') throw new LocationError(40353, "FieldPath must not end with a '.'.")
    if (node.leaf !== undefined) throw new LocationError(31249, `Path collision at ${path}`)
    const child: Node = node.children.get(part) ?? { children: new Map(), leaf: undefined }
    node.children.set(part, child)
    node = child
  }
  if (node.children.size > 0 || node.leaf !== undefined)
    throw new LocationError(31250, `Path collision at ${path}`)
  node.leaf = leaf
}

const included = (value: Value, node: Node, root: Document): Value => {
  if (node.leaf === 'include') return value
  if (typeof node.leaf === 'function') return node.leaf(value, root)
  if (Array.isArray(value)) {
    return value
      .filter((item) => isDocument(item) || Array.isArray(item))
      .map((item: Value) => included(item, node, root))
  }
  return isDocument(value) ? include(value, node, root) : computedOnly(node, root)
}

const computedOnly = (node: Node, root: Document): Value => {
  const result: Document = {}
  for (const [key, child] of node.children) {
    const value =
      typeof child.leaf === 'function'
        ? child.leaf(undefined, root)
        : child.leaf
          ? undefined
          : computedOnly(child, root)
    if (value !== undefined) setField(result, key, value)
  }
  return Object.keys(result).length > 0 ? result : undefined
}

export const include = (document: Document, node: Node, root: Document): Document => {
  const result: Document = {}
  for (const key of Object.keys(document)) {
    const child = node.children.get(key)
    const value = child && included(document[key], child, root)
    if (value !== undefined) setField(result, key, value)
  }
  for (const [key, child] of node.children) {
    if (Object.hasOwn(document, key) || child.leaf === 'include') continue
    const value =
      typeof child.leaf === 'function' ? child.leaf(undefined, root) : computedOnly(child, root)
    if (value !== undefined) setField(result, key, value)
  }
  return result
}

const excluded = (value: Value, node: Node, root: Document): Value => {
  if (node.leaf === 'exclude') return undefined
  if (typeof node.leaf === 'function') return node.leaf(value, root)
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
