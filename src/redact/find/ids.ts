// Ids that machines made: UUIDs, ids of containers and images, ids of a cloud's things.
import type { Found } from '../kinds.ts'
import { named } from './addresses.ts'

const UUID =
  /(?<=^|[^\da-z]|pod)(?<name>[\da-f]{8}(?<dash>[-_])[\da-f]{4}\k<dash>[\da-f]{4}\k<dash>[\da-f]{4}\k<dash>[\da-f]{12})(?![\da-z])/gi
/** One that was cut off. */
const UUID_CUT =
  /(?<![\da-z-])(?<name>[\da-f]{8}-[\da-f]{4}(?:-[\da-f]{0,4}){0,2}(?:-[\da-f]{0,11})?)(?=$| \.\.\. | \(and \d)/gi
/** A container's id, whole or short, a boot's, a digest; addresses in memory begin with 0x. */
const HEX = /(?<=^|[^\da-z]|pod)(?<name>[\da-f]{12,128})(?![\da-z])/gi
const INTERFACE = /(?<![\w-])(?<name>(?:cali|veth|lxc|azv|eni)[\da-f]{7,12})(?![\w-])/g
const CLOUD = /(?<![\w-])(?<name>(?:i|vol|eni|subnet|vpc|sg|snap|ami|fs|acl|rtb)-(?:[\da-f]{17}|[\da-f]{8}))(?![\w-])/g
const ARN = /(?<![\w:])(?<name>arn:aws[\w-]{0,12}:[^\s"'\\,;)}\]]{1,512})/g
const PROVIDER =
  /(?<![\w:])(?:aws|gce|azure|openstack|vsphere|digitalocean|hcloud|linode|ibm|alicloud|oci):\/\/\/?(?<name>[^\s"'\\,;)}\]]{1,512})/g
/** Projects of GCP, resource groups and machines of Azure. */
const PARENT =
  /(?<=[/"](?:projects|resourceGroups|virtualMachines|virtualMachineScaleSets|disks|instances|storageAccounts|zones\/[a-z\d-]{1,32}\/(?:disks|instances))\/)(?<name>[\w.-]{1,128})/gi

export function findIds(text: string): Found[] {
  return [
    ...named(text, 'uid', UUID),
    ...named(text, 'uid', UUID_CUT),
    ...named(text, 'id', HEX).filter(({ name }) => isId(name)),
    ...named(text, 'id', INTERFACE),
    ...named(text, 'id', CLOUD),
    ...named(text, 'id', ARN),
    ...named(text, 'id', PROVIDER),
    ...named(text, 'object', PARENT),
  ]
}

/** Numbers are none, and neither are words of the letters a to f. */
function isId(name: string): boolean {
  return name.length >= 32 || (/\d/.test(name) && /[a-f]/i.test(name))
}
