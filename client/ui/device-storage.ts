/** What is kept on the device. */

/** The part of the browser's storage that we use, so that tests can bring their own. */
export type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
