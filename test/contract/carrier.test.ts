/** All carriers hold the contract. */
import { inProcessCarrier } from '../../server/carrier/in-process.ts';
import { carrierContract } from './carrier.contract.ts';

carrierContract('in one process', async () => {
  const carrier = inProcessCarrier();
  return [carrier, carrier];
});
