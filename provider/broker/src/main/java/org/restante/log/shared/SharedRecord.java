package org.restante.log.shared;

/**
 * One record of a shared log: a piece of an entry with its origin.
 *
 * @param store the number of the log, chosen with its first claim; records of another log are void
 * @param epoch the epoch of the owner that appended it
 * @param number the number of the entry in its epoch, from 1; 0 for a claim
 * @param position the position of the entry, in bytes; of other kinds, that of the next entry as far as its owner knew it
 * @param piece which piece of the entry it is, from 0
 * @param pieces the number of pieces of the entry, at least 1
 * @param length the length of the whole entry, in bytes
 * @param bytes this piece; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SharedRecord(
        long store,
        long epoch,
        long number,
        long position,
        RecordKind kind,
        int piece,
        int pieces,
        int length,
        byte[] bytes) {}
