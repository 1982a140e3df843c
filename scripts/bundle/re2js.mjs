// RE2 takes longer to load than a short log to diagnose, and is needed for long texts and custom rules alone. It must be there at once then.

/** `module` is asked for as late: it is one of Node's modules that are loaded when they are needed. */
const load = () => process.getBuiltinModule('module').createRequire(import.meta.url)('re2js').RE2JS

export const RE2JS = {
  compile: (source) => load().compile(source),
  translateRegExp: (source) => load().translateRegExp(source),
}
