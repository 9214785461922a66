/** The part used here of a package that comes without types. */
declare module "fs-native-extensions" {
  /**
   * Locks a whole open file for its descriptor, against other processes and other descriptors of this one; the operating
   * system lets go when the descriptor is closed or its process ends. False when another descriptor has the lock.
   */
  export function tryLock(fd: number): boolean;
}
