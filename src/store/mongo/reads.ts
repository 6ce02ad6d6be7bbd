import type { Stored } from './collection.js'
import { isTimeOver } from './errors.js'
import { behind, encodeCursor } from './paging.js'
import type { Bound, Filter, Reads, Sort } from './records.js'

export const createReads = <Item extends { id: string }, Internal>({
  collection: { toRecord },
  model,
  session,
}: Bound<Item, Internal>): Reads<Item, Internal> => {
  type Document = Stored<Item, Internal>
  const bound = session ? { session } : {}

  const find = (filter: Filter, sort: Sort, limit: number): Promise<Document[]> =>
    model
      .find(filter, null, { ...bound, sort, limit })
      .lean<Document[]>()
      .exec()

  const page: Reads<Item, Internal>['page'] = async (filter, order, { limit, after }) => {
    const rest = after === null ? {} : behind(order, after)
    const sort: Sort = { [order.field]: order.direction, _id: order.direction }
    const found = await find({ ...filter, ...rest }, sort, limit + 1)
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    if (found.length <= limit || last === undefined) {
      return { items: shown.map(toRecord), next: null }
    }
    const value = (last as Record<string, unknown>)[order.field] as Date | string
    return { items: shown.map(toRecord), next: encodeCursor({ value, id: last._id }) }
  }

  return {
    one: async (filter, sort = {}) => {
      const found = await model
        .findOne(filter, null, { ...bound, sort })
        .lean<Document>()
        .exec()
      return found ? toRecord(found) : null
    },
    many: async (filter, { sort = {}, limit = 0 } = {}) =>
      (await find(filter, sort, limit)).map(toRecord),
    pick: (filter, { fields, sort = {}, limit }) =>
      model
        .find(filter, fields.join(' '), { ...bound, sort, limit })
        .lean<Partial<Document>[]>()
        .exec(),
    page,
    aggregate: <Row>(pipeline: Parameters<Reads<Item, Internal>['aggregate']>[0]) =>
      model.aggregate<Row>(pipeline, bound).exec(),
    distinct: async (field) => {
      const values: unknown[] = await model.distinct(field, {}, bound).exec()
      return values.map(String).sort()
    },
    count: (filter) => model.countDocuments(filter, bound).exec(),
    countUpTo: async (filter, limit, maxTimeMS) => {
      try {
        return await model.countDocuments(filter, { ...bound, limit, maxTimeMS }).exec()
      } catch (error) {
        if (isTimeOver(error)) return null
        throw error
      }
    },
    size: () =>
      session ? model.countDocuments({}, bound).exec() : model.estimatedDocumentCount().exec(),
  }
}
