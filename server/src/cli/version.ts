/** Put in by the build. */
declare const PRODUCT_VERSION: string | undefined;

export const version = typeof PRODUCT_VERSION === 'undefined' ? '0.0.0' : PRODUCT_VERSION;
