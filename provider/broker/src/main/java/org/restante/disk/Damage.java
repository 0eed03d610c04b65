package org.restante.disk;

/**
 * One damaged range of a log or snapshot.
 *
 * @param where the damaged file
 * @param position the position at which the damage begins
 * @param length its length in bytes
 * @param reason a description of the damage
 */
public record Damage(String where, long position, long length, String reason) {}
