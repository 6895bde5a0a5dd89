/** Imports go one way: main > (ui | render | input | replay) > state > (net | media) > protocol > core. i18n serves the ui. */

/** What each part may import besides itself. Whatever is not named here is forbidden. */
const MAY_IMPORT = {
  core: [],
  protocol: ['core'],
  net: ['protocol', 'core'],
  media: ['protocol', 'core'],
  state: ['net', 'media', 'protocol', 'core'],
  i18n: ['core'],
  ui: ['i18n', 'state', 'protocol', 'core'],
  render: ['state', 'protocol', 'core'],
  input: ['state', 'protocol', 'core'],
  replay: ['state', 'protocol', 'core'],
};

/** Each third-party library is imported by one part. */
const LIBRARY_OWNERS = {
  'pixi\\.js': ['render'],
  'socket\\.io-(client|msgpack-parser)': ['net'],
  i18next: ['i18n'],
  'preact/(?!.*signals)': ['ui', 'main\\.ts'],
};

const directions = Object.entries(MAY_IMPORT).map(([part, others]) => ({
  name: `${part}-imports`,
  comment: `${part} may import only ${['itself', ...others].join(', ')}`,
  severity: 'error',
  from: { path: `^src/${part}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^src/', pathNot: `^src/(${[part, ...others].join('|')})/` },
}));

const libraries = Object.entries(LIBRARY_OWNERS).map(([library, owners]) => ({
  name: `${owners[0]}-owns-${library.replace(/[^a-z.-]/g, '')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${owners.join('|')})` },
  to: { path: `node_modules/${library}` },
}));

module.exports = {
  forbidden: [
    ...directions,
    ...libraries,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'core-is-alone', severity: 'error', from: { path: '^src/core/' }, to: { pathNot: '^src/core/' } },
    { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
  },
};
