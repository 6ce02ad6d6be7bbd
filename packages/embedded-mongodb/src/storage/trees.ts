import type * as lmdb from 'lmdb'
import { prefixRange, treeCount, treeName, treeOf } from './keys.js'

export type Root = lmdb.RootDatabase<Buffer, Buffer>
export type Tree = lmdb.Database<Buffer, Buffer> & {
  // missing from lmdb's types: options
  getBinary: (key: Buffer, options: object) => Buffer | undefined
}
/** Which tree a key is in; a range must not leave the tree of its start. */
export type Trees = (key: Buffer) => Tree

/** False of a file from before format 3. */
export const hasTrees = (root: Root): boolean =>
  root.getKeysCount(prefixRange(Buffer.from(treeName(0)))) > 0

export const oneTree =
  (root: Root): Trees =>
  () =>
    root

const openTree = (root: Root, number: number): Tree =>
  root.openDB<Buffer, Buffer>(treeName(number), { keyEncoding: 'binary', encoding: 'binary' })

/**
 * Records of a collection and entries of an index have trees of their own: LMDB fills a page only when the new key is the last of
 * its tree, and ascending keys, which most are, would leave all others half empty. There is a fixed number of trees, all opened
 * before anything is read: a snapshot does not know trees that were opened after it. Beyond that number they share.
 */
export const openTrees = (root: Root): Trees => {
  const trees = Array.from({ length: treeCount }, (_, number) => openTree(root, number))
  const main = root as unknown as Tree
  return (key) => {
    const number = treeOf(key)
    return number === undefined ? main : (trees[number] ?? main)
  }
}

/** Opens the trees and makes those that are missing: all of them or none. */
export const makeTrees = (root: Root): Trees => {
  // made now, they would hide what is there
  if (root.getKeysCount() > 0 && !hasTrees(root))
    throw new Error('The data file has an earlier format than the mark of its directory says.')
  return root.transactionSync(() => openTrees(root))
}

export type Putting = { put: (key: Buffer, value: Buffer) => void; forget: () => void }

const lastKeyOf = (tree: Tree): Buffer => {
  for (const key of tree.getKeys({ reverse: true, limit: 1 })) return key
  return Buffer.alloc(0)
}

/**
 * Puts a key that is the last of its tree as LMDB wants it for that: else it leaves a page half empty before it begins the next one
 * with its last entry and the new one, which of documents of a kilobyte is all it has. What is remembered as the last key may be too
 * high; were it too low, LMDB would refuse, and the key is put in its place. It is forgotten when a commit failed.
 */
export const createPutting = (treeOf: Trees): Putting => {
  const last = new Map<Tree, Buffer>()
  return {
    put: (key, value) => {
      const tree = treeOf(key)
      const known = last.get(tree) ?? lastKeyOf(tree)
      const append = Buffer.compare(key, known) > 0
      last.set(tree, append ? key : known)
      const done: unknown = tree.putSync(key, value, { append })
      if (done === false) tree.putSync(key, value)
    },
    forget: () => {
      last.clear()
    },
  }
}
