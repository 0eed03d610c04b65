package org.restante.disk;

/**
 * One damaged stretch of a log.
 *
 * @param where the file or segment
 * @param position the position at which the damage begins
 * @param length its length in bytes
 * @param reason what is wrong with it, in words
 */
public record Damage(String where, long position, long length, String reason) {}
