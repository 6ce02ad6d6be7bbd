/** Which specification tests are not for this server, and why. Everything else has to pass. */
const reasons: [RegExp, string][] = [
  [/collation/i, 'collations other than simple are refused'],
  [
    /\$out|\$merge|out stage|Aggregate to collection with let|aggregate-out-merge/,
    '$out and $merge are refused',
  ],
  [
    /db-aggregate|Aggregate with rawData option on less than 8\.2\.0/,
    'pipelines over a database instead of a collection are refused',
  ],
  [/Aggregate with let option$/, '$rand is refused'],
  [/views/, 'views are refused'],
  [/document validation|validation errInfo|validation errors/i, 'validators are refused'],
  [
    /create-collection\.json: explicitly|create-index\.json/,
    'collections and indexes are not created inside a transaction',
  ],
  [
    /implicitly create collection using insert/,
    'a collection that a transaction creates is there at once, so that it conflicts with nobody',
  ],
  [
    /bulkWrite\.json: (All commands are retried|.* after (its|their) (first|second) statement fails|(Second|Third) updateOne is never committed)$/,
    'the fail point counts statements inside one command',
  ],
  [/Unacknowledged .* with hint/i, 'the result is made by the driver alone'],
  [/client bulkWrite with writeConcern in a transaction/, 'the error is made by the driver alone'],
  [
    /^crud\/create-null-ids\.json: .* via (insert|bulkWrite|clientBulkWrite)/,
    'the driver replaces the null itself',
  ],
]

export const outOfScope = (suite: string, file: string, description: string): string | undefined =>
  reasons.find(([pattern]) => pattern.test(`${suite}/${file}: ${description}`))?.[1]
