/** The import rules of the house (docs/decisions/0001-the-house.md). Every rule is an error. */
const ROOMS =
  '(inbox|engine|outbox|tickets|campaigns|transcripts|analytics|privacy|workspace|protocol|settings|training)'
const ADAPTERS = '(store|nlu|channels|content|spelling)'
const PORTS =
  '^src/(store/store|nlu/classifier|channels/channel|content/content|spelling/spelling)\\.ts$'

const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

const technology = (name, packages, homes) =>
  rule(
    `${name}-lives-in-its-room`,
    { path: '^(src|console/src)/', pathNot: homes },
    { path: `node_modules/(${packages})(/|$)` },
    'One technology, one room (law 2).',
  )

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }, 'Type-only cycles count as cycles.'),
    rule(
      'no-orphans',
      {
        orphan: true,
        path: '^(src|console/src|packages/[^/]+/src)/',
        pathNot: '(^src/main\\.ts$|\\.d\\.ts$)',
      },
      {},
      'A file that nobody imports is dead.',
    ),
    rule(
      'domain-is-pure',
      { path: '^src/domain/' },
      { pathNot: '^(src/domain/|node_modules/zod/)' },
      'Law 1.',
    ),
    rule('lib-knows-no-domain', { path: '^src/lib/' }, { path: '^src/', pathNot: '^src/lib/' }),
    rule(
      'rooms-never-meet',
      { path: `^src/${ROOMS}/` },
      { path: `^src/${ROOMS}/`, pathNot: '^src/$1/' },
      'Law 4.',
    ),
    rule(
      'rooms-see-ports-only',
      { path: `^src/${ROOMS}/` },
      { path: `^src/${ADAPTERS}/`, pathNot: PORTS },
      'Law 3.',
    ),
    rule(
      'rooms-see-ports-as-types',
      { path: `^src/${ROOMS}/` },
      { path: `^src/${ADAPTERS}/`, dependencyTypesNot: ['type-only'] },
      'Law 3.',
    ),
    rule(
      'adapters-never-meet',
      { path: `^src/${ADAPTERS}/` },
      { path: `^src/(${ADAPTERS}|${ROOMS})/`, pathNot: '^src/$1/' },
    ),
    rule(
      'channels-are-islands',
      { path: '^src/channels/([^/]+)/' },
      { path: '^src/channels/[^/]+/', pathNot: '^src/channels/$1/' },
    ),
    rule(
      'only-app-builds-rooms',
      { path: '^src/', pathNot: `^src/(app[a-z-]*\\.ts$|${ROOMS}/)` },
      { path: `^src/${ROOMS}/`, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'only-parts-buys-technology',
      { path: '^src/', pathNot: `^src/(parts\\.ts$|${ADAPTERS}/)` },
      { path: `^src/${ADAPTERS}/`, pathNot: PORTS },
    ),
    rule(
      'nothing-looks-up',
      { path: '^src/', pathNot: '^src/(main\\.ts$|app[a-z-]*\\.ts$|parts\\.ts$|cli/)' },
      { path: '^src/(main|app|parts|config)\\.ts$' },
    ),
    rule(
      'api-is-a-leaf',
      { path: '^src/', pathNot: '^src/(api/|app\\.ts$)' },
      { path: '^src/api/' },
    ),
    rule('api-never-touches-adapters', { path: '^src/api/' }, { path: `^src/${ADAPTERS}/` }),
    rule(
      'contract-stands-alone',
      { path: '^src/api/contract/' },
      { pathNot: '^(src/api/contract/|node_modules/zod/)' },
      'The contract is all the console may import.',
    ),
    rule(
      'console-sees-contract-only',
      { path: '^console/' },
      { path: '^src/', pathNot: '^src/api/contract/' },
    ),
    rule(
      'features-never-meet',
      { path: '^console/src/features/([^/]+)/' },
      { path: '^console/src/features/[^/]+/', pathNot: '^console/src/features/$1/' },
    ),
    rule(
      'src-never-sees-tests',
      { path: '^(src|console/src|packages/[^/]+/src)/' },
      { path: '(^|/)(test|bench)/' },
    ),
    technology('mongoose', 'mongoose|mongodb', '^src/store/'),
    technology('express', 'express|helmet|swagger-ui-dist', '^src/api/'),
    technology('baileys', '@whiskeysockets/baileys|libsignal', '^src/channels/baileys/'),
    technology('nlpjs', '@nlpjs', '^src/nlu/'),
    technology('react', 'react|react-dom|@mantine', '^console/src/'),
    technology('embedded-database', 'embedded-mongodb|lmdb', '^src/store/embedded/'),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['types', 'import', 'default'],
    },
  },
}
