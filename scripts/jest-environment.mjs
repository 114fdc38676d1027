/**
 * Jest's Node environment over a plain context. The usual one intercepts every look-up of a global, which makes
 * hot loops (`Math.imul`, typed arrays) some seventy times slower than where the code really runs.
 */
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

export default class PlainContextEnvironment extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}
