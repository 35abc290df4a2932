import { describe, expect, it } from 'vitest';
import { diskRoom, diskRoomOf, type DiskOperations } from '#main/files/disk-room';

const MEBIBYTE = 1024 * 1024;

interface Disk extends DiskOperations {
  /** What other programs leave, in mebibytes. */
  left: number;
  held: boolean;
}

/** A disk in memory, on which the reserve takes what it takes. */
const aDisk = (left: number, held = false): Disk => {
  const disk: Disk = {
    left,
    held,
    freeBytes: () => Promise.resolve(disk.left * MEBIBYTE - (disk.held ? diskRoom.reserveBytes : 0)),
    writeReserve: () => {
      if (disk.left * MEBIBYTE < diskRoom.reserveBytes) return Promise.reject(new Error('ENOSPC'));
      disk.held = true;
      return Promise.resolve();
    },
    removeReserve: () => {
      disk.held = false;
      return Promise.resolve();
    },
  };
  return disk;
};

const floor = diskRoom.floorBytes / MEBIBYTE;
const reserve = diskRoom.reserveBytes / MEBIBYTE;

describe('the room on a disk', () => {
  it('is enough above the floor, with a reserve taken', async () => {
    const disk = aDisk(500);
    expect(await diskRoomOf('/profile', disk).ask(0)).toMatchObject({ enough: true, mayOpen: true });
    expect(disk.held).toBe(true);
  });

  it('is not enough below the floor, and the reserve is given back', async () => {
    const disk = aDisk(500);
    const room = diskRoomOf('/profile', disk);
    await room.ask(0);
    disk.left = reserve + floor - 1;
    expect(await room.ask(0)).toMatchObject({ enough: false, mayOpen: true });
    expect(disk.held).toBe(false);
  });

  it('does not count the reserve that was given back as room to write', async () => {
    const disk = aDisk(reserve + floor - 1);
    const room = diskRoomOf('/profile', disk);
    expect((await room.ask(0)).enough).toBe(false);
    expect((await room.ask(0)).enough).toBe(false);
    disk.left = reserve + floor;
    expect((await room.ask(0)).enough).toBe(true);
    expect(disk.held).toBe(true);
  });

  it('grows with what is to be written, several times over', async () => {
    const room = diskRoomOf('/profile', aDisk(reserve + floor + 10));
    expect((await room.ask(10 * MEBIBYTE)).enough).toBe(false);
    expect((await room.ask(3 * MEBIBYTE)).enough).toBe(true);
  });

  it('is too little to open anything where not even the reserve makes it', async () => {
    expect(await diskRoomOf('/profile', aDisk(1)).ask(0)).toMatchObject({ enough: false, mayOpen: false });
  });

  it('takes the reserve of an earlier run for its own', async () => {
    const disk = aDisk(reserve + 1, true);
    expect(await diskRoomOf('/profile', disk).ask(0)).toMatchObject({ enough: false, mayOpen: true });
    expect(disk.held).toBe(false);
  });

  it('counts as enough where the system does not tell', async () => {
    const disk = { ...aDisk(0), freeBytes: () => Promise.resolve(undefined) };
    expect(await diskRoomOf('/profile', disk).ask(0)).toMatchObject({ enough: true, mayOpen: true });
  });
});
