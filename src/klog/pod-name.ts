// Names of pods, which kubelet writes in two ways.

/** `name_namespace`, to which older messages and error texts add the UID in parentheses; no name of a pod has an underscore. */
const OLD = /^(?<name>[a-z0-9][a-z0-9.-]*)_(?<namespace>[a-z0-9][a-z0-9-]*)$/

/**
 * The pod as structured messages name it.
 *
 * @example
 * podName('web-0_shop') //=> 'shop/web-0'
 */
export function podName(text: string): string {
  return text.includes('_') ? text.replace(OLD, '$<namespace>/$<name>') : text
}
