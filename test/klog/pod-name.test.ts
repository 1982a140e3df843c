import { expect, test } from '@jest/globals'
import { podName } from '../../src/klog/pod-name.ts'

test.each([
  ['web-0_shop', 'shop/web-0'],
  ['kube-controller-manager-cp-2.example.org_kube-system', 'kube-system/kube-controller-manager-cp-2.example.org'],
  ['shop/web-0', 'shop/web-0'],
  ['web-0', 'web-0'],
  ['a_b_c', 'a_b_c'],
  ['Web_0', 'Web_0'],
  ['_shop', '_shop'],
])('the pod %s is %s', (text, name) => {
  expect(podName(text)).toBe(name)
})
