import { isDocument, isNumeric, toNumber, type Document } from '../bson/values.js'

/** Every write is on the disk before it is answered; what more nodes than one would be asked for cannot be had. */
export const writeConcernError = (body: Document): Document => {
  const concern = body['writeConcern']
  const wanted = isDocument(concern) ? concern['w'] : undefined
  if (isNumeric(wanted) && toNumber(wanted) > 1) {
    return {
      writeConcernError: {
        code: 100,
        codeName: 'UnsatisfiableWriteConcern',
        errmsg: 'Not enough data-bearing nodes',
      },
    }
  }
  if (typeof wanted === 'string' && wanted !== 'majority') {
    return {
      writeConcernError: {
        code: 79,
        codeName: 'UnknownReplWriteConcern',
        errmsg: `No write concern mode named '${wanted}' found in replica set configuration`,
      },
    }
  }
  return {}
}
